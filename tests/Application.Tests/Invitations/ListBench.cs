using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Invitations.SynchronizeList;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;
using ZoomApprover.Application.Tests.Fakes;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Tests.Invitations;

/// <summary>The list's pass between a substituted list and a substituted ledger that knows of no marks.</summary>
internal sealed class ListBench
{
    private readonly RejudgedOnce once = new();
    private readonly Settings settings;
    private readonly ListMemory memory;

    public ListBench(Settings? settings = null)
    {
        this.settings = settings ?? A.Settings();
        List.TakesMarks.Returns(true);
        Ledger.WaitingAsync(default, default).ReturnsForAnyArgs(call =>
        {
            AskedFor.Add(call.Arg<IReadOnlyCollection<string>?>());
            return Waiting;
        });
        Ledger.AdoptedAsync(default).ReturnsForAnyArgs(_ => Adopted);
        Ledger.BlockAsync(default!, default!, default).ReturnsForAnyArgs([]);
        Ledger.KnownRegistrantsAsync(default!).ReturnsForAnyArgs(call => call.Arg<IReadOnlyCollection<string>>().Intersect(Known).ToHashSet());
        Ledger.MarksAsync(default, default).ReturnsForAnyArgs(call => call.Arg<IReadOnlyCollection<string>?>() is { } codes
            ? codes.ToDictionary(code => code, code => Marks.GetValueOrDefault(code) ?? new MarkFacts(code, null, null, null))
            : Marks.Where(mark => mark.Value.OwedVersion is not null).ToDictionary());
        Ledger.JudgeAsync(default!).ReturnsForAnyArgs(call =>
        {
            var judgements = call.Arg<IReadOnlyList<Judgement>?>() ?? []; // null while a test sets up another answer
            Judged.AddRange(judgements);
            return judgements.Count(one => one.Decision.Code is not null);
        });
        Ledger.SaveMarksAsync(default, default!).ReturnsForAnyArgs(call =>
        {
            var steps = call.Arg<IReadOnlyCollection<MarkStep>>();
            Steps.AddRange(steps);
            Journal.AddRange(steps.Select(step => $"remember {step.Code}"));
            return Task.CompletedTask;
        });
        List.WriteAsync(default!, default!, default).ReturnsForAnyArgs(call =>
        {
            Journal.AddRange((call.Arg<IReadOnlyList<CellWrite>?>() ?? []).Select(cell => $"write {cell.Row}/{cell.Column} {cell.Text}"));
            return Task.CompletedTask;
        });
        Problems = new ProblemBoard(ProblemLog);
        Signals = new Signals(Time);
        Gate = new ListGate(Time, Signals);
        memory = new ListMemory(Time);
        Time.Advance(TimeSpan.FromMinutes(1)); // what an earlier process sent has landed, or never will
    }

    public FakeTimeProvider Time { get; } = new(A.Now);

    public IInvitationList List { get; } = Substitute.For<IInvitationList>();

    public IListLedger Ledger { get; } = Substitute.For<IListLedger>();

    public ListCopy Copy { get; } = new();

    public ProblemBoard Problems { get; }

    public LogBook<ProblemBoard> ProblemLog { get; } = new();

    public Signals Signals { get; }

    public ListGate Gate { get; }

    public IReadOnlyList<Registration> Waiting { get; set; } = [];

    public IReadOnlyList<Registration> Adopted { get; set; } = [];

    public HashSet<string> Known { get; } = [];

    public Dictionary<string, MarkFacts> Marks { get; } = [];

    public List<IReadOnlyCollection<string>?> AskedFor { get; } = [];

    public List<Judgement> Judged { get; } = [];

    public List<MarkStep> Steps { get; } = [];

    /// <summary>What was remembered and written, in order.</summary>
    public List<string> Journal { get; } = [];

    public IEnumerable<ProblemKind> ProblemKinds => Problems.All.Select(problem => problem.Kind);

    /// <summary>The rows stand in the list from now on.</summary>
    public Task<SyncReport> PassAsync(params string[][] rows) => PassAsync(A.Reading(A.Now, rows));

    public Task<SyncReport> PassAsync(ListReading reading)
    {
        List.ReadAsync(default).ReturnsForAnyArgs(reading);
        return AgainAsync();
    }

    public Task<SyncReport> AgainAsync() => new SynchronizeListHandler(
        settings, List, Copy, new ListComparison(settings, List, Ledger, Copy, memory), new Rejudging(settings, Ledger, Copy, Problems, Signals, once),
        new MarkWriting(settings, List, Ledger, memory, Problems, NullLogger<MarkWriting>.Instance), Ledger, Gate, memory, Problems,
        NullLogger<SynchronizeListHandler>.Instance).Handle(new SynchronizeList(), CancellationToken.None);
}
