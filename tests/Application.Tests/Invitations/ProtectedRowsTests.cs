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

    public ProtectedRowsTests()
    {
        bench.List.WriteAsync(default!, default!, default).ReturnsForAnyArgs(call =>
        {
            var rows = (call.Arg<IReadOnlyList<CellWrite>?>() ?? []).Select(cell => cell.Row).Distinct().ToArray();
            calls.Add(rows);
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
    public async Task Of_a_whole_column_ten_rows_are_looked_for_in_a_pass()
    {
        locked.UnionWith(Enumerable.Range(2, 100));

        await OwingAsync(100);

        Assert.That(calls, Has.Count.LessThan(40), "Google takes 60 a minute");
        Assert.That(bench.Problems.All.Single().Details[0], Does.StartWith("2, 3, 4, 5"));
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

    private Task<SyncReport> OwingAsync(int count)
    {
        var codes = Enumerable.Range(0, count).Select(number => $"AAAA{number:D6}").ToArray();
        for (var number = 0; number < count; number++)
        {
            bench.Marks[codes[number]] = new MarkFacts(codes[number], A.Registration($"r-{number}", RegistrationStatus.Approved), null, OwedVersion: 1);
        }

        bench.Time.Advance(TimeSpan.FromSeconds(11)); // a reading is no older than that
        return bench.PassAsync([.. codes.Select(code => new[] { code, "1" })]);
    }
}
