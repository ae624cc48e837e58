using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Invitations.HoldList;
using ZoomApprover.Application.Invitations.SynchronizeList;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;
using ZoomApprover.Application.Tests.Fakes;
using ZoomApprover.Domain.Invitations;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Tests.Invitations;

/// <summary>The list's pass between a substituted list and a substituted ledger that knows of no marks.</summary>
internal sealed class ListBench
{
    private readonly RejudgedOnce once = new();
    private readonly Settings settings;
    private ListMemory memory;
    private ApproveCells approvals;

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
        Ledger.KnownRegistrantsAsync(default!).ReturnsForAnyArgs(call => call.Arg<IReadOnlyCollection<string>>().Where(Known.ContainsKey).ToDictionary(id => id, id => Known[id]));
        Ledger.AdoptMarksAsync(default!).ReturnsForAnyArgs(call =>
        {
            var marks = call.Arg<IReadOnlyList<NamedMark>?>() ?? [];
            AskedToAdopt.AddRange(marks);
            return marks.Where(Adoptable.Contains).Select(one => one.Code).ToHashSet();
        });
        Ledger.MarksAsync(default, default).ReturnsForAnyArgs(call => call.Arg<IReadOnlyCollection<string>?>() is { } codes
            ? codes.ToDictionary(code => code, code => Marks.GetValueOrDefault(code) ?? new MarkFacts(code, null, null, null))
            : Marks.Where(mark => mark.Value.OwedVersion is not null).ToDictionary());
        Ledger.OweMarksAsync(default!).ReturnsForAnyArgs(call =>
        {
            foreach (var code in Remembers ? call.Arg<IReadOnlyCollection<string>>() : [])
            {
                Marks[code] = Marks[code] with { OwedVersion = 1 };
            }

            return Task.CompletedTask;
        });
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
            Remember(steps);
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
        Agenda = new SweepAgenda(this.settings, Time, Signals);
        Gate = new ListGate(Time, Signals);
        memory = new ListMemory(Time);
        approvals = Approvals();
        ApproveLedger.CellsAsync().ReturnsForAnyArgs(_ => ApproveCells);
        ApproveLedger.ClaimantsAsync(default!).ReturnsForAnyArgs(call => call.Arg<IReadOnlyCollection<string>>().Where(Claimants.ContainsKey).ToDictionary(code => code, code => Claimants[code]));
        ApproveLedger.SeeAsync(default!).ReturnsForAnyArgs(call => Each(call.Arg<IReadOnlyCollection<string>>(), code => ApproveCells.TryAdd(code, false)));
        ApproveLedger.SettleAsync(default!).ReturnsForAnyArgs(call => Each(call.Arg<IReadOnlyCollection<string>>(), code => ApproveCells[code] = true));
        ApproveLedger.ForgetAsync(default!).ReturnsForAnyArgs(call => Each(call.Arg<IReadOnlyCollection<string>>(), code => ApproveCells.Remove(code)));
        ApproveLedger.ApproveAsync(default!).ReturnsForAnyArgs(call => ApproveCells[call.Arg<string>()] = true);
        HoldLedger.LoadAsync().ReturnsForAnyArgs(_ => Answers);
        HoldLedger.SpentAsync().ReturnsForAnyArgs(_ => Marks.Values.Where(one => one.Holder is not null).Select(one => one.Code).ToHashSet());
        HoldLedger.SaveAsync(default).ReturnsForAnyArgs(call =>
        {
            Answers = call.Arg<HoldAnswers?>();
            return Task.CompletedTask;
        });
        Holds = new Holds(HoldLedger);
        Time.Advance(TimeSpan.FromMinutes(1)); // what an earlier process sent has landed, or never will
    }

    public static string Claim(Registration holder) => new MarkFacts(A.Code, holder, null, null).Claim;

    /// <summary>A mark is owed for one code; what was seen and sent of it, if anything, was this holder's.</summary>
    public static ListBench Owing(Registration holder, Settings? settings = null, Mark? seen = null, Mark? sent = null)
    {
        var bench = new ListBench(settings);
        var known = seen is null && sent is null ? null : new MarkBase(seen is null ? null : new MarkedCells(seen, ""), sent is null ? null : new MarkedCells(sent, ""), Claim(holder), Claim(holder));
        bench.Marks[A.Code] = new MarkFacts(A.Code, holder, known, OwedVersion: 4);
        return bench;
    }

    public FakeTimeProvider Time { get; } = new(A.Now);

    public IInvitationList List { get; } = Substitute.For<IInvitationList>();

    public IListLedger Ledger { get; } = Substitute.For<IListLedger>();

    public IHoldLedger HoldLedger { get; } = Substitute.For<IHoldLedger>();

    public IApproveCellLedger ApproveLedger { get; } = Substitute.For<IApproveCellLedger>();

    /// <summary>By code: who holds it and who waits for it.</summary>
    public Dictionary<string, CodeClaimants> Claimants { get; } = [];

    /// <summary>By code: whether the text in its approve cell has had its way.</summary>
    public Dictionary<string, bool> ApproveCells { get; } = [];

    /// <summary>As the ledger keeps them.</summary>
    public HoldAnswers? Answers { get; private set; }

    public Holds Holds { get; private set; }

    public ListCopy Copy { get; } = new();

    public ProblemBoard Problems { get; }

    public LogBook<ProblemBoard> ProblemLog { get; } = new();

    public Signals Signals { get; }

    public ListGate Gate { get; }

    public SweepAgenda Agenda { get; }

    public IReadOnlyList<Registration> Waiting { get; set; } = [];

    public IReadOnlyList<Registration> Adopted { get; set; } = [];

    /// <summary>By registrant id: grows when the ledger hears of them.</summary>
    public Dictionary<string, long> Known { get; } = [];

    /// <summary>Marks whose codes the ledger gives to whom they name.</summary>
    public HashSet<NamedMark> Adoptable { get; } = [];

    /// <summary>All marks that it was asked for, refused ones too.</summary>
    public List<NamedMark> AskedToAdopt { get; } = [];

    public Dictionary<string, MarkFacts> Marks { get; } = [];

    /// <summary>The ledger keeps what it is told of the marks.</summary>
    public bool Remembers { get; set; }

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

    /// <summary>A person answers the question.</summary>
    public Task<HoldEnd> AnswerAsync(string answer) =>
        new AnswerHoldHandler(Holds, Signals, NullLogger<AnswerHoldHandler>.Instance).Handle(new AnswerHold(answer), CancellationToken.None);

    /// <summary>Another process goes on with the ledger and its copy.</summary>
    public void Restart()
    {
        (memory, Holds) = (new ListMemory(Time), new Holds(HoldLedger));
        approvals = Approvals();
    }

    public Task<SyncReport> AgainAsync() => new SynchronizeListHandler(
        settings, List, Copy, new HoldWatch(List, HoldLedger, Copy, new ListDifferences(settings, Ledger, Copy, memory), Holds, Problems), new ListComparison(settings, List, Ledger, Copy, memory, Agenda), new Rejudging(settings, Ledger, Copy, new Guessing(settings, Copy), Problems, Signals, once), approvals,
        new MarkWriting(settings, List, Ledger, memory, Problems, NullLogger<MarkWriting>.Instance), Ledger, Gate, memory, Problems,
        NullLogger<SynchronizeListHandler>.Instance).Handle(new SynchronizeList(), CancellationToken.None);

    private static Task Each(IReadOnlyCollection<string>? codes, Action<string> change)
    {
        (codes ?? []).ToList().ForEach(change);
        return Task.CompletedTask;
    }

    private ApproveCells Approvals() => new(settings, List, Copy, ApproveLedger, Ledger, memory, Problems, Signals, NullLogger<ApproveCells>.Instance);

    private void Remember(IEnumerable<MarkStep> steps)
    {
        foreach (var step in Remembers ? steps : [])
        {
            Marks[step.Code] = Marks[step.Code] with { Base = step.Base, OwedVersion = step.SettledVersion is null ? Marks[step.Code].OwedVersion : null };
        }
    }
}
