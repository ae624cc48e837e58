using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.Infrastructure.Tests.Ledger.Given;

namespace ZoomApprover.Infrastructure.Tests.Ledger;

/// <summary>What people do about guesses, what is kept of them, and what a look at them costs.</summary>
internal sealed class GuessDeskTests(LedgerEngine engine) : LedgerTests(engine)
{
    private static readonly Outcome In = new(RegistrationStatus.Approving, null);
    private static readonly MeetingKey Other = new(MeetingKind.Webinar, 83312345678);

    [Test]
    public async Task Meeting_that_a_person_opens_forgets_what_was_tried_and_who_waited_goes_on()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("slip").Trying("WRONG"));
        await GuessTests.Guess(ledger, 19);
        await ledger.Record(A.Registrant("slip").With(code: A.Code, registered: A.Noon.AddMinutes(1)));
        ledger.Time.Advance(TimeSpan.FromSeconds(1));

        var elsewhere = await ledger.Guesses.OpenAsync(Other);
        var opened = await ledger.Guesses.OpenAsync(A.Meeting);
        var admitted = await GuessTests.Judge(ledger, await ledger.Guesses.FreedAsync());
        var again = await ledger.Guesses.OpenAsync(A.Meeting);
        var next = await ledger.Record(A.Registrant("guess-3").With(code: "GOOD", registered: A.Noon.AddMinutes(1)));

        Assert.That((elsewhere, opened, admitted, again), Is.EqualTo(((int?)null, (int?)1, 1, (int?)null)));
        Assert.That(next, Is.EqualTo(In), "what it tried before counts no more");
        Assert.That(await ledger.Guesses.WatchesAsync(), Is.Empty);
    }

    [Test]
    public async Task Meeting_that_was_opened_is_stopped_by_new_guesses_and_the_same_codes_count_anew()
    {
        await using var ledger = await A.Ledger();
        await GuessTests.Guess(ledger, 20);
        ledger.Time.Advance(TimeSpan.FromSeconds(1));
        await ledger.Guesses.OpenAsync(A.Meeting);
        ledger.Time.Advance(TimeSpan.FromSeconds(1));

        for (var i = 0; i < 20; i++)
        {
            await ledger.Record(A.Registrant($"next-{i}").Trying($"CODE{i}"));
        }

        Assert.That((await ledger.Guesses.WatchesAsync()).Single(), Is.EqualTo(new GuessWatch(A.Meeting, null, GuessingLevel.Stopped, 20, 20, ledger.Now, 0)));
    }

    [Test]
    public async Task Address_that_is_stopped_by_itself_goes_on_when_the_meeting_where_it_waits_is_opened()
    {
        await using var ledger = await A.Ledger();
        for (var i = 0; i < 20; i++)
        {
            await ledger.Record(A.Registrant($"g-{i}").With(email: "one@example.org").Trying($"CODE{i}"));
        }

        await ledger.Record(A.Registrant("x").With(code: A.Code, email: "one@example.org"));

        Assert.That(await ledger.Guesses.OpenAsync(A.Meeting), Is.EqualTo(1));
        Assert.That((await ledger.Guesses.FreedAsync()).Single().Key.RegistrantId, Is.EqualTo("x"));
    }

    [TestCase(null)]
    [TestCase(A.Code)]
    public async Task Person_approves_who_is_held_back_like_any_other(string? code)
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("slip").Trying("WRONG"));
        await GuessTests.Guess(ledger, 19);
        await ledger.Record(A.Registrant("slip").With(code: A.Code, registered: A.Noon.AddMinutes(1)));

        var answer = await ledger.Desk.ApproveAsync(A.Key("slip"), code);

        Assert.That((answer.End, answer.Registration!.Status, answer.Registration.Code), Is.EqualTo((DeskEnd.Done, RegistrationStatus.Approving, code)));
        Assert.That((await ledger.Desk.HistoryAsync(A.Key("slip"))).Select(entry => entry.Code), Has.Some.EqualTo(A.Code), "the desk sees which code was given");
    }

    [Test]
    public async Task After_a_day_nothing_is_kept()
    {
        await using var ledger = await A.Ledger();
        for (var i = 0; i < 12; i++)
        {
            await ledger.Record(A.Registrant($"g-{i}").With(email: "one@example.org").Trying($"CODE{i}"));
        }

        ledger.Time.Advance(TimeSpan.FromHours(23.9));
        await ledger.Guesses.PruneAsync();
        var before = ledger.Scalar<int>("select count(*) from guesses");
        ledger.Time.Advance(TimeSpan.FromHours(0.1));
        await ledger.Guesses.PruneAsync();

        Assert.That((before, ledger.Scalar<int>("select count(*) from guesses"), ledger.Scalar<int>("select count(*) from guess_watches")), Is.EqualTo((24, 0, 1)));
    }

    [Test]
    public async Task Neither_the_code_nor_the_address_is_kept_in_clear()
    {
        await using var ledger = await A.Ledger();
        for (var i = 0; i < 12; i++)
        {
            await ledger.Record(A.Registrant($"g-{i}").With(email: "one@example.org").Trying($"CODE{i}"));
        }

        var kept = ledger.Scalar<string>("select (select group_concat(scope || code) from guesses) || (select group_concat(scope || registrant_id) from guess_watches)");

        Assert.That(kept, Does.Not.Contain("CODE").And.Not.Contain("one").And.Not.Contain("@"));
    }
}
