using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Domain.Tests.Registrations;

internal sealed class SendingTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);

    private static DateTimeOffset Later(double seconds) => A.Now.AddSeconds(seconds);

    private static Registration WithCalls(int calls, Source source = Source.Webhook)
    {
        var registration = A.Registration() with { Source = source };
        for (var i = 0; i < calls; i++)
        {
            registration = Sending.NotDone(Sending.Begun(registration, A.Now, epoch: 1), A.Now, counted: true);
        }

        return registration;
    }

    [Test]
    public void Owed_call_is_due_at_once_and_has_no_past()
    {
        var owed = Sending.Owe(ZoomAction.Deny, A.Now);

        Assert.That(owed, Is.EqualTo(new OwedCall { Action = ZoomAction.Deny, NextAttemptAt = A.Now }));
    }

    [TestCase(Source.Webhook, 5, ExpectedResult = true)]
    [TestCase(Source.Webhook, 6, ExpectedResult = false)]
    [TestCase(Source.Sweep, 5, ExpectedResult = true)]
    [TestCase(Source.Sweep, 6, ExpectedResult = false)]
    [TestCase(Source.Person, 6, ExpectedResult = true)]
    [TestCase(Source.Person, 9, ExpectedResult = true)]
    [TestCase(Source.Person, 10, ExpectedResult = false)]
    public bool Service_makes_six_calls_a_day_and_a_person_ten(Source source, int made) => Sending.MayCall(WithCalls(made, source), A.Now);

    [Test]
    public void Persons_button_has_what_the_service_left()
    {
        var denied = Yielding.Denying(WithCalls(6), A.Now);

        using var all = Assert.EnterMultipleScope();
        Assert.That(Sending.MayCall(denied, A.Now), Is.True);
        Assert.That(denied.CallsToday, Is.EqualTo(6));
    }

    [TestCase(-1, ExpectedResult = false)]
    [TestCase(0, ExpectedResult = true)]
    [TestCase(1, ExpectedResult = true)]
    public bool Calls_count_anew_from_midnight_UTC(int millisecondsFromMidnight) => Sending.MayCall(WithCalls(6), Midnight.AddMilliseconds(millisecondsFromMidnight));

    [Test]
    public void Day_is_that_of_UTC_whatever_the_offset_of_the_clock()
    {
        var inMadrid = Midnight.AddMinutes(-30).ToOffset(TimeSpan.FromHours(1));

        Assert.That(Sending.MayCall(WithCalls(6), inMadrid), Is.False);
    }

    [Test]
    public void First_call_of_a_new_day_is_the_first()
    {
        var begun = Sending.Begun(WithCalls(6), Midnight, epoch: 1);

        using var all = Assert.EnterMultipleScope();
        Assert.That(begun.CallsToday, Is.EqualTo(1));
        Assert.That(begun.CallsDay, Is.EqualTo((Midnight - DateTimeOffset.UnixEpoch).Days));
    }

    [Test]
    public void Call_that_begins_is_open_counted_and_to_be_read_back_at_once()
    {
        var unsent = A.Registration();

        var begun = Sending.Begun(unsent with { Owed = unsent.Owed! with { Reads = 3, IdOnly = true, Refusals = 1, Failures = 2, Wish = Wish.Deny } }, Later(5), epoch: 7);

        var expected = A.Owed() with { AttemptAt = Later(5), AttemptEpoch = 7, NextAttemptAt = Later(5), Reads = 0, IdOnly = true, Refusals = 1, Failures = 2, Wish = Wish.Deny };
        using var all = Assert.EnterMultipleScope();
        Assert.That(begun.Owed, Is.EqualTo(expected));
        Assert.That(begun.HasOpenAttempt, Is.True);
        Assert.That(begun.CallsToday, Is.EqualTo(1));
        Assert.That(begun.Code, Is.EqualTo(A.Code));
    }

    [Test]
    public void Effect_is_read_after_0_2_10_and_60_seconds_before_a_second_call_with_the_id_only()
    {
        var now = A.Now;
        var one = A.Begun();
        List<double> waits = [(one.Owed!.NextAttemptAt - now).TotalSeconds];
        while (true)
        {
            now = one.Owed!.NextAttemptAt;
            one = Sending.NotSeen(one, now);
            if (!one.HasOpenAttempt)
            {
                break;
            }

            waits.Add((one.Owed!.NextAttemptAt - now).TotalSeconds);
        }

        using var all = Assert.EnterMultipleScope();
        Assert.That(waits, Is.EqualTo([0.0, 2.0, 10.0, 60.0]));
        Assert.That(one.Owed, Is.EqualTo(A.Owed() with { AttemptEpoch = 1, NextAttemptAt = now, IdOnly = true, Failures = 1 }));
        Assert.That(one.Status, Is.EqualTo(RegistrationStatus.Approving));
        Assert.That(one.Code, Is.EqualTo(A.Code));
    }

    [Test]
    public void Reading_that_comes_late_is_no_reason_to_hurry()
    {
        var afterRestart = Later(3600);

        var once = Sending.NotSeen(A.Begun(), afterRestart);

        using var all = Assert.EnterMultipleScope();
        Assert.That(once.HasOpenAttempt, Is.True);
        Assert.That(once.Owed!.NextAttemptAt, Is.EqualTo(afterRestart.AddSeconds(2)));
        Assert.That(once.Owed.Unconfirmed, Is.True);
    }

    [Test]
    public void Call_without_effect_waits_for_tomorrow_when_no_call_is_left()
    {
        var sixth = Sending.Begun(WithCalls(5), A.Now, epoch: 1);

        var after = Enumerable.Range(0, 4).Aggregate(sixth, (one, _) => Sending.NotSeen(one, Later(72)));

        using var all = Assert.EnterMultipleScope();
        Assert.That(after.Reason, Is.EqualTo(WaitingReason.ZoomUnconfirmed));
        Assert.That(after.Status, Is.EqualTo(RegistrationStatus.Approving));
        Assert.That(after.HasOpenAttempt, Is.False);
        Assert.That(after.Owed!.NextAttemptAt, Is.EqualTo(Midnight.AddMinutes(1)));
        Assert.That(after.Owed.IdOnly, Is.True);
        Assert.That(after.Code, Is.EqualTo(A.Code));
    }

    [Test]
    public void Six_calls_that_Zoom_does_not_answer_outlast_an_hour()
    {
        var (now, lastCallAt, calls, one) = (A.Now, A.Now, 0, A.Registration());
        while (one.Reason is null)
        {
            (calls, lastCallAt) = (calls + 1, now);
            one = Sending.Unanswered(Sending.Begun(one, now, epoch: 1), now.AddSeconds(2));
            one = Sending.NotSeen(one, now.AddSeconds(2));
            now = one.Owed!.NextAttemptAt;
        }

        using var all = Assert.EnterMultipleScope();
        Assert.That(calls, Is.EqualTo(6));
        Assert.That(one.Owed!.IdOnly, Is.False, "a call that never arrived was not ignored");
        Assert.That(lastCallAt - A.Now, Is.GreaterThan(TimeSpan.FromHours(1)));
    }

    [Test]
    public void Code_is_not_set_free_before_an_unanswered_call_had_time_to_land()
    {
        var unanswered = Sending.Unanswered(A.Begun(), Later(2));
        var wished = unanswered with { Owed = unanswered.Owed! with { Wish = Wish.Release } };

        var early = Sending.NotSeen(wished, Later(2));
        var late = Sending.NotSeen(early, early.Owed!.NextAttemptAt);

        using var all = Assert.EnterMultipleScope();
        Assert.That(early.HasOpenAttempt, Is.True);
        Assert.That(early.Owed.NextAttemptAt, Is.EqualTo(Later(72)));
        Assert.That(late.HasOpenAttempt, Is.False);
    }

    [TestCase("2026-11-23T17:00:00Z", "2026-11-24T00:01:00Z")]
    [TestCase("2026-11-23T00:00:00Z", "2026-11-24T00:01:00Z")]
    [TestCase("2026-11-23T23:59:59.999Z", "2026-11-24T00:01:00Z")]
    [TestCase("2026-11-24T00:30:00+01:00", "2026-11-24T00:01:00Z")]
    [TestCase("2026-11-23T20:00:00-05:00", "2026-11-25T00:01:00Z")]
    [TestCase("2026-12-31T12:00:00Z", "2027-01-01T00:01:00Z")]
    public void Tomorrow_is_a_minute_after_the_next_midnight_UTC(string now, string expected)
    {
        Assert.That(Sending.Tomorrow(DateTimeOffset.Parse(now, null)), Is.EqualTo(DateTimeOffset.Parse(expected, null)));
    }

    [Test]
    public void Call_that_found_no_budget_is_kept_for_tomorrow()
    {
        var out6 = Sending.OutOfCalls(WithCalls(6), A.Now);

        using var all = Assert.EnterMultipleScope();
        Assert.That(out6.Owed!.NextAttemptAt, Is.EqualTo(Midnight.AddMinutes(1)));
        Assert.That(out6.Reason, Is.EqualTo(WaitingReason.ZoomUnconfirmed));
        Assert.That(out6.Status, Is.EqualTo(RegistrationStatus.Approving));
        Assert.That(Sending.MayCall(out6, out6.Owed.NextAttemptAt), Is.True);
    }

    [TestCase(true, 3)]
    [TestCase(false, 2)]
    public void Call_that_did_nothing_counts_only_when_it_left(bool counted, int callsToday)
    {
        var begun = Sending.Begun(WithCalls(2), A.Now, epoch: 1);

        var after = Sending.NotDone(begun, Later(8), counted);

        using var all = Assert.EnterMultipleScope();
        Assert.That(after.CallsToday, Is.EqualTo(callsToday));
        Assert.That(after.HasOpenAttempt, Is.False);
        Assert.That(after.Owed!.NextAttemptAt, Is.EqualTo(Later(8)));
        Assert.That(after.Owed.Failures, Is.EqualTo(begun.Owed!.Failures + 1));
        Assert.That(after.Owed.IdOnly, Is.False);
    }

    [Test]
    public void Reading_back_leaves_the_attempt_open()
    {
        var begun = A.Begun();

        var waiting = Sending.ReadBack(begun, Later(2));

        Assert.That(waiting, Is.EqualTo(begun with { Owed = begun.Owed! with { NextAttemptAt = Later(2) } }));
    }

    [Test]
    public void Refused_batch_is_read_back_once_then_goes_with_its_like_then_alone()
    {
        var refused = Sending.BatchRefused(A.Begun(), A.Now);
        var withItsLike = Sending.NotSeen(refused, A.Now);
        var refusedAgain = Sending.BatchRefused(Sending.Begun(withItsLike, Later(1), epoch: 1), Later(1));
        var alone = Sending.NotSeen(refusedAgain, Later(1));

        using var all = Assert.EnterMultipleScope();
        Assert.That(refused.HasOpenAttempt, Is.True);
        Assert.That(withItsLike.HasOpenAttempt, Is.False);
        Assert.That(withItsLike.Owed!.GoesAlone, Is.False);
        Assert.That(withItsLike.Owed.Refusals, Is.EqualTo(1));
        Assert.That(refusedAgain.HasOpenAttempt, Is.True);
        Assert.That(alone.HasOpenAttempt, Is.False);
        Assert.That(alone.Owed!.GoesAlone, Is.True);
        Assert.That(alone.Owed.IdOnly, Is.False, "a refused batch was not ignored");
        Assert.That(alone.CallsToday, Is.EqualTo(2));
    }

    [Test]
    public void Refused_registrant_waits_for_a_person_and_keeps_its_code()
    {
        var refused = Sending.Refused(A.Begun(), "Registrant is blocked.", Later(3));

        using var all = Assert.EnterMultipleScope();
        Assert.That(refused.Status, Is.EqualTo(RegistrationStatus.Waiting));
        Assert.That(refused.Reason, Is.EqualTo(WaitingReason.ZoomRefused));
        Assert.That(refused.ZoomWords, Is.EqualTo("Registrant is blocked."));
        Assert.That(refused.Owed, Is.Null);
        Assert.That(refused.Code, Is.EqualTo(A.Code));
        Assert.That(refused.DecidedAt, Is.EqualTo(Later(3)));
    }

    [TestCase(RegistrationStatus.Approving)]
    [TestCase(RegistrationStatus.Denying)]
    public void Registrant_whom_Zoom_lists_as_approved_is_approved(RegistrationStatus status)
    {
        var confirmed = Sending.Confirmed(A.Begun(status) with { Reason = WaitingReason.ZoomUnconfirmed }, Later(3));

        using var all = Assert.EnterMultipleScope();
        Assert.That(confirmed.Status, Is.EqualTo(RegistrationStatus.Approved));
        Assert.That(confirmed.Reason, Is.Null);
        Assert.That(confirmed.Owed, Is.Null);
        Assert.That(confirmed.ApprovedAt, Is.EqualTo(Later(3)));
        Assert.That(confirmed.Code, Is.EqualTo(A.Code));
    }

    [TestCase(RegistrationStatus.Approving)]
    [TestCase(RegistrationStatus.Denying)]
    public void Registrant_whom_Zoom_lists_as_denied_is_denied_and_keeps_its_code(RegistrationStatus status)
    {
        var denied = Sending.Denied(A.Begun(status) with { Reason = WaitingReason.ZoomUnconfirmed }, Later(3));

        using var all = Assert.EnterMultipleScope();
        Assert.That(denied.Status, Is.EqualTo(RegistrationStatus.Denied));
        Assert.That(denied.Reason, Is.Null);
        Assert.That(denied.Owed, Is.Null);
        Assert.That(denied.DecidedAt, Is.EqualTo(Later(3)));
        Assert.That(denied.Code, Is.EqualTo(A.Code));
    }

    [TestCase(0, ExpectedResult = 1)]
    [TestCase(1, ExpectedResult = 2)]
    [TestCase(2, ExpectedResult = 4)]
    [TestCase(8, ExpectedResult = 256)]
    [TestCase(9, ExpectedResult = 300)]
    [TestCase(10, ExpectedResult = 300)]
    [TestCase(1_000, ExpectedResult = 300)]
    [TestCase(int.MaxValue, ExpectedResult = 300)]
    public double Back_off_doubles_from_one_second_to_five_minutes(int failures) => Sending.BackOff(failures).TotalSeconds;

    [TestCase(-1, ExpectedResult = false)]
    [TestCase(0, ExpectedResult = false)]
    [TestCase(1, ExpectedResult = true)]
    [TestCase(null, ExpectedResult = false)]
    public bool Negative_decision_is_final_when_the_list_was_read_after_the_arrival(int? milliseconds) =>
        (A.Registration(RegistrationStatus.Waiting) with { JudgedAgainst = milliseconds is { } after ? A.Now.AddMilliseconds(after) : null }).IsFinal;
}
