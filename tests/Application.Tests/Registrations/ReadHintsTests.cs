using FluentValidation;
using MediatR;
using Microsoft.Extensions.Time.Testing;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.Registrations;
using ZoomApprover.Application.Registrations.ApproveRegistrant;
using ZoomApprover.Application.Registrations.ReadHints;
using ZoomApprover.Application.State;
using ZoomApprover.Application.Tests.Fakes;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Tests.Registrations;

internal sealed class ReadHintsTests
{
    private readonly ScriptedZoom zoom = new();
    private readonly IRegistrationLedger ledger = Substitute.For<IRegistrationLedger>();
    private readonly IMediator mediator = Substitute.For<IMediator>();

    private static readonly FakeTimeProvider time = new(A.Now);
    private readonly SweepAgenda agenda = new(A.Settings(), time, new Signals(time));

    public ReadHintsTests() => mediator.Send(Arg.Any<IRequest<Judged>>(), Arg.Any<CancellationToken>()).Returns(new Judged(null));

    [Test]
    public async Task Nothing_is_asked_when_nobody_is_in_doubt()
    {
        Hints();

        Assert.That((await PassAsync()).Left, Is.False);
        Assert.That(zoom.Reads, Is.Empty);
    }

    [Test]
    public async Task One_a_pass_is_read_and_judged_by_what_Zoom_says()
    {
        Hints("r-1", "r-2");

        var report = await PassAsync();

        Assert.That(report.Left, Is.True);
        Assert.That(zoom.Reads, Is.EqualTo(new[] { "get r-1" }));
        await mediator.Received(1).Send(
            Arg.Is<IRequest<Judged>>(command => ((ApproveRegistrant)command).Source == Source.Sweep && ((ApproveRegistrant)command).ObservedAt == A.Now),
            Arg.Any<CancellationToken>());
        await ledger.Received(1).DropHintAsync(A.Key("r-1"));
    }

    [Test]
    public async Task Registrant_whom_Zoom_does_not_know_is_forgotten()
    {
        Hints("r-1");
        zoom.OnGet = _ => new ReadAnswer<Registrant?>(ReadEnd.NotFound);

        Assert.That((await PassAsync()).Left, Is.False);
        await ledger.Received(1).DropHintAsync(A.Key("r-1"));
        Assert.That(mediator.ReceivedCalls(), Is.Empty);
    }

    [TestCase(ReadEnd.Failed)]
    [TestCase(ReadEnd.TooManyCalls)]
    [TestCase(ReadEnd.PermissionRefused)]
    public async Task Doubt_stays_while_Zoom_cannot_be_asked(ReadEnd end)
    {
        Hints("r-1");
        zoom.OnGet = _ => new ReadAnswer<Registrant?>(end);

        Assert.That((await PassAsync()).Left, Is.True);
        await ledger.DidNotReceive().DropHintAsync(Arg.Any<RegistrationKey>());
        await ledger.Received(1).PostponeHintAsync(A.Key("r-1")); // the others come first
    }

    [Test]
    public async Task Refusal_in_Zoom_is_recorded_as_one()
    {
        Hints("r-1");
        zoom.Statuses[A.Key("r-1")] = ZoomStatus.Denied;

        await PassAsync();

        await ledger.Received(1).DeniedInZoomAsync(A.Key("r-1"), A.Now);
        Assert.That(mediator.ReceivedCalls(), Is.Empty);
    }

    [Test]
    public async Task Registrant_that_cannot_be_is_forgotten()
    {
        Hints("r-1");
        mediator.Send(Arg.Any<IRequest<Judged>>(), Arg.Any<CancellationToken>()).Returns(Task.FromException<Judged>(new ValidationException("odd")));

        Assert.That((await PassAsync()).Left, Is.False);
        await ledger.Received(1).DropHintAsync(A.Key("r-1"));
    }

    [Test]
    public void Ledger_that_cannot_record_keeps_the_doubt()
    {
        Hints("r-1");
        mediator.Send(Arg.Any<IRequest<Judged>>(), Arg.Any<CancellationToken>()).Returns(Task.FromException<Judged>(new LedgerUnavailableException("full")));

        Assert.That(PassAsync, Throws.TypeOf<LedgerUnavailableException>());
        ledger.DidNotReceive().DropHintAsync(Arg.Any<RegistrationKey>());
    }

    private void Hints(params string[] ids) => ledger.HintsAsync(Arg.Any<int>()).Returns([.. ids.Select(id => A.Key(id))]);

    private Task<HintReport> PassAsync() =>
        new ReadHintsHandler(zoom, ledger, mediator, new RegistrationTypes(zoom), agenda, time).Handle(new ReadHints(), CancellationToken.None);
}
