using ZoomApprover.Application.Invitations.SynchronizeList;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Invitations;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Tests.Invitations;

/// <summary>What a write of ours has hit because people moved rows or columns meanwhile goes back.</summary>
internal sealed class AstrayMarkTests
{
    private static readonly Registration Ana = A.Registration("r-1", RegistrationStatus.Approved) with { ApprovedAt = A.Now };

    [Test]
    public async Task Mark_that_landed_in_a_moved_row_goes_and_what_stood_there_comes_back()
    {
        var bench = ListBench.Owing(A.Registration("r-1", RegistrationStatus.Approving));
        await bench.PassAsync([A.Code, "1"], ["ZZZZZ99999", "1", "mesa 4", "usado", "con ella"]);
        bench.Marks[A.Code] = bench.Marks[A.Code] with { Base = bench.Steps.Single().Base };
        bench.Ledger.OweMarksAsync(default!).ReturnsForAnyArgs(call =>
        {
            call.Arg<IReadOnlyCollection<string>>().ToList().ForEach(code => bench.Marks[code] = new MarkFacts(code, null, null, 1));
            return Task.CompletedTask;
        });
        bench.Journal.Clear();

        // somebody sorted before the write arrived
        await bench.PassAsync(["ZZZZZ99999", "1", "r-1", "PENDING", "{}"], [A.Code, "1"]);

        Assert.That(bench.Journal, Is.EqualTo(new[] { "write 2/3 usado", "write 2/2 mesa 4", "write 2/4 con ella" }));
        Assert.That(bench.Copy.Invitations["ZZZZZ99999"].IsSpent, Is.True, "as it was before");
    }

    [Test]
    public async Task Mark_whose_data_moved_columns_led_into_the_id_cell_is_written_again()
    {
        const string Data = "{\"name\":\"Ana\"}";
        var bench = ListBench.Owing(Ana);
        var (seen, sent) = (new MarkedCells(new Mark("PENDING", "r-1"), ""), new MarkedCells(new Mark("REGISTERED", "r-1"), Marks.Print(Data)));
        bench.Marks[A.Code] = bench.Marks[A.Code] with { Base = new MarkBase(seen, sent, ListBench.Claim(Ana), ListBench.Claim(Ana)) };

        await bench.PassAsync([A.Code, "1", Data, "PENDING", ""]);

        Assert.That(bench.Journal, Does.Contain("write 2/3 REGISTERED").And.Contain("write 2/2 r-1"));
    }

    [Test]
    public async Task Own_mark_that_moved_columns_had_led_into_the_wrong_cells_does_not_come_back()
    {
        var bench = ListBench.Owing(A.Registration("r-1", RegistrationStatus.Approving));
        bench.Remembers = true;
        var other = A.Registration("r-9", RegistrationStatus.Approved) with { Code = "ZZZZZ99999" };
        bench.Marks["ZZZZZ99999"] = new MarkFacts("ZZZZZ99999", other, new MarkBase(null, new MarkedCells(new Mark("REGISTERED", "r-9"), "")), 1);
        await bench.PassAsync([A.Code, "1"], ["ZZZZZ99999", "1", "REGISTERED", "r-9", ""]); // its columns had changed places
        bench.Journal.Clear();

        // somebody sorted before the write arrived
        await bench.PassAsync(["ZZZZZ99999", "1", "r-1", "PENDING", "{}"], [A.Code, "1"]);

        Assert.That(bench.Journal, Has.Some.EqualTo("write 2/2 r-9").Or.Some.EqualTo("write 2/2 "));
        Assert.That(bench.Journal, Has.None.EqualTo("write 2/2 REGISTERED").And.None.EqualTo("write 2/3 r-9"));
    }

    [Test]
    public async Task Row_that_a_write_for_a_deleted_row_has_emptied_is_not_taken_for_cleared_by_people()
    {
        var bench = ListBench.Owing(Ana, seen: new Mark("REGISTERED", "r-1"));
        bench.Marks["ZZZZZ99999"] = new MarkFacts("ZZZZZ99999", null, new MarkBase(new MarkedCells(new Mark("REGISTERED", "r-9"), ""), null), 1); // set free at the API
        await bench.PassAsync(["ZZZZZ99999", "1", "r-9", "REGISTERED", ""], [A.Code, "1", "r-1", "REGISTERED", ""]);
        bench.Marks["ZZZZZ99999"] = bench.Marks["ZZZZZ99999"] with { Base = bench.Steps.Last(step => step.Code == "ZZZZZ99999").Base };
        bench.Time.Advance(TimeSpan.FromSeconds(30));
        bench.Journal.Clear();

        // somebody deleted that row just before its cells were to be emptied
        await bench.PassAsync([A.Code, "1", "", "", ""]);

        Assert.That(bench.Journal, Does.Contain("write 2/3 REGISTERED").And.Contain("write 2/2 r-1"));
        await bench.Ledger.DidNotReceive().ReleaseClearedAsync(Arg.Any<MarkFacts>());
    }

    [Test]
    public async Task Mark_for_a_deleted_row_goes_from_the_row_it_landed_in_when_that_rows_own_mark_stood_there()
    {
        var bench = ListBench.Owing(Ana);
        bench.Remembers = true;
        var other = A.Registration("r-9", RegistrationStatus.Approved) with { Code = "ZZZZZ99999" };
        bench.Marks["ZZZZZ99999"] = new MarkFacts("ZZZZZ99999", other, new MarkBase(new MarkedCells(new Mark("REGISTERED", "r-9"), ""), null), OwedVersion: null);
        await bench.PassAsync([A.Code, "1"], ["ZZZZZ99999", "1", "r-9", "REGISTERED", ""]);
        bench.Journal.Clear();

        // somebody deleted that row just before its mark was to be written
        await bench.PassAsync(["ZZZZZ99999", "1", "r-1", "REGISTERED", ""]);

        Assert.That(bench.Journal, Does.Contain("write 2/2 r-9"));
    }

    [Test]
    public async Task Row_emptied_by_a_late_clearing_is_put_back_although_its_code_was_cleared_by_hand_and_has_a_new_holder()
    {
        var bench = ListBench.Owing(Ana, seen: new Mark("REGISTERED", "r-1"));
        bench.Remembers = true;
        bench.Marks["ZZZZZ99999"] = new MarkFacts("ZZZZZ99999", null, new MarkBase(new MarkedCells(new Mark("REGISTERED", "r-9"), ""), null), 1); // set free at the API
        await bench.PassAsync(["ZZZZZ99999", "1", "r-9", "REGISTERED", ""], [A.Code, "1", "r-1", "REGISTERED", ""]);
        bench.Marks["ZZZZZ99999"] = bench.Marks["ZZZZZ99999"] with { Holder = A.Registration("r-7", RegistrationStatus.Approved) with { Code = "ZZZZZ99999" } };
        bench.Time.Advance(TimeSpan.FromSeconds(30));
        bench.Journal.Clear();

        // somebody sorted before the write arrived, and emptied the status cell that it was meant for
        await bench.PassAsync([A.Code, "1", "", "", ""], ["ZZZZZ99999", "1", "r-9", "", ""]);

        Assert.That(bench.Journal, Does.Contain("write 2/3 REGISTERED").And.Contain("write 2/2 r-1"));
        await bench.Ledger.DidNotReceive().ReleaseClearedAsync(Arg.Is<MarkFacts>(one => one.Code == A.Code));
    }

    // the id still stands: written alone, the status would tell nobody whose it is in the row where it lands
    [Test]
    public async Task Mark_that_is_put_back_is_whole_and_is_found_when_it_goes_astray_in_its_turn()
    {
        var bench = ListBench.Owing(Ana, seen: new Mark("REGISTERED", "r-1"));
        bench.Remembers = true;
        bench.Marks["ZZZZZ99999"] = new MarkFacts("ZZZZZ99999", null, new MarkBase(new MarkedCells(new Mark("REGISTERED", "r-9"), ""), null), 1); // set free at the API
        await bench.PassAsync(["ZZZZZ99999", "1", "r-9", "REGISTERED", ""], [A.Code, "1", "r-1", "REGISTERED", ""], ["FREE999999", "1", "", "", ""]);
        bench.Time.Advance(TimeSpan.FromSeconds(30));
        bench.Journal.Clear();
        await bench.PassAsync([A.Code, "1", "r-1", "", ""], ["ZZZZZ99999", "1", "r-9", "REGISTERED", ""], ["FREE999999", "1", "", "", ""]);
        Assert.That(bench.Journal, Does.Contain("write 2/3 REGISTERED").And.Contain("write 2/2 r-1"));
        bench.Time.Advance(TimeSpan.FromSeconds(30));
        bench.Journal.Clear();

        // somebody sorted before it arrived
        bench.Marks["FREE999999"] = new MarkFacts("FREE999999", null, null, null);
        await bench.PassAsync(["FREE999999", "1", "r-1", "REGISTERED", ""], [A.Code, "1", "r-1", "", ""], ["ZZZZZ99999", "1", "", "", ""]);

        Assert.That(bench.Journal, Has.Some.EqualTo("write 2/3 ").And.Some.EqualTo("write 2/2 "), "a code that nobody used is free");
    }

    [Test]
    public async Task Note_of_a_persons_that_stands_is_not_written_when_the_rest_of_the_row_is_put_back()
    {
        var bench = ListBench.Owing(Ana, seen: new Mark("REGISTERED", ""));
        bench.Remembers = true;
        bench.Marks["ZZZZZ99999"] = new MarkFacts("ZZZZZ99999", null, new MarkBase(new MarkedCells(new Mark("REGISTERED", "r-9"), ""), null), 1);
        await bench.PassAsync(["ZZZZZ99999", "1", "r-9", "REGISTERED", ""], [A.Code, "1", "paid", "REGISTERED", ""]);
        bench.Time.Advance(TimeSpan.FromSeconds(30));
        bench.Journal.Clear();

        await bench.PassAsync([A.Code, "1", "paid", "", ""], ["ZZZZZ99999", "1", "r-9", "REGISTERED", ""]);

        Assert.That(bench.Journal, Does.Contain("write 2/3 REGISTERED").And.None.StartsWith("write 2/2"));
    }

    [Test]
    public async Task What_we_sent_for_another_column_is_replaced_when_moved_columns_brought_it_into_the_status_cell()
    {
        var bench = ListBench.Owing(Ana);
        bench.Remembers = true;
        await bench.PassAsync([A.Code, "1"]);
        var data = bench.Journal.Single(line => line.StartsWith("write 2/4 ", StringComparison.Ordinal))["write 2/4 ".Length..];
        bench.Time.Advance(TimeSpan.FromSeconds(30));
        bench.Journal.Clear();

        await bench.PassAsync([A.Code, "1", "", data, ""]);

        Assert.That(bench.Journal, Does.Contain("write 2/3 REGISTERED"));
    }

    [Test]
    public async Task Mark_that_a_person_copied_into_another_row_is_left()
    {
        var bench = ListBench.Owing(Ana, seen: new Mark("REGISTERED", "r-1"));

        await bench.PassAsync([A.Code, "1", "r-1", "REGISTERED", ""], ["ZZZZZ99999", "1", "r-1", "REGISTERED", ""]);

        Assert.That(bench.Journal.Where(line => line.StartsWith("write", StringComparison.Ordinal)), Is.Empty);
        Assert.That(bench.Copy.Invitations["ZZZZZ99999"].IsSpent, Is.True);
    }

    [Test]
    public async Task Row_emptied_while_an_unanswered_clearing_may_land_is_put_back()
    {
        var bench = ListBench.Owing(Ana, seen: new Mark("REGISTERED", "r-1"));
        bench.Marks["ZZZZZ99999"] = new MarkFacts("ZZZZZ99999", null, new MarkBase(new MarkedCells(new Mark("REGISTERED", "r-9"), ""), null), 1);
        bench.List.WriteAsync(default!, default!, default).ReturnsForAnyArgs(Task.FromException(new ListUnavailableException(new Problem(ProblemKind.SheetUnreachable, "x"))));
        await bench.PassAsync(["ZZZZZ99999", "1", "r-9", "REGISTERED", ""], [A.Code, "1", "r-1", "REGISTERED", ""]);
        bench.Marks.Remove("ZZZZZ99999"); // settled meanwhile: a person emptied the row
        bench.Time.Advance(TimeSpan.FromSeconds(30));
        await bench.PassAsync(["ZZZZZ99999", "1", "", "", ""], [A.Code, "1", "r-1", "REGISTERED", ""]);

        // and now it lands, in the row that stands there
        bench.Time.Advance(TimeSpan.FromSeconds(100));
        await bench.PassAsync([A.Code, "1", "", "", ""], ["ZZZZZ99999", "1", "", "", ""]);

        await bench.List.Received().WriteAsync(Arg.Any<ListReading>(), Arg.Is<IReadOnlyList<CellWrite>>(cells => cells.Any(cell => cell.Row == 2 && cell.Text == "REGISTERED")), Arg.Any<CancellationToken>());
        await bench.Ledger.DidNotReceive().ReleaseClearedAsync(Arg.Any<MarkFacts>());
    }
}
