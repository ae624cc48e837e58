using FluentValidation;
using MediatR;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.Registrations;
using ZoomApprover.Application.Registrations.ApproveRegistrant;
using ZoomApprover.Application.Registrations.SweepRegistrants;
using ZoomApprover.Application.State;
using ZoomApprover.Application.Tests.Fakes;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Tests.Registrations;

internal sealed class SweepRegistrantsTests
{
    private readonly FakeTimeProvider time = new(A.Now);
    private readonly ScriptedZoom zoom = new();
    private readonly IRegistrationLedger ledger = Substitute.For<IRegistrationLedger>();
    private readonly IMediator mediator = Substitute.For<IMediator>();
    private readonly ProblemBoard problems = new(NullLogger<ProblemBoard>.Instance);
    private readonly List<string> taken = [];
    private readonly ZoomPauses pauses;
    private SweepAgenda agenda;

    public SweepRegistrantsTests()
    {
        (agenda, pauses) = (Agenda(A.Meeting), new ZoomPauses(time));
        ledger.UnchangedAsync(Arg.Any<MeetingKey>(), Arg.Any<IReadOnlyCollection<Registrant>>()).Returns(new HashSet<string>());
        mediator.Send(Arg.Do<IRequest<Judged>>(command => taken.Add(((ApproveRegistrant)command).Registrant.Key.RegistrantId)), Arg.Any<CancellationToken>())
            .Returns(new Judged(null));
        ledger.DeniedInZoomAsync(Arg.Do<RegistrationKey>(key => taken.Add(key.RegistrantId)), Arg.Any<DateTimeOffset>());
    }

    [Test]
    public async Task Who_is_in_is_read_before_anybody_else_is_judged()
    {
        zoom.Statuses[A.Key("p-1")] = ZoomStatus.Pending;
        zoom.Statuses[A.Key("d-1")] = ZoomStatus.Denied;
        zoom.Statuses[A.Key("a-1")] = ZoomStatus.Approved;

        var report = await SweepAsync();

        Assert.That(zoom.Reads, Is.EqualTo(new[] { "list Approved", "list Denied", "list Pending" }));
        Assert.That(taken, Is.EqualTo(new[] { "a-1", "d-1", "p-1" }));
        Assert.That(report, Is.EqualTo(new SweepReport(1, 0, A.Now.AddMinutes(5))));
        Assert.That(agenda.Closed(), Is.Empty);
    }

    [Test]
    public async Task Registrant_is_judged_with_the_moment_Zoom_was_asked()
    {
        zoom.Statuses[A.Key("p-1")] = ZoomStatus.Pending;
        time.Advance(TimeSpan.FromSeconds(9));

        await SweepAsync();

        await mediator.Received(1).Send(
            Arg.Is<IRequest<Judged>>(command => ((ApproveRegistrant)command).ObservedAt == A.Now.AddSeconds(9) && ((ApproveRegistrant)command).Source == Source.Sweep),
            Arg.Any<CancellationToken>());
    }

    [Test]
    public async Task All_pages_are_read()
    {
        zoom.OnList = (_, status, token) => status != ZoomStatus.Pending ? null : new ReadAnswer<RegistrantPage>(
            ReadEnd.Found, new RegistrantPage([A.Registrant($"p{token}")], token == "" ? "-2" : token == "-2" ? "-3" : ""));

        await SweepAsync();

        Assert.That(taken, Is.EqualTo(new[] { "p", "p-2", "p-3" }));
    }

    [Test]
    public async Task Meeting_that_Zoom_does_not_know_counts_as_empty_and_is_named()
    {
        zoom.OnList = (_, _, _) => new ReadAnswer<RegistrantPage>(ReadEnd.NotFound);

        var report = await SweepAsync();

        Assert.That(report.Read, Is.EqualTo(1));
        Assert.That(agenda.Closed(), Is.Empty);
        Assert.That(problems.All.Select(problem => problem.Kind), Is.EqualTo(new[] { ProblemKind.MeetingNotFound }));
    }

    [TestCase(ZoomStatus.Approved)]
    [TestCase(ZoomStatus.Denied)]
    [TestCase(ZoomStatus.Pending)]
    public async Task Gate_stays_closed_while_one_of_the_three_could_not_be_read(ZoomStatus failing)
    {
        zoom.OnList = (_, status, _) => status == failing ? new ReadAnswer<RegistrantPage>(ReadEnd.Failed) : null;

        var report = await SweepAsync();

        Assert.That(report, Is.EqualTo(new SweepReport(0, 1, A.Now.AddSeconds(2))));
        Assert.That(agenda.Closed(), Is.EqualTo(new[] { A.Meeting }));
        Assert.That(problems.All.Select(problem => problem.Kind), Is.EqualTo(new[] { ProblemKind.ZoomUnreachable }));
    }

    [Test]
    public async Task Trouble_is_over_with_the_first_good_reading()
    {
        zoom.OnList = (_, _, _) => new ReadAnswer<RegistrantPage>(ReadEnd.TooManyCalls, RetryAfter: TimeSpan.FromSeconds(30));
        var report = await SweepAsync();
        Assert.That(report.NextDue, Is.EqualTo(A.Now.AddSeconds(30)));
        zoom.OnList = (_, _, _) => null;
        time.Advance(TimeSpan.FromSeconds(30));

        await SweepAsync();

        Assert.That(problems.All, Is.Empty);
        Assert.That(agenda.Closed(), Is.Empty);
    }

    [Test]
    public async Task Failures_wait_longer_and_longer()
    {
        zoom.OnList = (_, _, _) => new ReadAnswer<RegistrantPage>(ReadEnd.Failed);

        var waits = new List<TimeSpan>();
        for (var i = 0; i < 10; i++)
        {
            waits.Add((await SweepAsync()).NextDue - time.GetUtcNow());
            time.Advance(waits[^1]);
        }

        Assert.That(waits, Is.Ordered);
        Assert.That(waits[^1], Is.EqualTo(TimeSpan.FromMinutes(5)));
    }

    [Test]
    public async Task Page_token_that_ran_out_has_the_list_read_from_the_start_and_nobody_judged_twice()
    {
        var expired = true;
        zoom.OnList = (_, status, token) => (status, token) switch
        {
            (ZoomStatus.Pending, "") => new ReadAnswer<RegistrantPage>(ReadEnd.Found, new RegistrantPage([A.Registrant("p-1")], "second")),
            (ZoomStatus.Pending, _) when expired && !(expired = false) => new ReadAnswer<RegistrantPage>(ReadEnd.PageExpired),
            (ZoomStatus.Pending, _) => new ReadAnswer<RegistrantPage>(ReadEnd.Found, new RegistrantPage([A.Registrant("p-2")], "")),
            _ => null,
        };

        await SweepAsync();

        Assert.That(taken, Is.EqualTo(new[] { "p-1", "p-2" }));
        Assert.That(agenda.Closed(), Is.Empty);
    }

    [Test]
    public async Task Page_token_that_always_runs_out_ends_the_reading_after_three_beginnings()
    {
        var beginnings = 0;
        zoom.OnList = (_, _, token) => token.Length > 0
            ? new ReadAnswer<RegistrantPage>(ReadEnd.PageExpired)
            : ++beginnings > 20 ? new ReadAnswer<RegistrantPage>(ReadEnd.Found, new RegistrantPage([], "")) : new ReadAnswer<RegistrantPage>(ReadEnd.Found, new RegistrantPage([], "second"));

        var report = await SweepAsync();

        Assert.That((beginnings, report), Is.EqualTo((3, new SweepReport(0, 1, A.Now.AddSeconds(2)))));
        Assert.That(agenda.Closed(), Is.EqualTo(new[] { A.Meeting }));
    }

    [Test]
    public async Task Registrant_whom_a_changing_list_shows_twice_is_judged_once()
    {
        zoom.OnList = (_, status, token) => status != ZoomStatus.Pending ? null : new ReadAnswer<RegistrantPage>(
            ReadEnd.Found, token == "" ? new RegistrantPage([A.Registrant("p-1"), A.Registrant("p-2")], "second") : new RegistrantPage([A.Registrant("p-2"), A.Registrant("p-3")], ""));

        await SweepAsync();

        Assert.That(taken, Is.EqualTo(new[] { "p-1", "p-2", "p-3" }));
    }

    [Test]
    public async Task Registrant_whom_a_changing_list_hid_is_judged_by_the_next_sweep()
    {
        zoom.Statuses[A.Key("p-2")] = ZoomStatus.Pending;
        zoom.OnList = (_, status, _) => status == ZoomStatus.Pending ? new ReadAnswer<RegistrantPage>(ReadEnd.Found, new RegistrantPage([], "")) : null;
        await SweepAsync();
        Assert.That(taken, Is.Empty);
        zoom.OnList = (_, _, _) => null;
        time.Advance(TimeSpan.FromMinutes(5));

        await SweepAsync();

        Assert.That(taken, Is.EqualTo(new[] { "p-2" }));
    }

    [Test]
    public async Task Nobody_is_judged_about_whom_nothing_changed()
    {
        foreach (var id in new[] { "known-1", "new-1", "known-2" })
        {
            zoom.Statuses[A.Key(id)] = ZoomStatus.Pending;
        }

        ledger.UnchangedAsync(A.Meeting, Arg.Any<IReadOnlyCollection<Registrant>>()).Returns(new HashSet<string> { "known-1", "known-2" });

        await SweepAsync();

        Assert.That(taken, Is.EqualTo(new[] { "new-1" }));
    }

    [Test]
    public async Task Somebody_nobody_told_of_has_the_meeting_read_again_after_a_minute()
    {
        await SweepAsync();
        zoom.Statuses[A.Key("p-1")] = ZoomStatus.Pending;
        mediator.Send(Arg.Any<IRequest<Judged>>(), Arg.Any<CancellationToken>()).Returns(new Judged(new Outcome(RegistrationStatus.Approving, null)));
        time.Advance(TimeSpan.FromMinutes(5));

        var found = await SweepAsync();
        mediator.Send(Arg.Any<IRequest<Judged>>(), Arg.Any<CancellationToken>()).Returns(new Judged(new Outcome(RegistrationStatus.Approving, null, Repeated: true)));
        time.Advance(TimeSpan.FromMinutes(1));
        var again = await SweepAsync();

        Assert.That((found.Read, found.NextDue), Is.EqualTo((1, A.Now.AddMinutes(6))));
        Assert.That((again.Read, again.NextDue), Is.EqualTo((1, A.Now.AddMinutes(11))));
    }

    [Test]
    public async Task There_is_one_sweep_at_a_time()
    {
        Task<SweepReport>? second = null;
        zoom.OnList = (_, _, _) =>
        {
            second ??= SweepAsync();
            return null;
        };

        var first = await SweepAsync();

        Assert.That((first.Read, (await second!).Read, zoom.Reads.Count), Is.EqualTo((1, 0, 3)));
    }

    [Test]
    public async Task Sweep_gives_way_while_Zoom_allows_the_account_no_call()
    {
        pauses.Everybody(TimeSpan.FromSeconds(40));

        var held = await SweepAsync();
        time.Advance(TimeSpan.FromSeconds(40));
        var free = await SweepAsync();

        Assert.That((held.Read, held.NextDue), Is.EqualTo((0, A.Now.AddSeconds(40))));
        Assert.That(free.Read, Is.EqualTo(1));
    }

    [Test]
    public async Task Page_token_that_never_changes_ends_the_reading_and_keeps_the_gate_closed()
    {
        var pages = 0;
        zoom.OnList = (_, _, _) => ++pages > 20
            ? new ReadAnswer<RegistrantPage>(ReadEnd.Found, new RegistrantPage([], "")) // lets a reading that goes on come to an end
            : new ReadAnswer<RegistrantPage>(ReadEnd.Found, new RegistrantPage([], "again"));

        var report = await SweepAsync();

        Assert.That((report.Read, report.Failed, pages), Is.EqualTo((0, 1, 2)));
        Assert.That(agenda.Closed(), Is.Not.Empty);
    }

    [Test]
    public async Task Missing_permission_blocks_only_its_own_session()
    {
        agenda = Agenda(A.Meeting, A.Other);
        zoom.OnList = (meeting, _, _) => meeting == A.Other
            ? new ReadAnswer<RegistrantPage>(ReadEnd.PermissionRefused, MissingScopes: ["webinar:read:list_registrants:admin"])
            : null;

        var report = await SweepAsync();

        Assert.That((report.Read, report.Failed), Is.EqualTo((1, 1)));
        Assert.That(agenda.Closed(), Is.EqualTo(new[] { A.Other }));
        Assert.That(problems.All.Single().Kind, Is.EqualTo(ProblemKind.ZoomScopeMissing));
        Assert.That(problems.All.Single().Details[0], Is.EqualTo("webinar:read:list_registrants:admin"));
    }

    [Test]
    public async Task Registrant_that_cannot_be_does_not_keep_the_others_from_being_read()
    {
        zoom.Statuses[A.Key("odd")] = ZoomStatus.Pending;
        zoom.Statuses[A.Key("p-2")] = ZoomStatus.Pending;
        mediator.Send(Arg.Is<IRequest<Judged>>(command => ((ApproveRegistrant)command).Registrant.Key.RegistrantId == "odd"), Arg.Any<CancellationToken>())
            .Returns(Task.FromException<Judged>(new ValidationException("odd")));

        var report = await SweepAsync();

        Assert.That(report.Read, Is.EqualTo(1));
        Assert.That(taken, Does.Contain("p-2"));
    }

    [Test]
    public void Ledger_that_cannot_record_keeps_the_gate_closed_and_the_meeting_is_due_again_soon()
    {
        zoom.Statuses[A.Key("p-1")] = ZoomStatus.Pending;
        mediator.Send(Arg.Any<IRequest<Judged>>(), Arg.Any<CancellationToken>()).Returns(Task.FromException<Judged>(new LedgerUnavailableException("full")));

        Assert.That(SweepAsync, Throws.TypeOf<LedgerUnavailableException>());

        Assert.That(agenda.Closed(), Is.EqualTo(new[] { A.Meeting }));
        Assert.That(agenda.NextDue(), Is.EqualTo(A.Now.AddSeconds(2)));
    }

    [Test]
    public void Meeting_that_cannot_be_taken_in_does_not_keep_the_others_from_being_read()
    {
        agenda = Agenda(A.Meeting, A.Other);
        zoom.Statuses[A.Key("p-1")] = ZoomStatus.Pending;
        mediator.Send(Arg.Is<IRequest<Judged>>(command => ((ApproveRegistrant)command).Registrant.Key.Meeting == A.Meeting), Arg.Any<CancellationToken>())
            .Returns(Task.FromException<Judged>(new InvalidOperationException("mistake")));

        Assert.That(SweepAsync, Throws.TypeOf<InvalidOperationException>());

        Assert.That(agenda.Closed(), Is.EqualTo(new[] { A.Meeting }));
        Assert.That(agenda.Due(), Is.Empty);
    }

    private SweepAgenda Agenda(params MeetingKey[] meetings)
    {
        var all = A.Settings();
        return new SweepAgenda(all with { Meetings = A.Managed([.. all.Meetings.Values.Where(meeting => meetings.Contains(meeting.Key))]) }, time, new Signals(time));
    }

    private Task<SweepReport> SweepAsync() =>
        new SweepRegistrantsHandler(
            agenda, new MeetingReading(zoom, ledger, mediator, new RegistrationTypes(zoom), time, NullLogger<MeetingReading>.Instance), pauses, problems, time, NullLogger<SweepRegistrantsHandler>.Instance)
            .Handle(new SweepRegistrants(), CancellationToken.None);
}
