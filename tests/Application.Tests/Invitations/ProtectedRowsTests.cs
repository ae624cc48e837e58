using ZoomApprover.Application.Invitations.SynchronizeList;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Tests.Invitations;

/// <summary>People protect rows of their sheet: the others are marked all the same, and a person is told which are not.</summary>
internal sealed class ProtectedRowsTests
{
    private readonly ListBench bench = new();
    private readonly HashSet<int> locked = [];
    private readonly List<int[]> calls = [];
    private TimeSpan takes;

    public ProtectedRowsTests()
    {
        bench.List.WriteAsync(default!, default!, default).ReturnsForAnyArgs(call =>
        {
            var rows = (call.Arg<IReadOnlyList<CellWrite>?>() ?? []).Select(cell => cell.Row).Distinct().ToArray();
            calls.Add(rows);
            bench.Time.Advance(takes);
            return rows.Any(locked.Contains)
                ? Task.FromException(new ListUnavailableException(new Problem(ProblemKind.SheetProtected, "Codes")))
                : Task.CompletedTask;
        });
    }

    [Test]
    public async Task Only_the_protected_rows_are_not_written_and_they_are_named()
    {
        locked.UnionWith([4, 7]);

        var report = await OwingAsync(8);

        Assert.That(Written(), Is.EquivalentTo(new[] { 2, 3, 5, 6, 8, 9 }));
        Assert.That(bench.Problems.All.Select(one => (one.Kind, one.Details[0])), Is.EqualTo(new[] { (ProblemKind.ListRowsProtected, "4, 7") }));
        Assert.That(report.Read, Is.True);
    }

    [Test]
    public async Task They_are_left_alone_for_ten_minutes_and_named_all_the_while()
    {
        locked.Add(3);
        await OwingAsync(4);
        calls.Clear();

        bench.Time.Advance(TimeSpan.FromMinutes(9));
        await OwingAsync(4);
        var meanwhile = calls.ToList();
        locked.Clear();
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        await OwingAsync(4);

        Assert.That(meanwhile, Is.EqualTo(new[] { new[] { 2, 4, 5 } }), "one call");
        Assert.That(calls[^1], Is.EqualTo(new[] { 2, 3, 4, 5 }));
        Assert.That(bench.Problems.All, Is.Empty);
    }

    [Test]
    public async Task Whole_column_that_is_protected_costs_few_calls_a_minute_and_the_list_is_read_on()
    {
        locked.UnionWith(Enumerable.Range(2, 1_000));

        List<SyncReport> reports = [];
        for (var second = 0; second < 60; second += 11)
        {
            reports.Add(await OwingAsync(1_000));
        }

        Assert.That(calls, Has.Count.LessThan(40), "Google takes 60");
        Assert.That(bench.Problems.All.Single().Details[0], Does.StartWith("2, 3, 4, 5").And.EndsWith("(1000)"));
        Assert.That(reports.Select(report => report.Read), Is.All.True);
        Assert.That(bench.ProblemLog.Lines.Count(line => line.Contains("ListRowsProtected", StringComparison.Ordinal)), Is.EqualTo(1));
    }

    [Test]
    public async Task Search_that_takes_too_long_goes_on_a_minute_later()
    {
        locked.UnionWith([2, 9]);
        takes = TimeSpan.FromSeconds(2);

        await OwingAsync(8);
        var first = calls.Count;
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        takes = TimeSpan.Zero;
        await OwingAsync(8);

        Assert.That(first, Is.LessThan(6));
        Assert.That(bench.Problems.All.Single().Details[0], Is.EqualTo("2, 9"));
    }

    [Test]
    public async Task What_was_not_written_is_not_taken_for_sent()
    {
        locked.Add(3);

        await OwingAsync(3);

        Assert.That(bench.Steps.Where(step => step.Code == Code(1)).Select(step => step.Base?.Sent?.Mark.Status), Is.EqualTo(new[] { "REGISTERED", null }), "taken back when it was refused");
        Assert.That(bench.Steps.Where(step => step.Code == Code(0)).Select(step => step.Base?.Sent?.Mark.Status), Is.EqualTo(new[] { "REGISTERED" }));
    }

    [Test]
    public async Task What_else_goes_wrong_meanwhile_ends_the_pass_and_what_was_found_is_not_asked_again()
    {
        locked.Add(2);
        bench.List.WriteAsync(default!, default!, default).ReturnsForAnyArgs(call =>
        {
            var rows = (call.Arg<IReadOnlyList<CellWrite>?>() ?? []).Select(cell => cell.Row).Distinct().ToArray();
            calls.Add(rows);
            return Task.FromException(new ListUnavailableException(new Problem(rows.Contains(2) ? ProblemKind.SheetProtected : ProblemKind.SheetUnreachable, "")));
        });

        var report = await OwingAsync(2);
        calls.Clear();
        await OwingAsync(2);

        Assert.That(report.Read, Is.False);
        Assert.That(calls, Is.EqualTo(new[] { new[] { 3 } }));
    }

    private IEnumerable<int> Written() => calls.Where(rows => !rows.Any(locked.Contains)).SelectMany(rows => rows);

    private static string Code(int number) => $"AAAA{number:D6}";

    private Task<SyncReport> OwingAsync(int count)
    {
        var codes = Enumerable.Range(0, count).Select(Code).ToArray();
        for (var number = 0; number < count; number++)
        {
            bench.Marks[codes[number]] = new MarkFacts(codes[number], A.Registration($"r-{number}", RegistrationStatus.Approved), null, OwedVersion: 1);
        }

        bench.Time.Advance(TimeSpan.FromSeconds(11)); // a reading is no older than that
        return bench.PassAsync([.. codes.Select(code => new[] { code, "1" })]);
    }
}
