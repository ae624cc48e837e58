using ZoomApprover.Application.Invitations.SynchronizeList;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Invitations;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Tests.Invitations;

/// <summary>The row of a code that admits several: what its mark says, and what people's edits of it mean.</summary>
internal sealed class SeveralUsesTests
{
    private static readonly string[] Header = ["registrant_key", "time_id", "registrant_id", "registrant_status", "registrant_data", "max_uses"];
    private static readonly Registration Ana = A.Registration("r-1", RegistrationStatus.Approved) with { ApprovedAt = A.Now };
    private static readonly Registration Ben = A.Registration("r-2", RegistrationStatus.Approved) with { ApprovedAt = A.Now };
    private static readonly Registration Eva = A.Registration("r-3");

    [Test]
    public async Task Mark_says_how_many_of_how_many_and_names_the_last()
    {
        var bench = Held(null, Ana, Ben);

        await PassAsync(bench, Row("", "", "5"));

        Assert.That(bench.Journal.Take(3), Is.EqualTo(new[] { $"remember {A.Code}", "write 2/3 2/5", "write 2/2 r-2" }));
        Assert.That(bench.Journal[3], Does.StartWith("write 2/4 {"));
        Assert.That(bench.Copy.Invitations[A.Code], Has.Property(nameof(Invitation.Uses)).EqualTo(5).And.Property(nameof(Invitation.IsSpent)).False);
    }

    [TestCase("5", "1/5")]
    [TestCase("1", "REGISTERED")]
    [TestCase("", "REGISTERED")]
    [TestCase("x", "REGISTERED")]
    public async Task Mark_of_one_holder_counts_only_where_there_are_several_uses(string uses, string mark)
    {
        var bench = Held(null, Ana);

        await PassAsync(bench, Row("", "", uses));

        Assert.That(bench.Journal, Does.Contain($"write 2/3 {mark}"));
    }

    [TestCase("2", "3/2")]
    [TestCase("1", "3/1")]
    [TestCase("", "3/1")]
    public async Task Number_that_was_lowered_below_what_is_used_shows_both(string uses, string mark)
    {
        var bench = Held(Seen("3/5", Eva), Ana, Ben, Eva);

        await PassAsync(bench, Row("r-3", "3/5", uses));

        Assert.That(bench.Journal, Does.Contain($"write 2/3 {mark}"));
    }

    [Test]
    public async Task Progress_of_our_own_mark_is_written_over_it()
    {
        var bench = Held(Seen("1/5", Ana), Ana, Ben);

        await PassAsync(bench, Row("r-1", "1/5", "5"));

        Assert.That(bench.Journal, Does.Contain("write 2/3 2/5").And.Contain("write 2/2 r-2"));
        Assert.That(bench.ProblemKinds, Is.Empty);
    }

    [Test]
    public async Task Count_beside_the_id_of_any_holder_is_ours_though_nothing_is_known_of_it()
    {
        var bench = Held(null, Ana, Ben);

        await PassAsync(bench, Row("r-1", "1/5", "5"));

        Assert.That(bench.Journal, Does.Contain("write 2/3 2/5").And.Contain("write 2/2 r-2"));
        Assert.That(bench.Copy.Invitations[A.Code].IsSpent, Is.False);
    }

    [TestCase("REGISTERED")]
    [TestCase("PENDING")]
    [TestCase("approved")]
    public async Task Mark_of_before_the_code_had_several_uses_is_ours(string old)
    {
        var bench = Held(null, Ana);

        await PassAsync(bench, Row("r-1", old, "5"));

        Assert.That(bench.Journal, Does.Contain("write 2/3 1/5"));
    }

    [Test]
    public async Task Number_of_uses_that_changes_has_the_mark_written_anew()
    {
        var bench = Held(Seen("2/5", Ben), Ana, Ben);
        bench.Remembers = true;
        await PassAsync(bench, Row("r-2", "2/5", "5"));
        bench.Marks[A.Code] = bench.Marks[A.Code] with { OwedVersion = null };
        bench.Journal.Clear();

        await PassAsync(bench, Row("r-2", "2/5", "6"));

        Assert.That(bench.Journal, Does.Contain("write 2/3 2/6"));
        Assert.That(bench.Copy.Invitations[A.Code].Uses, Is.EqualTo(6));
    }

    [Test]
    public async Task Text_of_a_persons_closes_the_code_while_it_stands()
    {
        var bench = Held(Seen("2/5", Ben), Ana, Ben);

        await PassAsync(bench, Row("r-2", "no more", "5"));

        Assert.That(bench.Copy.Invitations[A.Code].IsSpent, Is.True);
        Assert.That(bench.ProblemKinds, Is.EqualTo(new[] { ProblemKind.ListMarkConflict }));
        Assert.That(bench.Journal.Where(line => line.StartsWith("write", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task Everybody_of_whom_Zoom_was_told_nothing_gives_way_to_a_persons_text()
    {
        var (unsent, other) = (A.Registration("r-3", RegistrationStatus.Approving) with { Owed = Sending.Owe(ZoomAction.Approve, A.Now) }, A.Registration("r-4", RegistrationStatus.Approving) with { Owed = Sending.Owe(ZoomAction.Approve, A.Now) });
        var bench = Held(Seen("1/5", Ana), Ana, unsent, other);

        await PassAsync(bench, Row("r-1", "no more", "5"));

        await bench.Ledger.Received(1).YieldToMarkAsync(unsent, A.Code);
        await bench.Ledger.Received(1).YieldToMarkAsync(other, A.Code);
        await bench.Ledger.DidNotReceive().YieldToMarkAsync(Ana, A.Code);
    }

    [TestCase("2/5", false)]
    [TestCase("5/5", true)]
    public async Task Count_that_names_nobody_known_is_that_of_a_younger_ledger_and_nobody_gives_way_to_it(string count, bool isSpent)
    {
        var unsent = A.Registration("r-1", RegistrationStatus.Approving) with { Owed = Sending.Owe(ZoomAction.Approve, A.Now) };
        var bench = Held(Seen("1/5", unsent), unsent);

        await PassAsync(bench, Row("r-9", count, "5"));

        await bench.Ledger.DidNotReceive().YieldToMarkAsync(Arg.Any<Registration>(), A.Code);
        Assert.That(bench.Copy.Invitations[A.Code].IsSpent, Is.EqualTo(isSpent), "until a reading of Zoom has told of r-9");
        Assert.That(bench.Journal.Where(line => line.StartsWith("write", StringComparison.Ordinal)), Is.Empty);
    }

    [TestCase("2/5", "5", false)]
    [TestCase("5/5", "5", true)]
    [TestCase("2/5", "1", true)]
    [TestCase("2/5", "", true)]
    public async Task Count_in_the_row_of_a_code_that_nobody_holds_closes_it_only_when_it_says_so(string count, string uses, bool isSpent)
    {
        var bench = new ListBench();

        await PassAsync(bench, Row("", count, uses));

        Assert.That(bench.Copy.Invitations[A.Code].IsSpent, Is.EqualTo(isSpent));
    }

    [Test]
    public async Task Cleared_cell_sets_free_what_its_mark_had_counted()
    {
        var bench = Held(Seen("2/5", Ben), Ana, Ben, Eva); // Eva came after what was seen

        await ClearForLongAsync(bench, "r-2");

        await bench.Ledger.Received(1).ReleaseClearedAsync(Arg.Is<MarkFacts>(cleared => cleared.Uses.Select(use => use.Holder).SequenceEqual(new[] { Ana, Ben })));
    }

    [Test]
    public async Task Cell_that_is_empty_because_the_next_mark_has_not_landed_sets_nothing_free()
    {
        var bench = Held(new MarkBase(null, new MarkedCells(new Mark("1/5", "r-1"), ""), "", $"1 {Ana.Key}"), Ana);

        await ClearForLongAsync(bench, "");

        await bench.Ledger.DidNotReceive().ReleaseClearedAsync(Arg.Any<MarkFacts>());
        Assert.That(bench.Journal, Does.Contain("write 2/3 1/5"));
    }

    [Test]
    public async Task Count_that_landed_in_a_moved_row_goes_and_is_written_where_it_belongs()
    {
        var bench = Held(null, Ana, Ben);
        bench.Remembers = true;
        bench.Marks["ZZZZZ99999"] = new MarkFacts("ZZZZZ99999", null, null, null);
        string[] other = ["ZZZZZ99999", "1", "", "", "", "3"];
        await bench.PassAsync(A.Reading(A.Now, Row("", "", "5"), other) with { Rows = Cells(Row("", "", "5"), other) });
        bench.Time.Advance(TimeSpan.FromSeconds(20));
        bench.Known["r-2"] = 1;
        bench.Journal.Clear();

        string[] hit = ["ZZZZZ99999", "1", "r-2", "2/5", "", "3"];
        await bench.PassAsync(A.Reading(A.Now) with { Rows = Cells(hit, Row("", "", "5")) });
        bench.Time.Advance(TimeSpan.FromSeconds(20));
        await bench.PassAsync(A.Reading(A.Now) with { Rows = Cells(other, Row("", "", "5")) });

        Assert.That(bench.Copy.Invitations["ZZZZZ99999"].IsSpent, Is.False);
        Assert.That(bench.Journal, Does.Contain("write 3/3 2/5"));
    }

    [Test]
    public async Task Count_that_moved_columns_led_into_the_approve_cell_asks_for_nothing()
    {
        var bench = new ListBench();
        bench.Claimants[A.Code] = new CodeClaimants(false, [A.Key("ana")]);

        await bench.PassAsync(A.Reading(A.Now) with { Rows = Cells([.. Header[..5], "approve"], [A.Code, "1", "", "", "", "2/5"]) });

        await bench.ApproveLedger.DidNotReceive().ApproveAsync(A.Code);
    }

    [Test]
    public async Task Data_of_somebody_whose_use_was_set_free_does_not_stay_beside_the_one_before()
    {
        var forgotten = Ana with { Answers = null };
        var bench = Held(new MarkBase(new MarkedCells(new Mark("2/5", "r-2"), Marks.Print("{ben}")), null, $"1 {Ben.Key}"), forgotten, Ben);
        bench.Marks[A.Code] = bench.Marks[A.Code] with { Holder = forgotten, Uses = [new CodeUse(forgotten, 1), new CodeUse(Ben, 2, IsHeld: false)] };

        await bench.PassAsync(A.Reading(A.Now) with { Rows = Cells(Header, [A.Code, "1", "r-2", "2/5", "{ben}", "5"]) });

        Assert.That(bench.Journal, Does.Contain("write 2/3 1/5").And.Contain("write 2/2 r-1").And.Contain("write 2/4 "));
    }

    [Test]
    public async Task Cell_without_a_number_is_named_with_its_row()
    {
        var bench = new ListBench();

        await PassAsync(bench, Row("", "", "2.5"));

        var problem = bench.Problems.All.Single();
        Assert.That((problem.Kind, problem.Details[0], problem.Details[1]), Is.EqualTo((ProblemKind.ListUsesUnreadable, "2", "1000")));
        Assert.That(bench.Copy.Invitations[A.Code].Uses, Is.EqualTo(1));
    }

    [Test]
    public async Task Code_in_two_rows_has_one_use()
    {
        var bench = new ListBench();

        await bench.PassAsync(A.Reading(A.Now) with { Rows = Cells(Header, Row("", "", "5"), Row("", "", "5")) });

        Assert.That(bench.Copy.Invitations[A.Code], Has.Property(nameof(Invitation.Uses)).EqualTo(1).And.Property(nameof(Invitation.IsAmbiguous)).True);
    }

    private static string[] Row(string id, string status, string uses) => [A.Code, "1", id, status, "", uses];

    private static MarkBase Seen(string status, Registration last) => new(new MarkedCells(new Mark(status, last.Key.RegistrantId), ""), null, $"1 {last.Key}");

    private static ListBench Held(MarkBase? known, params Registration[] holders)
    {
        var bench = new ListBench();
        bench.Marks[A.Code] = new MarkFacts(A.Code, holders[^1], known, OwedVersion: 4) { Uses = [.. holders.Select((holder, index) => new CodeUse(holder, index + 1))] };
        return bench;
    }

    private static Task<SyncReport> PassAsync(ListBench bench, string[] row) => bench.PassAsync(A.Reading(A.Now) with { Rows = Cells(Header, row) });

    private static async Task ClearForLongAsync(ListBench bench, string id)
    {
        for (var i = 0; i < 10; i++)
        {
            await PassAsync(bench, Row(id, "", "5"));
            bench.Time.Advance(TimeSpan.FromSeconds(10));
        }
    }

    private static IReadOnlyList<IReadOnlyList<Cell>> Cells(params string[][] rows) =>
        [.. (rows[0][0] == Header[0] ? rows : [Header, .. rows]).Select(row => (IReadOnlyList<Cell>)[.. row.Select(Cell.Of)])];
}
