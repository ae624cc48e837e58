using ZoomApprover.Domain.Invitations;

namespace ZoomApprover.Domain.Tests.Invitations;

/// <summary>Every combination of what may stand in a row and what we know of it, held against the rows of the design's table and its promises.</summary>
internal sealed class MarkRuleTests
{
    // "unblocked" is a person's text; "mine" is the claim's own registrant, "older" one whose mark stood there before
    private static readonly string[] Statuses = ["", "PENDING", "REGISTERED", "unblocked"];
    private static readonly string[] Ids = ["", "mine", "older", "stranger"];
    private static readonly Mark?[] Seen = [null, new("PENDING", "mine"), new("REGISTERED", "mine"), new("REGISTERED", "older")];
    private static readonly Mark?[] Sent = [null, new("PENDING", "mine"), new("REGISTERED", "mine"), new("REGISTERED", "older"), new("", "")];
    private static readonly Mark?[] Ours = [null, new("PENDING", "mine"), new("REGISTERED", "mine")];
    private static readonly bool[] Either = [false, true];

    private sealed record Situation(bool IsAmbiguous, Mark Theirs, Mark? Seen, Mark? Sent, Mark? Ours, bool Knows)
    {
        public MarkVerdict Verdict => MarkRule.Judge(IsAmbiguous, Theirs, Seen, Sent, Ours, Knows);

        public bool IsSpent => MarkRule.IsSpent(Verdict, Theirs);

        public bool IsEmpty => Theirs.Status.Length == 0;

        public bool NamesOwnRegistrant => Ours is not null && Theirs.RegistrantId == Ours.RegistrantId;

        /// <summary>What stands there is this mark of ours; the id may be missing, for not every list has the column.</summary>
        public bool Shows(Mark? mark) => mark is { Status.Length: > 0 } && Theirs.Status == mark.Status && (Theirs.RegistrantId.Length == 0 || Theirs.RegistrantId == mark.RegistrantId);

        public bool WasAnothers => Seen is { RegistrantId.Length: > 0 } && Seen.RegistrantId != Ours?.RegistrantId;

        public bool ShowsOneOfOurs => Shows(Ours) || Shows(Seen) || Shows(Sent);
    }

    private static readonly IReadOnlyList<Situation> All =
    [
        .. from isAmbiguous in Either
           from status in Statuses
           from id in Ids
           from seen in Seen
           from sent in Sent
           from ours in Ours
           from knows in Either
           select new Situation(isAmbiguous, new Mark(status, id), seen, sent, ours, knows),
    ];

    // the first row that fits decides
    private static readonly (string Name, Func<Situation, bool> Fits, MarkVerdict Verdict)[] Table =
    [
        ("the code stands in two rows", one => one.IsAmbiguous, MarkVerdict.Ambiguous),
        ("it shows ours", one => one.Shows(one.Ours), MarkVerdict.Settled),
        ("empty, and nobody holds the code", one => one.IsEmpty && one.Ours is null, MarkVerdict.Settled),
        ("it shows what was last seen there, and our state moved on", one => one.Shows(one.Seen), MarkVerdict.Write),
        ("it shows what was sent since, and our state moved on", one => one.Shows(one.Sent), MarkVerdict.Write),
        ("empty, and nothing of ours was ever seen there", one => one.IsEmpty && one.Seen is null, MarkVerdict.Write),
        ("empty, and we meant to clear it ourselves", one => one.IsEmpty && one.Sent is { Status.Length: 0 }, MarkVerdict.Write),
        ("empty, and the verified mark was that of an earlier holder", one => one.IsEmpty && one.WasAnothers, MarkVerdict.Write),
        ("empty, and a verified mark of ours stood there", one => one.IsEmpty, MarkVerdict.Cleared),
        ("other, and the id cell names the claim's own registrant", one => one.NamesOwnRegistrant, MarkVerdict.Write),
        ("other, beside a claim", one => one.Ours is not null, MarkVerdict.Conflict),
        ("other, no claim, and the id cell names a registrant Zoom knows", one => one.Knows, MarkVerdict.Adopt),
        ("other, no claim", _ => true, MarkVerdict.SpentByPerson),
    ];

    private static IEnumerable<TestCaseData> Rows() => Table.Select((row, index) => new TestCaseData(index).SetArgDisplayNames($"{row.Name}: {row.Verdict}"));

    [TestCaseSource(nameof(Rows))]
    public void Every_situation_of_a_row_is_judged_as_the_row_says(int index)
    {
        var fitting = All.Where(one => Array.FindIndex(Table, row => row.Fits(one)) == index).ToList();

        using var all = Assert.EnterMultipleScope();
        Assert.That(fitting, Is.Not.Empty);
        Assert.That(fitting.Where(one => one.Verdict != Table[index].Verdict), Is.Empty);
    }

    [Test]
    public void Nothing_is_written_when_the_code_stands_in_two_rows()
    {
        Assert.That(All.Where(one => one.IsAmbiguous && one.Verdict != MarkVerdict.Ambiguous), Is.Empty);
    }

    [Test]
    public void Text_of_a_person_is_never_written_over_unless_the_id_cell_names_the_claims_own_registrant()
    {
        var overwritten = All.Where(one => one.Verdict == MarkVerdict.Write && !one.IsEmpty && !one.ShowsOneOfOurs && !one.NamesOwnRegistrant);

        Assert.That(overwritten, Is.Empty);
    }

    [Test]
    public void Text_that_nobody_of_us_wrote_is_left_alone_when_the_code_is_free()
    {
        var overwritten = All.Where(one => one.Ours is null && one.Theirs.Status == "unblocked" && one.Verdict is MarkVerdict.Write or MarkVerdict.Settled);

        Assert.That(overwritten, Is.Empty);
    }

    [Test]
    public void Verified_mark_that_a_person_cleared_is_never_written_again()
    {
        var cleared = All.Where(one => !one.IsAmbiguous && one.IsEmpty && one.Ours is not null && one.Seen is not null && !one.WasAnothers && one.Sent is not { Status.Length: 0 });

        Assert.That(cleared.Where(one => one.Verdict != MarkVerdict.Cleared), Is.Empty);
    }

    [Test]
    public void Old_mark_of_a_released_code_is_erased_whether_it_was_verified_or_only_sent()
    {
        var released = All.Where(one => !one.IsAmbiguous && one.Ours is null && (one.Shows(one.Seen) || one.Shows(one.Sent)));

        Assert.That(released.Where(one => one.Verdict != MarkVerdict.Write), Is.Empty);
    }

    [Test]
    public void Cell_leaves_a_code_usable_only_when_it_is_empty_or_shows_a_mark_of_ours()
    {
        var usable = All.Where(one => !one.IsSpent && !one.IsEmpty && !one.ShowsOneOfOurs && !one.NamesOwnRegistrant);

        Assert.That(usable, Is.Empty);
    }

    [Test]
    public void Empty_cell_never_spends_a_code()
    {
        Assert.That(All.Where(one => one.IsEmpty && one.IsSpent), Is.Empty);
    }

    [Test]
    public void Only_a_code_without_a_claim_is_adopted_or_spent_by_a_person()
    {
        Assert.That(All.Where(one => one.Ours is not null && one.Verdict is MarkVerdict.Adopt or MarkVerdict.SpentByPerson), Is.Empty);
    }

    [Test]
    public void What_we_write_settles_the_row()
    {
        var written = All.Where(one => one.Verdict == MarkVerdict.Write)
            .Select(one => one with { Theirs = one.Ours ?? new Mark("", ""), Sent = one.Ours ?? new Mark("", "") });

        Assert.That(written.Where(one => one.Verdict != MarkVerdict.Settled), Is.Empty);
    }

    [TestCase(MarkVerdict.Ambiguous, "usado", ExpectedResult = true)]
    [TestCase(MarkVerdict.Ambiguous, "", ExpectedResult = false)]
    [TestCase(MarkVerdict.Settled, "REGISTERED", ExpectedResult = false)]
    [TestCase(MarkVerdict.Write, "PENDING", ExpectedResult = false)]
    [TestCase(MarkVerdict.Cleared, "", ExpectedResult = false)]
    [TestCase(MarkVerdict.Adopt, "REGISTERED", ExpectedResult = true)]
    [TestCase(MarkVerdict.SpentByPerson, "usado", ExpectedResult = true)]
    [TestCase(MarkVerdict.Conflict, "usado", ExpectedResult = true)]
    public bool Verdict_says_whether_the_cell_spends_the_code(MarkVerdict verdict, string status) => MarkRule.IsSpent(verdict, new Mark(status, ""));

    [Test]
    public void Every_verdict_says_whether_the_cell_spends_the_code()
    {
        Assert.That(() => Enum.GetValues<MarkVerdict>().Select(verdict => MarkRule.IsSpent(verdict, new Mark("x", ""))).ToList(), Throws.Nothing);
    }

    [TestCase("=1+1", ExpectedResult = "1+1")]
    [TestCase("+34 600 123 456", ExpectedResult = "34 600 123 456")]
    [TestCase("-cmd", ExpectedResult = "cmd")]
    [TestCase("@SUM(A1)", ExpectedResult = "SUM(A1)")]
    [TestCase("\t\r\n =HYPERLINK(\"x\")", ExpectedResult = "HYPERLINK(\"x\")")]
    [TestCase("=+-@=x", ExpectedResult = "x")]
    [TestCase("Ana =1", ExpectedResult = "Ana =1")]
    [TestCase("====", ExpectedResult = "")]
    [TestCase("", ExpectedResult = "")]
    public string Text_never_begins_like_a_formula(string text) => MarkRule.SafeText(text);
}
