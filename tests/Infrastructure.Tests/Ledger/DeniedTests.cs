using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.Infrastructure.Tests.Ledger.Given;

namespace ZoomApprover.Infrastructure.Tests.Ledger;

/// <summary>Whom Zoom, or a person there, has denied, and who comes again after it.</summary>
internal sealed class DeniedTests(LedgerEngine engine) : LedgerTests(engine)
{
    private static readonly DateTimeOffset Later = A.Noon.AddMinutes(10);

    [Test]
    public async Task Denied_registrant_whom_a_sweep_finds_pending_is_opened_under_the_old_claim()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.Registrations.DeniedInZoomAsync(A.Key("r-1"), ledger.Now);

        var outcome = await ledger.Record(A.Registrant("r-1").With(candidates: ["ZZZZ"], waits: WaitingReason.UnknownCode).Swept(Later));

        var stored = await ledger.Find("r-1");
        Assert.That(outcome.Status, Is.EqualTo(RegistrationStatus.Approving));
        Assert.That((stored.Code, stored.Generation, stored.Owed?.Action), Is.EqualTo(("K7P2", 1, (ZoomAction?)ZoomAction.Approve)));
        Assert.That((await ledger.History("r-1"))[^1], Is.EqualTo(HistoryEvent.OpenedAgain));
    }

    [Test]
    public async Task Old_delivery_after_a_denial_does_not_open_it_again()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.Registrations.DeniedInZoomAsync(A.Key("r-1"), ledger.Now);

        var outcomes = new[]
        {
            await ledger.Record(A.Registrant("r-1").With(code: "K7P2", observed: Later)),
            await ledger.Record(A.Registrant("r-1").With(code: "K7P2").Swept(A.Noon.AddMinutes(-1))),
        };

        Assert.That(outcomes, Is.All.EqualTo(new Outcome(RegistrationStatus.Denied, null, Repeated: true)));
    }

    [Test]
    public async Task Denied_registrant_who_registers_anew_is_opened_by_the_delivery_too()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.Registrations.DeniedInZoomAsync(A.Key("r-1"), ledger.Now);

        var outcome = await ledger.Record(A.Registrant("r-1").With(code: "K7P2", registered: Later, email: "new@example.org", name: "Anna"));

        var stored = await ledger.Find("r-1");
        Assert.That(outcome.Status, Is.EqualTo(RegistrationStatus.Approving));
        Assert.That((stored.RegisteredAt, stored.Email, stored.FirstName), Is.EqualTo((Later, "new@example.org", "Anna")));
    }

    [Test]
    public async Task Denied_registrant_whose_code_was_released_is_judged_anew()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.Registrations.DeniedInZoomAsync(A.Key("r-1"), ledger.Now);
        await ledger.Desk.ReleaseAsync("K7P2");
        await ledger.Record(A.Registrant("r-2").With(code: "K7P2"));

        var outcome = await ledger.Record(A.Registrant("r-1").With(code: "K7P2").Swept(Later));

        Assert.That(outcome, Is.EqualTo(Outcome.Waiting(WaitingReason.CodeAlreadyUsed)));
        Assert.That(await ledger.Holder("K7P2"), Is.EqualTo("r-2"));
    }

    [Test]
    public async Task Denial_in_Zoom_keeps_the_claim_and_ends_what_was_owed()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));

        await ledger.Registrations.DeniedInZoomAsync(A.Key("r-1"), ledger.Now);

        var stored = await ledger.Find("r-1");
        Assert.That((stored.Status, stored.Owed), Is.EqualTo((RegistrationStatus.Denied, (OwedCall?)null)));
        Assert.That(await ledger.Holder("K7P2"), Is.EqualTo("r-1"));
        Assert.That((await ledger.History("r-1"))[^1], Is.EqualTo(HistoryEvent.DeniedInZoom));
    }

    [Test]
    public async Task Denial_in_Zoom_of_somebody_unknown_or_denied_already_changes_nothing()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1"));
        await ledger.Registrations.DeniedInZoomAsync(A.Key("r-1"), ledger.Now);

        await ledger.Registrations.DeniedInZoomAsync(A.Key("r-1"), ledger.Now);
        await ledger.Registrations.DeniedInZoomAsync(A.Key("r-2"), ledger.Now);

        Assert.That(ledger.Scalar<int>("select count(*) from registrations"), Is.EqualTo(1));
        Assert.That((await ledger.History("r-1")).Count(entry => entry == HistoryEvent.DeniedInZoom), Is.EqualTo(1));
    }

    [Test]
    public async Task Denial_in_Zoom_during_a_call_does_not_lose_the_release_a_person_asked_for()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.BeginCall("r-1");
        await ledger.Desk.ReleaseAsync("K7P2");

        await ledger.Registrations.DeniedInZoomAsync(A.Key("r-1"), ledger.Now);
        await ledger.ReadBack("r-1", ZoomStatus.Denied);

        Assert.That((await ledger.Find("r-1")).Status, Is.EqualTo(RegistrationStatus.Denied));
        Assert.That(await ledger.Holder("K7P2"), Is.Null);
    }

    [Test]
    public async Task Denial_in_Zoom_during_a_call_has_it_read_at_once()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        var open = await ledger.BeginCall("r-1");
        await ledger.Calls.SaveAsync([new Change(Sending.ReadBack(open, Later))]);

        await ledger.Registrations.DeniedInZoomAsync(A.Key("r-1"), ledger.Now);

        var stored = await ledger.Find("r-1");
        Assert.That((stored.HasOpenAttempt, stored.Owed!.NextAttemptAt), Is.EqualTo((true, A.Noon)));
    }
}
