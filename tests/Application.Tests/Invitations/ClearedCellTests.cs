using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Invitations;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Tests.Invitations;

/// <summary>A status cell that people emptied, and one that only seems so.</summary>
internal sealed class ClearedCellTests
{
    private static readonly Registration Ana = A.Registration("r-1", RegistrationStatus.Approved) with { ApprovedAt = A.Now };

    [Test]
    public async Task Cell_that_people_emptied_frees_the_code_after_three_readings_and_ninety_seconds()
    {
        var bench = ListBench.Owing(Ana, seen: new Mark("REGISTERED", "r-1"));

        foreach (var _ in Enumerable.Range(0, 9))
        {
            await bench.PassAsync([A.Code, "1", "r-1", "", ""]);
            bench.Time.Advance(TimeSpan.FromSeconds(10));
        }

        await bench.Ledger.DidNotReceive().ReleaseClearedAsync(Arg.Any<MarkFacts>());
        Assert.That(bench.ProblemKinds, Is.EqualTo(new[] { ProblemKind.ListMarkCleared }));

        await bench.PassAsync([A.Code, "1", "r-1", "", ""]);

        await bench.Ledger.Received(1).ReleaseClearedAsync(Arg.Is<MarkFacts>(cleared => cleared.Code == A.Code && cleared.Holder == Ana));
        Assert.That(bench.Journal, Is.Empty, "nothing is written over what a person did");
    }

    [Test]
    public async Task Mark_that_people_emptied_before_any_reading_showed_it_is_neither_written_again_nor_set_free()
    {
        var bench = ListBench.Owing(Ana, sent: new Mark("PENDING", "r-1"));

        foreach (var _ in Enumerable.Range(0, 20))
        {
            await bench.PassAsync([A.Code, "1", "r-1", "", ""]);
            bench.Time.Advance(TimeSpan.FromSeconds(10));
        }

        await bench.Ledger.DidNotReceive().ReleaseClearedAsync(Arg.Any<MarkFacts>());
        Assert.That(bench.Journal, Is.Empty);
        Assert.That(bench.ProblemKinds, Is.EqualTo(new[] { ProblemKind.ListMarkConflict }));
    }

    [Test]
    public async Task Mark_whose_status_moved_columns_took_elsewhere_is_written_again()
    {
        var bench = ListBench.Owing(Ana, sent: new Mark("PENDING", "r-1"));

        await bench.PassAsync([A.Code, "1", "r-1", "", "", "PENDING"]);

        Assert.That(bench.Journal, Is.Not.Empty);
        Assert.That(bench.ProblemKinds, Is.Empty);
    }

    [Test]
    public async Task Cell_that_is_empty_in_one_old_reading_frees_nothing()
    {
        var bench = ListBench.Owing(Ana, seen: new Mark("REGISTERED", "r-1"));
        await bench.PassAsync([A.Code, "1", "r-1", "", ""]);
        bench.Time.Advance(TimeSpan.FromMinutes(5));
        await bench.PassAsync([A.Code, "1", "r-1", "REGISTERED", ""]);
        bench.Time.Advance(TimeSpan.FromMinutes(5));

        await bench.PassAsync([A.Code, "1", "r-1", "", ""]);

        await bench.Ledger.DidNotReceive().ReleaseClearedAsync(Arg.Any<MarkFacts>());
    }

    [Test]
    public async Task Persons_text_that_was_seen_is_not_written_over_when_an_old_reading_shows_our_mark_again()
    {
        var bench = ListBench.Owing(Ana, seen: new Mark("PENDING", "r-1"));
        await bench.PassAsync([A.Code, "1", "r-1", "vip", ""]);

        await bench.PassAsync([A.Code, "1", "r-1", "PENDING", ""]);

        Assert.That(bench.Journal, Is.Empty);
        Assert.That(bench.Copy.Invitations[A.Code].IsSpent, Is.False, "her claim decides");
    }

    [Test]
    public async Task Code_that_people_marked_is_free_only_when_its_cell_stayed_empty()
    {
        var bench = new ListBench();
        await bench.PassAsync([A.Code, "1", "", "usado", ""]);
        List<bool> spent = [];
        foreach (var _ in Enumerable.Range(0, 3))
        {
            bench.Time.Advance(TimeSpan.FromSeconds(45));
            await bench.PassAsync([A.Code, "1", "", "", ""]);
            spent.Add(bench.Copy.Invitations[A.Code].IsSpent);
        }

        Assert.That(spent, Is.EqualTo(new[] { true, true, false }));
    }

    [Test]
    public async Task Mark_of_the_next_holder_that_did_not_land_is_written_again_and_never_taken_for_cleared()
    {
        // the list has no ids: what was seen was the mark of one whose code was set free, and our clearing of it has landed
        var bench = new ListBench();
        bench.Marks[A.Code] = new MarkFacts(A.Code, Ana, new MarkBase(new MarkedCells(new Mark("REGISTERED", ""), ""), new MarkedCells(new Mark("", ""), ""), "1 somebody else"), 4, Generation: 2);
        await bench.PassAsync([A.Code, "1", "", "", ""]);
        bench.Marks[A.Code] = bench.Marks[A.Code] with { Base = bench.Steps.Single().Base };
        bench.Journal.Clear();

        foreach (var _ in Enumerable.Range(0, 8))
        {
            bench.Time.Advance(TimeSpan.FromSeconds(20));
            await bench.PassAsync([A.Code, "1", "", "", ""]);
        }

        Assert.That(bench.Journal, Does.Contain("write 2/3 REGISTERED"));
        await bench.Ledger.DidNotReceive().ReleaseClearedAsync(Arg.Any<MarkFacts>());
    }

    [Test]
    public async Task Codes_that_people_marked_are_not_free_after_their_list_was_pasted_twice_and_the_first_half_deleted()
    {
        var bench = new ListBench();
        await bench.PassAsync([A.Code, "1", "", "usado", ""]);
        await bench.PassAsync([A.Code, "1", "", "usado", ""], [A.Code, "1", "", "", ""]);

        await bench.PassAsync([A.Code, "1", "", "", ""]);

        Assert.That(bench.Copy.Invitations[A.Code].IsSpent, Is.True);
    }

    [Test]
    public async Task Emptied_status_cell_is_named_and_nothing_is_written()
    {
        var bench = ListBench.Owing(Ana, seen: new Mark("REGISTERED", "r-1"));

        var report = await bench.PassAsync([A.Code, "1", "r-1", "", ""]);

        Assert.That(bench.Journal, Is.Empty);
        Assert.That(report.MarksOwed, Is.EqualTo(1));
        Assert.That(bench.Problems.All.Select(one => $"{one.Kind} {one.Details[0]}"), Is.EqualTo(new[] { "ListMarkCleared 2" }));
    }

    [Test]
    public async Task Mark_that_was_seen_standing_is_not_written_again_when_a_person_clears_it_before_the_next_one_lands()
    {
        var bench = ListBench.Owing(Ana, sent: new Mark("PENDING", "r-1"));
        await bench.PassAsync([A.Code, "1", "r-1", "PENDING", ""]);
        Assert.That(bench.Steps.Single().Base!.Seen!.Mark, Is.EqualTo(new Mark("PENDING", "r-1")), "known to have stood, whatever becomes of the write");
        bench.Marks[A.Code] = bench.Marks[A.Code] with { Base = bench.Steps.Single().Base };
        bench.Journal.Clear();

        await bench.PassAsync([A.Code, "1", "r-1", "", ""]);

        Assert.That(bench.Journal, Is.Empty);
        Assert.That(bench.ProblemKinds, Is.EqualTo(new[] { ProblemKind.ListMarkCleared }));
    }
}
