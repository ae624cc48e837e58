using ZoomApprover.Application.Invitations.SynchronizeList;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Invitations;

namespace ZoomApprover.Application.Tests.Invitations;

/// <summary>The approve column: a text in it approves the one who waits for the row's code, once.</summary>
internal sealed class ApproveCellTests
{
    private static readonly string[] Header = ["registrant_key", "time_id", "registrant_id", "registrant_status", "registrant_data", "approve"];
    private static readonly CodeClaimants Ana = new(false, [A.Key("ana")]);

    [Test]
    public async Task One_who_waits_is_approved_and_Zoom_is_told_at_once()
    {
        var bench = new ListBench();
        bench.Claimants[A.Code] = Ana;

        var report = await PassAsync(bench, Header, Row("yes"));

        await bench.ApproveLedger.Received(1).ApproveAsync(A.Code);
        Assert.That(report.Admitted, Is.EqualTo(1));
        Assert.That(await bench.Signals.Zoom.WaitAsync(TimeSpan.Zero, CancellationToken.None), Is.True);
    }

    [Test]
    public async Task Text_that_stands_before_anybody_waits_counts_for_who_comes()
    {
        var bench = new ListBench();
        await PassAsync(bench, Header, Row("yes"));

        bench.Claimants[A.Code] = Ana;
        await bench.AgainAsync();

        await bench.ApproveLedger.Received(1).ApproveAsync(A.Code);
    }

    [Test]
    public async Task Unchanged_file_still_counts_for_who_comes_later()
    {
        var bench = new ListBench();
        await PassAsync(bench, Header, Row("yes"));
        bench.Claimants[A.Code] = Ana;

        await bench.PassAsync(A.Reading(A.Now) with { Rows = null });

        await bench.ApproveLedger.Received(1).ApproveAsync(A.Code);
    }

    [Test]
    public async Task It_asks_once_also_after_a_restart_and_with_another_text()
    {
        var bench = new ListBench();
        bench.Claimants[A.Code] = Ana;
        await PassAsync(bench, Header, Row("yes"));

        bench.Claimants[A.Code] = new CodeClaimants(false, [A.Key("ben")]);
        await PassAsync(bench, Header, Row("yes"));
        bench.Restart();
        await PassAsync(bench, Header, Row("sí"));

        await bench.ApproveLedger.Received(1).ApproveAsync(A.Code);
    }

    [Test]
    public async Task Cell_that_stayed_empty_over_three_readings_and_ninety_seconds_may_ask_again()
    {
        var bench = new ListBench();
        bench.ApproveCells.Add(A.Code, true);
        bench.Claimants[A.Code] = Ana;

        await StayEmptyAsync(bench, 3);
        await PassAsync(bench, Header, Row("yes"));

        await bench.ApproveLedger.Received(1).ApproveAsync(A.Code);
    }

    [Test]
    public async Task Reading_from_before_the_text_does_not_make_it_ask_again()
    {
        var bench = new ListBench();
        bench.ApproveCells.Add(A.Code, true);
        bench.Claimants[A.Code] = Ana;

        for (var i = 0; i < 4; i++)
        {
            await StayEmptyAsync(bench, 2);
            await PassAsync(bench, Header, Row("yes"));
        }

        await bench.ApproveLedger.DidNotReceiveWithAnyArgs().ApproveAsync(default!);
    }

    [Test]
    public async Task Column_that_is_gone_for_a_while_makes_no_text_ask_again()
    {
        var bench = new ListBench();
        bench.ApproveCells.Add(A.Code, true);
        bench.Claimants[A.Code] = Ana;

        for (var i = 0; i < 4; i++)
        {
            await PassAsync(bench, [.. Header[..^1], "who approves"], Row("yes"));
            bench.Time.Advance(TimeSpan.FromSeconds(46));
        }

        await PassAsync(bench, Header, Row("yes"));

        await bench.ApproveLedger.DidNotReceiveWithAnyArgs().ApproveAsync(default!);
    }

    [Test]
    public async Task Several_who_wait_are_named_and_nobody_is_approved()
    {
        var bench = new ListBench();
        bench.Claimants[A.Code] = new CodeClaimants(false, [A.Key("ana"), A.Key("ben")]);

        await PassAsync(bench, Header, Row("yes"));

        Assert.That(Told(bench), Is.EqualTo("ListApproveSeveral 2 ana, ben"));
        await bench.ApproveLedger.DidNotReceiveWithAnyArgs().ApproveAsync(default!);
        bench.Claimants[A.Code] = Ana;
        await bench.AgainAsync();
        Assert.That(bench.Problems.All, Is.Empty);
    }

    [Test]
    public async Task Spent_code_is_named_while_somebody_waits_for_it()
    {
        var bench = new ListBench();
        bench.Claimants[A.Code] = Ana with { IsHeld = true, Holders = [A.Key("ben"), A.Key("eva")] };

        await PassAsync(bench, Header, Row("yes"));

        Assert.That(Told(bench), Is.EqualTo("ListApproveSpent 2 ana ben, eva"));
        await bench.ApproveLedger.DidNotReceiveWithAnyArgs().ApproveAsync(default!);
    }

    [Test]
    public async Task Text_beside_a_code_that_was_used_in_the_meantime_asks_for_nothing_when_the_code_is_free_again()
    {
        var bench = new ListBench();
        bench.Claimants[A.Code] = new CodeClaimants(true, []);
        await PassAsync(bench, Header, Row("yes"));

        bench.Claimants[A.Code] = Ana;
        await PassAsync(bench, Header, Row("yes"));

        await bench.ApproveLedger.DidNotReceiveWithAnyArgs().ApproveAsync(default!);
        Assert.That(bench.Problems.All, Is.Empty);
    }

    [Test]
    public async Task Release_settles_a_text_that_was_seen_before()
    {
        var bench = new ListBench();
        await PassAsync(bench, Header, Row("yes"));
        bench.ApproveCells[A.Code] = true; // as the ledger does it with the release

        bench.Claimants[A.Code] = Ana;
        await PassAsync(bench, Header, Row("yes"));

        await bench.ApproveLedger.DidNotReceiveWithAnyArgs().ApproveAsync(default!);
    }

    [TestCase("REGISTERED")]
    [TestCase("en trámite")]
    [TestCase("{\"name\":\"Ana\"}")]
    [TestCase("r-17")]
    public async Task Mark_of_ours_that_moved_columns_led_there_asks_for_nothing(string mark)
    {
        var bench = new ListBench();
        bench.Known["r-17"] = 1;
        bench.Claimants[A.Code] = Ana;

        await PassAsync(bench, Header, Row(mark));

        await bench.ApproveLedger.DidNotReceiveWithAnyArgs().ApproveAsync(default!);
    }

    [Test]
    public async Task Hold_in_the_same_row_is_stronger()
    {
        var bench = new ListBench();
        bench.Claimants[A.Code] = Ana;

        await PassAsync(bench, [.. Header, "hold"], [.. Row("yes"), "ask Marta"]);

        await bench.ApproveLedger.DidNotReceiveWithAnyArgs().ApproveAsync(default!);
    }

    [Test]
    public async Task Code_in_two_rows_approves_nobody()
    {
        var bench = new ListBench();
        bench.Claimants[A.Code] = Ana;

        await PassAsync(bench, Header, Row("yes"), Row(""));

        await bench.ApproveLedger.DidNotReceiveWithAnyArgs().ApproveAsync(default!);
    }

    private static async Task StayEmptyAsync(ListBench bench, int readings)
    {
        for (var i = 0; i < readings; i++)
        {
            await PassAsync(bench, Header, Row(""));
            bench.Time.Advance(TimeSpan.FromSeconds(46));
        }
    }

    private static string Told(ListBench bench)
    {
        var problem = bench.Problems.All.Single();
        return $"{problem.Kind} {string.Join(' ', problem.Details)}";
    }

    private static Task<SyncReport> PassAsync(ListBench bench, params string[][] rows) =>
        bench.PassAsync(A.Reading(A.Now) with { Rows = [.. rows.Select(row => (IReadOnlyList<Cell>)[.. row.Select(Cell.Of)])] });

    private static string[] Row(string approve) => [A.Code, "1", "", "", "", approve];
}
