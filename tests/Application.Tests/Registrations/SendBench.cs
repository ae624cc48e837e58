using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.Registrations;
using ZoomApprover.Application.Registrations.SendApprovals;
using ZoomApprover.Application.State;
using ZoomApprover.Application.Tests.Fakes;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Tests.Registrations;

/// <summary>The sending passes between a ledger in memory and a scripted Zoom; every gate is open.</summary>
internal sealed class SendBench
{
    public SendBench(bool gatesOpen = true)
    {
        Signals = new Signals(Time);
        Agenda = new SweepAgenda(A.Settings(), Time, Signals);
        Pauses = new ZoomPauses(Time);
        ListGate = new ListGate(Time, Signals);
        ListGate.Read();
        if (gatesOpen)
        {
            Agenda.Done(A.Meeting, A.Now);
            Agenda.Done(A.Other, A.Now);
        }
    }

    public FakeTimeProvider Time { get; } = new(A.Now);

    public MemoryCallLedger Ledger { get; } = new();

    public ScriptedZoom Zoom { get; } = new();

    public ApprovalMeter Approvals { get; } = new();

    public ProblemBoard Problems { get; } = new(NullLogger<ProblemBoard>.Instance);

    public Signals Signals { get; }

    public SweepAgenda Agenda { get; }

    public ListGate ListGate { get; }

    public ZoomPauses Pauses { get; }

    public IEnumerable<ProblemKind> ProblemKinds => Problems.All.Select(problem => problem.Kind);

    public void Owe(params IEnumerable<string> ids) => Ledger.Put(ids.Select(id => A.Registration(id)));

    public void Owe(Registration registration) => Ledger.Put(registration);

    public Task<SendReport> PassAsync() =>
        new SendApprovalsHandler(A.Settings(), Ledger, Calls(), Agenda, ListGate, Pauses, Problems, Time).Handle(new SendApprovals(), CancellationToken.None);

    /// <summary>One meeting's part of a pass whose rows were read before somebody changed some of them.</summary>
    public Task RunAsync(MeetingKey meeting, IReadOnlyList<Registration> due) => Calls().RunAsync(meeting, due, CancellationToken.None);

    public async Task<SendReport> PassAfterAsync(TimeSpan wait)
    {
        Time.Advance(wait);
        return await PassAsync();
    }

    private MeetingCalls Calls()
    {
        var settlements = new Settlements(Ledger, Approvals, Problems, Time);
        var readBacks = new ReadBacks(Zoom, new Sightings(settlements, Problems, Pauses, Time), Pauses);
        var answers = new StatusAnswers(Zoom, Ledger, settlements, Problems, Pauses, Time);
        return new MeetingCalls(Zoom, Ledger, readBacks, answers, new RegistrationTypes(Zoom), Pauses, Time, NullLogger<MeetingCalls>.Instance);
    }
}
