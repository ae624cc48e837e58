namespace ZoomApprover.Processes.Tests.Judging;

/// <summary>The referee passes what is right and names what is wrong: one planted breach after another.</summary>
[Parallelizable(ParallelScope.Children)]
internal sealed class RefereeTests
{
    [Test]
    public async Task Clean_case_passes_with_its_excused_approvals()
    {
        var judgement = await Clean().JudgeAsync();

        Assert.That(judgement.Code, Is.Zero, judgement.Output + judgement.Errors);
        Assert.That(judgement.Output.Split('\n'), Has.Length.EqualTo(7).And.All.Contains(" holds: "));
    }

    [Test]
    public async Task Case_without_evidence_proves_nothing()
    {
        var judgement = await new PreparedCase().JudgeAsync();

        Assert.That(judgement.Code, Is.EqualTo(1), judgement.Errors);
        foreach (var rule in new[] { "R1", "R2", "R3", "R4", "R5" })
        {
            Assert.That(judgement.Output, Does.Match($"{rule} BROKEN.*nothing is proven"));
        }
    }

    [TestCaseSource(nameof(Breaches))]
    public async Task Breach_is_named(string rule, string words, Action<PreparedCase> plant)
    {
        var planted = Clean();
        plant(planted);

        var judgement = await planted.JudgeAsync();

        Assert.That(judgement.Code, Is.EqualTo(1), judgement.Output + judgement.Errors);
        var line = judgement.Output.Split("\nR").Select((text, at) => at == 0 ? text : "R" + text).Single(text => text.StartsWith(rule, StringComparison.Ordinal));
        Assert.That(line, Does.Contain("BROKEN").And.Contain(words));
    }

    private static IEnumerable<TestCaseData> Breaches()
    {
        foreach (var (rule, name, words, plant) in PlantedBreaches.All)
        {
            yield return new TestCaseData(rule, words, plant).SetName($"{rule}: {name}");
        }
    }

    // one comes in with a code; one gives it again and waits; one comes in elsewhere; one on a person's word; one with a freed code; two with one code of two uses
    private static PreparedCase Clean()
    {
        var made = new PreparedCase();
        foreach (var (code, session) in new[] { ("AAAAAAAAAA", 1), ("BBBBBBBBBB", 2), ("CCCCCCCCCC", 1), ("DDDDDDDDDD", 1), ("EEEEEEEEEE", 1) })
        {
            made.Row(code, session);
        }

        made.Edit("EEEEEEEEEE", "registrant_status", "usado");
        made.Row("FFFFFFFFFF", 1);
        made.Edit("FFFFFFFFFF", "max_uses", 2);
        made.Read();
        made.Register("r1", " aaaa-aaa aaa ");
        made.Waits("r1", "ListUnavailable");
        made.Delivered("r1");
        made.LetIn("r1", "AAAAAAAAAA");
        made.Register("r2", "AAAAAAAAAA");
        made.Waits("r2", "CodeAlreadyUsed");
        made.Delivered("r2");
        made.Register("r3", "Ｂ" + "bbbbbbbbb", PreparedCase.Second);
        made.Waits("r3", "ListUnavailable");
        made.Delivered("r3", meeting: PreparedCase.Second);
        made.LetIn("r3", "BBBBBBBBBB", meeting: PreparedCase.Second);
        made.Register("r4", "lost");
        made.Asks("r4");
        made.Call("r4");
        made.Confirms("r4");
        made.Register("r5", "DDDDDDDDDD");
        made.LetIn("r5", "DDDDDDDDDD");
        made.Releases("r5", "DDDDDDDDDD");
        made.Read();
        made.Write("DDDDDDDDDD", ("registrant_id", ""), ("registrant_status", ""));
        made.Register("r6", "DDDDDDDDDD");
        made.LetIn("r6", "DDDDDDDDDD", generation: 2);
        made.Register("r8", "FFFFFFFFFF");
        made.LetIn("r8", "FFFFFFFFFF", count: "1/2");
        made.Register("r9", "FFFFFFFFFF");
        made.LetIn("r9", "FFFFFFFFFF", count: "2/2");
        made.ZoomCall("list", "medium", PreparedCase.First);
        made.ZoomAnswers(200);
        made.GoogleAnswers(200);
        return made;
    }
}
