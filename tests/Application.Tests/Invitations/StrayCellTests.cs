using ZoomApprover.Application.Invitations.SynchronizeList;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Invitations;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Tests.Invitations;

/// <summary>A column that people move in the moment of a write keeps what they wrote there.</summary>
internal sealed class StrayCellTests
{
    private static readonly string[] Usual = ["registrant_key", "time_id", "registrant_id", "registrant_status", "registrant_data", "notes"];
    private static readonly string[] Moved = ["registrant_key", "time_id", "registrant_id", "notes", "registrant_status", "registrant_data"];

    private ListBench bench = null!;

    [SetUp]
    public async Task WriteAsync()
    {
        bench = ListBench.Owing(A.Registration("r-1", RegistrationStatus.Approved) with { Answers = null, ApprovedAt = A.Now });
        bench.Remembers = true;
        await PassAsync(Usual, [A.Code, "1", "", "", "", "with Leo"]);
        bench.Journal.Clear();
    }

    [Test]
    public async Task Note_that_a_mark_has_hit_comes_back_and_the_mark_goes_where_it_belongs()
    {
        bench.Time.Advance(TimeSpan.FromSeconds(30));
        await PassAsync(Moved, [A.Code, "1", "r-1", "REGISTERED", "", ""]);

        Assert.That(Written(), Is.SupersetOf(new[] { "write 2/3 with Leo", "write 2/4 REGISTERED" }));
    }

    [Test]
    public async Task Note_is_put_back_once_and_again_only_when_that_did_not_arrive()
    {
        await PassAsync(Moved, [A.Code, "1", "r-1", "REGISTERED", "", ""]);
        bench.Journal.Clear();
        await PassAsync(Moved, [A.Code, "1", "r-1", "REGISTERED", "", ""]); // may be from before
        var atOnce = Written();
        bench.Time.Advance(TimeSpan.FromSeconds(30));
        await PassAsync(Moved, [A.Code, "1", "r-1", "REGISTERED", "", ""]);
        var later = Written();
        bench.Time.Advance(TimeSpan.FromSeconds(30));
        bench.Journal.Clear();
        await PassAsync(Moved, [A.Code, "1", "r-1", "with Leo", "REGISTERED", ""]);

        Assert.That(atOnce, Has.None.EndsWith("with Leo"));
        Assert.That(later, Does.Contain("write 2/3 with Leo"));
        Assert.That(Written(), Has.None.EndsWith("with Leo"));
    }

    [Test]
    public async Task What_a_person_wrote_over_it_meanwhile_stays()
    {
        bench.Time.Advance(TimeSpan.FromSeconds(30));
        await PassAsync(Moved, [A.Code, "1", "r-1", "with Leo and Eva", "", ""]);

        Assert.That(Written(), Has.None.StartsWith("write 2/3"));
    }

    [Test]
    public async Task Code_that_was_hit_comes_back()
    {
        bench.Time.Advance(TimeSpan.FromSeconds(30));
        await PassAsync(["notes", "time_id", "registrant_id", "registrant_key", "registrant_status", "registrant_data"], ["with Leo", "1", "r-1", "REGISTERED", "", ""]);

        Assert.That(Written(), Does.Contain($"write 2/3 {A.Code}"));
    }

    [Test]
    public async Task Nothing_is_put_back_when_the_mark_stands_where_it_belongs()
    {
        bench.Time.Advance(TimeSpan.FromSeconds(30));
        await PassAsync(Moved, [A.Code, "1", "r-1", "REGISTERED", "REGISTERED", ""]); // that column shows what the other one holds

        Assert.That(Written(), Is.Empty);
    }

    [Test]
    public async Task Mark_that_was_seen_standing_has_hit_nothing_whatever_stands_there_later()
    {
        string[] shown = ["registrant_key", "time_id", "registrant_id", "registrant_status", "registrant_data", "shown"]; // a formula: the id
        await PassAsync(shown, [A.Code, "1", "r-1", "REGISTERED", "", "r-1"]);
        await PassAsync(["registrant_key", "time_id", "shown", "registrant_id", "registrant_status", "registrant_data"], [A.Code, "1", "r-1", "r-1", "used at the door", ""]);

        Assert.That(Written(), Is.Empty);
    }

    [Test]
    public async Task What_was_put_back_and_came_into_the_approve_column_admits_nobody()
    {
        string[] approve = [.. Usual, "approve"];
        string[] moved = ["registrant_key", "time_id", "registrant_id", "notes", "registrant_status", "registrant_data", "approve"];
        await PassAsync(approve, [A.Code, "1", "", "", "", "with Leo"]);
        bench.Time.Advance(TimeSpan.FromSeconds(30));
        await PassAsync(moved, [A.Code, "1", "r-1", "REGISTERED", "", ""]);
        bench.Time.Advance(TimeSpan.FromSeconds(30));
        bench.Journal.Clear();

        // and once more, just before it was put back
        await PassAsync(["registrant_key", "time_id", "registrant_id", "approve", "notes", "registrant_status", "registrant_data"], [A.Code, "1", "r-1", "with Leo", "REGISTERED", "", ""]);

        await bench.ApproveLedger.DidNotReceive().SeeAsync(Arg.Any<IReadOnlyCollection<string>>());
        Assert.That(Written(), Does.Contain("write 2/3 "));
    }

    [Test]
    public async Task Write_that_nobody_answered_is_remembered_for_minutes()
    {
        bench.List.WriteAsync(default!, default!, default).ReturnsForAnyArgs(Task.FromException(new ListUnavailableException(new Problem(ProblemKind.SheetUnreachable, "x"))));
        bench.Time.Advance(TimeSpan.FromSeconds(30));
        await PassAsync(Usual, [A.Code, "1", "", "", "", "with Leo"]);
        bench.Time.Advance(TimeSpan.FromSeconds(120));
        bench.List.ClearReceivedCalls();
        await PassAsync(Moved, [A.Code, "1", "r-1", "REGISTERED", "", ""]);

        await bench.List.Received().WriteAsync(Arg.Any<ListReading>(), Arg.Is<IReadOnlyList<CellWrite>>(cells => cells.Contains(new CellWrite(2, 3, "with Leo"))), Arg.Any<CancellationToken>());
    }

    private List<string> Written() => [.. bench.Journal.Where(line => line.StartsWith("write", StringComparison.Ordinal))];

    private Task<SyncReport> PassAsync(string[] header, string[] row) => bench.PassAsync(
        new ListReading(A.Place, bench.Time.GetUtcNow(), [[.. header.Select(Cell.Of)], [.. row.Select(Cell.Of)]], TimeZoneInfo.Utc));
}
