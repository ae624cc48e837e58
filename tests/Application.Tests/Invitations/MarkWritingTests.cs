using ZoomApprover.Application.Invitations.SynchronizeList;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Invitations;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Tests.Invitations;

/// <summary>The marks through a whole pass: what is written where, and what is left alone.</summary>
internal sealed class MarkWritingTests
{
    private static readonly Registration Ana = A.Registration("r-1", RegistrationStatus.Approved) with { ApprovedAt = A.Now };

    [TestCase(RegistrationStatus.Approving, "PENDING")]
    [TestCase(RegistrationStatus.Approved, "REGISTERED")]
    public async Task Owed_mark_is_remembered_and_then_written_into_its_own_row(RegistrationStatus status, string mark)
    {
        var bench = ListBench.Owing(A.Registration("r-1", status));

        var report = await bench.PassAsync(["ZZZZZ99999", "1"], [A.Code, "1"]);

        Assert.That(report.MarksOwed, Is.EqualTo(1), "owed until a reading shows it");
        Assert.That(bench.Journal.Take(3), Is.EqualTo(new[] { $"remember {A.Code}", $"write 3/3 {mark}", "write 3/2 r-1" }));
        Assert.That(bench.Journal[3], Does.StartWith("write 3/4 {").And.Contain("Muñoz"));
        Assert.That(bench.Steps.Single().SettledVersion, Is.Null);
        Assert.That(bench.Steps.Single().Base!.Sent!.Mark, Is.EqualTo(new Mark(mark, "r-1")));
    }

    [Test]
    public async Task Mark_that_stands_is_settled_and_nothing_is_written()
    {
        var bench = ListBench.Owing(Ana, sent: new Mark("REGISTERED", "r-1"));

        var report = await bench.PassAsync([A.Code, "1", "r-1", "REGISTERED", "{}"]);

        Assert.That(report.MarksOwed, Is.Zero);
        Assert.That(bench.Journal, Is.EqualTo(new[] { $"remember {A.Code}" }));
        Assert.That(bench.Steps.Single().SettledVersion, Is.EqualTo(4));
        Assert.That(bench.Steps.Single().Base!.Seen!.Mark, Is.EqualTo(new Mark("REGISTERED", "r-1")));
        Assert.That(bench.Copy.Invitations[A.Code].IsSpent, Is.False, "our own mark spends nothing: the claim does");
    }

    [Test]
    public async Task Old_mark_that_came_late_over_a_younger_one_is_owed_again()
    {
        var bench = new ListBench();
        bench.Marks[A.Code] = new MarkFacts(A.Code, Ana, new MarkBase(new MarkedCells(new Mark("REGISTERED", "r-1"), ""), null), OwedVersion: null);

        await bench.PassAsync([A.Code, "1", "r-1", "PENDING", ""]);

        await bench.Ledger.Received(1).OweMarksAsync(Arg.Is<IReadOnlyCollection<string>>(codes => codes.Single() == A.Code));
    }

    [Test]
    public async Task Reading_that_may_be_older_than_our_write_settles_nothing_else()
    {
        var bench = ListBench.Owing(Ana, seen: new Mark("REGISTERED", "r-1"), sent: new Mark("PENDING", "r-1"));

        await bench.PassAsync([A.Code, "1", "r-1", "REGISTERED", ""]);

        Assert.That(bench.Journal, Does.Contain("write 2/3 REGISTERED"), "what was sent may come after it");
        Assert.That(bench.Steps.Single().SettledVersion, Is.Null);
    }

    [Test]
    public async Task Write_that_did_not_land_is_made_again()
    {
        var bench = ListBench.Owing(Ana, sent: new Mark("REGISTERED", "r-1"));

        await bench.PassAsync([A.Code, "1"]);

        Assert.That(bench.Journal, Does.Contain("write 2/3 REGISTERED"));
    }

    [Test]
    public async Task Freed_code_has_our_own_cells_emptied()
    {
        var bench = new ListBench();
        bench.Marks[A.Code] = new MarkFacts(A.Code, null, new MarkBase(new MarkedCells(new Mark("REGISTERED", "r-1"), Marks.Print("{}")), null), 4);

        await bench.PassAsync([A.Code, "1", "r-1", "REGISTERED", "{}"]);

        Assert.That(bench.Journal.Skip(1), Is.EqualTo(new[] { "write 2/3 ", "write 2/2 ", "write 2/4 " }));
    }

    [Test]
    public async Task What_people_wrote_into_the_other_cells_stays()
    {
        var bench = ListBench.Owing(Ana);

        await bench.PassAsync([A.Code, "1", "mesa 4", "", "vegetariana"]);

        Assert.That(bench.Journal.Where(line => line.StartsWith("write", StringComparison.Ordinal)), Is.EqualTo(new[] { "write 2/3 REGISTERED" }));
    }

    [Test]
    public async Task Mark_beside_a_persons_note_in_the_id_cell_is_settled_when_it_is_read()
    {
        var bench = ListBench.Owing(Ana);
        await bench.PassAsync([A.Code, "1", "mesa 4", "", ""]);
        bench.Marks[A.Code] = bench.Marks[A.Code] with { Base = bench.Steps.Single().Base };

        await bench.PassAsync([A.Code, "1", "mesa 4", "REGISTERED", ""]);

        Assert.That(bench.Steps[^1].SettledVersion, Is.EqualTo(4));
        Assert.That(bench.Problems.All, Is.Empty);
    }

    [Test]
    public async Task Text_of_a_person_beside_our_claim_is_named_and_left()
    {
        var bench = ListBench.Owing(Ana);

        await bench.PassAsync([A.Code, "1", "", "usado a mano", ""]);

        Assert.That(bench.Journal, Is.Empty);
        Assert.That(bench.Problems.All.Select(one => $"{one.Kind} {one.Details[0]}"), Is.EqualTo(new[] { "ListMarkConflict 2" }));
        Assert.That(bench.Copy.Invitations[A.Code].IsSpent, Is.True);
    }

    [Test]
    public async Task Doubt_is_over_when_the_list_says_so()
    {
        var bench = ListBench.Owing(Ana);
        await bench.PassAsync([A.Code, "1", "", "usado a mano", ""]);

        await bench.PassAsync([A.Code, "1", "r-1", "REGISTERED", ""]);

        Assert.That(bench.Problems.All, Is.Empty);
    }

    [Test]
    public async Task Code_in_two_rows_gets_no_mark()
    {
        var bench = ListBench.Owing(Ana);

        await bench.PassAsync([A.Code, "1"], [A.Code, "1"]);

        Assert.That(bench.Journal, Is.Empty);
    }

    [Test]
    public async Task Row_that_is_gone_frees_nothing_and_is_marked_when_it_comes_back()
    {
        var bench = ListBench.Owing(Ana);
        await bench.PassAsync(["ZZZZZ99999", "1"]);
        Assert.That(bench.Journal, Is.Empty);
        Assert.That(bench.ProblemKinds, Is.EqualTo(new[] { ProblemKind.ListRowGone }));

        await bench.PassAsync([A.Code, "1"]);

        Assert.That(bench.Journal, Does.Contain("write 2/3 REGISTERED"));
        Assert.That(bench.Problems.All, Is.Empty);
    }

    [Test]
    public async Task Freed_code_whose_row_is_gone_owes_no_mark()
    {
        var bench = new ListBench();
        bench.Marks[A.Code] = new MarkFacts(A.Code, null, new MarkBase(new MarkedCells(new Mark("REGISTERED", "r-1"), ""), null), 4);

        await bench.PassAsync(["ZZZZZ99999", "1"]);

        Assert.That(bench.Steps.Single(), Is.EqualTo(new MarkStep(A.Code, null, 4)));
        Assert.That(bench.Problems.All, Is.Empty);
    }

    [Test]
    public async Task Mark_of_a_registrant_Zoom_knows_gives_the_claim_back()
    {
        var bench = new ListBench();
        bench.Known["r-8"] = 1;
        bench.Adoptable.Add(new NamedMark(A.Code, "r-8"));

        await bench.PassAsync([A.Code, "1", "r-8", "REGISTERED", ""], ["ZZZZZ99999", "1", "r-9", "REGISTERED", ""]);

        Assert.That(bench.Copy.Invitations[A.Code].IsSpent, Is.False, "now the claim decides");
        Assert.That(bench.Copy.Invitations["ZZZZZ99999"].IsSpent, Is.True, "nobody knows r-9");
    }

    [Test]
    public async Task Marks_that_claim_nothing_are_asked_for_once_and_again_when_more_is_known_of_whom_they_name()
    {
        var bench = new ListBench();
        (bench.Known["r-8"], bench.Known["r-9"]) = (1, 1);
        string[][] rows = [[A.Code, "1", "r-8", "REGISTERED", ""], ["ZZZZZ99999", "1", "r-9", "REGISTERED", ""]];

        await bench.PassAsync(rows);
        await bench.PassAsync(rows);
        bench.Known["r-9"] = 2;
        await bench.PassAsync(rows);

        Assert.That(string.Join(' ', bench.AskedToAdopt), Is.EqualTo("r-8 r-9 r-9"));
        await bench.Ledger.Received(2).AdoptMarksAsync(Arg.Any<IReadOnlyList<NamedMark>>());
    }

    [Test]
    public async Task Dry_run_writes_nothing_and_owes_nothing()
    {
        var bench = ListBench.Owing(Ana, A.Settings(dryRun: true));

        var report = await bench.PassAsync([A.Code, "1"]);

        await AssertNothingIsOwedAsync(bench, report);
    }

    [Test]
    public async Task List_that_takes_no_marks_is_never_written()
    {
        var bench = ListBench.Owing(Ana);
        bench.List.TakesMarks.Returns(false);

        var report = await bench.PassAsync([A.Code, "1"]);

        await AssertNothingIsOwedAsync(bench, report);
    }

    [Test]
    public async Task Write_that_fails_is_named_and_the_mark_stays_owed()
    {
        var bench = ListBench.Owing(Ana);
        bench.List.WriteAsync(default!, default!, default).ReturnsForAnyArgs(Task.FromException(new ListUnavailableException(new Problem(ProblemKind.SheetReadOnly, "me@x"), TimeSpan.FromSeconds(60))));

        var report = await bench.PassAsync([A.Code, "1"]);

        Assert.That(report, Is.EqualTo(new SyncReport(false, RetryAfter: TimeSpan.FromSeconds(60))));
        Assert.That(bench.ProblemKinds, Is.EqualTo(new[] { ProblemKind.SheetReadOnly }));
        Assert.That(bench.Copy.Invitations, Has.Count.EqualTo(1), "what was read counts");
        Assert.That(bench.Steps.Single().Base!.Sent, Is.Not.Null, "it may have landed");
        Assert.That(bench.Steps.Single().SettledVersion, Is.Null);
    }

    [Test]
    public async Task Sheet_that_can_only_be_read_is_named_once_and_not_at_every_pass()
    {
        var bench = ListBench.Owing(Ana);
        bench.List.WriteAsync(default!, default!, default).ReturnsForAnyArgs(Task.FromException(new ListUnavailableException(new Problem(ProblemKind.SheetReadOnly, "me@x"))));

        await bench.PassAsync([A.Code, "1"]);
        await bench.PassAsync([A.Code, "1"]);
        await bench.PassAsync([A.Code, "1"]);

        Assert.That(bench.ProblemLog.Lines.Count(line => line.Contains("SheetReadOnly", StringComparison.Ordinal)), Is.EqualTo(1));
    }

    [Test]
    public async Task Write_that_landed_late_is_recognised_as_ours()
    {
        // PENDING was sent and answered with an error; meanwhile Zoom confirmed, and now PENDING stands there after all
        var bench = ListBench.Owing(Ana, sent: new Mark("PENDING", "r-1"));

        await bench.PassAsync([A.Code, "1", "r-1", "PENDING", ""]);

        Assert.That(bench.Journal, Does.Contain("write 2/3 REGISTERED"));
        Assert.That(bench.Problems.All, Is.Empty);
    }

    [Test]
    public async Task Text_of_a_registrant_can_never_be_a_formula()
    {
        var bench = ListBench.Owing(Ana with { FirstName = "=HYPERLINK(1)", LastName = "", Email = "+x@example.org", Answers = [new Answer("@q", "-1+2")] });

        await bench.PassAsync([A.Code, "1"]);

        Assert.That(bench.Journal[^1], Does.Contain("\"HYPERLINK(1)\"").And.Contain("\"x@example.org\"").And.Contain("\"q\"").And.Contain("\"1+2\""));
    }

    private static async Task AssertNothingIsOwedAsync(ListBench bench, SyncReport report)
    {
        Assert.That(report.MarksOwed, Is.Zero);
        Assert.That(bench.Journal, Is.Empty);
        await bench.Ledger.Received(1).ForgetMarksAsync();
        await bench.List.DidNotReceive().WriteAsync(Arg.Any<ListReading>(), Arg.Any<IReadOnlyList<CellWrite>>(), Arg.Any<CancellationToken>());
    }
}
