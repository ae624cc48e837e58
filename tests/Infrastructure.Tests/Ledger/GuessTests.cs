using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.Infrastructure.Tests.Ledger.Given;

namespace ZoomApprover.Infrastructure.Tests.Ledger;

/// <summary>What is counted as a guess, and whom it holds back.</summary>
internal sealed class GuessTests(LedgerEngine engine) : LedgerTests(engine)
{
    private static readonly Outcome Held = Outcome.Waiting(WaitingReason.TooManyTries);
    private static readonly Outcome In = new(RegistrationStatus.Approving, null);
    private static readonly MeetingKey Other = new(MeetingKind.Webinar, 83312345678);

    [Test]
    public async Task Address_that_gave_a_wrong_code_waits_while_codes_are_guessed_and_nobody_else_does()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("slip").Trying("WRONG"));
        await Guess(ledger, 18);
        var before = await ledger.Record(A.Registrant("slip-2").With(code: "GOOD1", email: "Slip@Example.org "));
        await Guess(ledger, 1, from: 50);

        var same = await ledger.Record(A.Registrant("slip-4").With(code: "GOOD2", email: "Slip@Example.org "));
        var first = await ledger.Record(A.Registrant("first").With(code: "GOOD3"));
        var elsewhere = await ledger.Record(A.Registrant("slip-5").With(code: "GOOD4", email: "slip@example.org", meeting: Other));

        Assert.That(before, Is.EqualTo(In), "nineteen");
        Assert.That(same, Is.EqualTo(Held), "twenty");
        Assert.That(await ledger.Holder("GOOD2"), Is.Null, "who waits claims nothing");
        Assert.That((first, elsewhere), Is.EqualTo((In, In)));
    }

    [Test]
    public async Task Of_many_who_guess_at_the_same_moment_each_is_counted()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("slip").Trying("WRONG"));

        await Task.WhenAll(Enumerable.Range(0, 19).Select(number => ledger.Record(A.Registrant($"g-{number}").Trying($"CODE{number}"))));

        Assert.That(await ledger.Record(A.Registrant("slip-2").With(code: A.Code, email: "slip@example.org")), Is.EqualTo(Held));
        Assert.That(await ledger.Guesses.WatchesAsync(), Is.EqualTo(new[] { new GuessWatch(A.Meeting, null, GuessingLevel.Stopped, 20, 20, A.Noon, 1) }));
    }

    [Test]
    public async Task Repeated_delivery_and_reading_and_the_same_code_again_are_no_other_guess()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("g-1").Trying("CODE1"));
        await ledger.Record(A.Registrant("g-1").Trying("CODE1"));
        await ledger.Record(A.Registrant("g-1").Swept(A.Noon.AddMinutes(1)).Trying("CODE1"));
        for (var i = 0; i < 25; i++)
        {
            await ledger.Record(A.Registrant($"other-{i}").Trying("CODE1"));
        }

        await ledger.Record(A.Registrant("swept").Swept(A.Noon.AddMinutes(1)).Trying("CODE2"));

        Assert.That((await ledger.Guesses.WatchesAsync()).Single(), Is.EqualTo(new GuessWatch(A.Meeting, null, GuessingLevel.None, 2, 2, A.Noon, 0)));
    }

    [Test]
    public async Task Stop_outlives_a_restart_and_ends_after_a_quiet_hour()
    {
        using var folder = new TempFolder();
        await using (var first = await A.Ledger(folder: folder))
        {
            await first.Record(A.Registrant("slip").Trying("WRONG"));
            await Guess(first, 19);
        }

        await using var ledger = await A.Ledger(folder: folder);
        ledger.Time.Advance(TimeSpan.FromMinutes(59));
        var held = await ledger.Record(A.Registrant("slip").With(code: A.Code, registered: A.Noon.AddMinutes(59)));
        var heldBack = (await ledger.Guesses.FreedAsync()).Count;
        ledger.Time.Advance(TimeSpan.FromMinutes(1));
        var freed = await ledger.Guesses.FreedAsync();
        var admitted = await Judge(ledger, freed);

        Assert.That((held, heldBack), Is.EqualTo((Held, 0)));
        Assert.That((freed.Single().Key.RegistrantId, admitted), Is.EqualTo(("slip", 1)));
        Assert.That((await ledger.Find("slip")).Status, Is.EqualTo(RegistrationStatus.Approving));
        Assert.That((await ledger.Guesses.WatchesAsync()).Single().Level, Is.EqualTo(GuessingLevel.Alarm), "people still see it");
    }

    [Test]
    public async Task Held_registration_is_not_judged_again_by_a_reading_and_stays_held_when_it_is()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("slip").Trying("WRONG"));
        await Guess(ledger, 19);
        await ledger.Record(A.Registrant("slip").With(code: A.Code, registered: A.Noon.AddMinutes(1)));

        var byReading = await ledger.Lists.WaitingAsync([], A.Noon.AddHours(1));
        var byItsCode = await ledger.Lists.WaitingAsync([A.Code], A.Noon.AddHours(1));
        var admitted = await Judge(ledger, byItsCode);

        Assert.That(byReading.Select(one => one.Key.RegistrantId), Has.None.EqualTo("slip"));
        Assert.That(byItsCode.Select(one => one.Key.RegistrantId), Has.Some.EqualTo("slip"));
        Assert.That((admitted, (await ledger.Find("slip")).Reason), Is.EqualTo((0, WaitingReason.TooManyTries)));
    }

    [Test]
    public async Task Code_that_comes_into_the_list_after_its_guest_was_no_guess()
    {
        await using var ledger = await A.Ledger();
        await Guess(ledger, 25);
        await ledger.Record(A.Registrant("late").Trying("LATE1"));
        await ledger.Record(A.Registrant("both").Trying("WRONG"));
        await ledger.Record(A.Registrant("both").With(registered: A.Noon).Trying("LATE2"));

        await JudgeAs(ledger, "LATE1");
        await JudgeAs(ledger, "LATE2");

        Assert.That((await ledger.Find("late")).Status, Is.EqualTo(RegistrationStatus.Approving), "it gave nothing but its own");
        Assert.That((await ledger.Find("both")).Reason, Is.EqualTo(WaitingReason.TooManyTries), "it gave another one");
        Assert.That((await ledger.Guesses.WatchesAsync()).Single(one => one.RegistrantId is null).InMemory, Is.EqualTo(26), "25 and WRONG");
    }

    [Test]
    public async Task Everybody_who_came_before_their_rows_is_let_in_and_nothing_is_left_of_the_stop()
    {
        await using var ledger = await A.Ledger();
        await Guess(ledger, 25);

        for (var i = 0; i < 25; i++)
        {
            await JudgeAs(ledger, $"CODE{i}");
        }

        Assert.That(ledger.Scalar<int>("select count(*) from registrations where status = 2"), Is.EqualTo(25));
        Assert.That(await ledger.Guesses.WatchesAsync(), Is.Empty);
    }

    [Test]
    public async Task More_than_half_of_the_last_forty_decisions_stop_whoever_guesses_slowly()
    {
        await using var ledger = await A.Ledger();
        for (var i = 0; i < 21; i++)
        {
            await ledger.Record(A.Registrant($"g-{i}").Trying($"CODE{i}"));
            ledger.Time.Advance(TimeSpan.FromHours(2));
        }

        for (var i = 0; i < 17; i++)
        {
            await ledger.Record(A.Registrant($"none-{i}").With(waits: WaitingReason.NoCode));
        }

        var quiet = Level(await ledger.Guesses.WatchesAsync());
        await ledger.Record(A.Registrant("slip").Trying("WRONG"));
        var more = await ledger.Record(A.Registrant("slip").With(code: A.Code, registered: A.Noon.AddDays(2)));

        Assert.That((quiet, more), Is.EqualTo((GuessingLevel.Alarm, Held)));
    }

    [Test]
    public async Task Slips_of_a_day_among_many_good_codes_stop_nobody()
    {
        await using var ledger = await A.Ledger();
        for (var i = 0; i < 600; i++)
        {
            await ledger.Record(i % 20 == 0 ? A.Registrant($"g-{i}").Trying($"SLIP{i}") : A.Registrant($"g-{i}").With(code: $"GOOD{i}"));
            ledger.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.That((await ledger.Guesses.WatchesAsync()).Single().InMemory, Is.EqualTo(30));
        Assert.That(await ledger.Record(A.Registrant("g-580").With(code: "GOOD", registered: ledger.Now)), Is.EqualTo(In));
    }

    [Test]
    public async Task Address_with_twenty_tries_waits_at_every_meeting_and_is_named_by_its_registration()
    {
        await using var ledger = await A.Ledger();
        for (var i = 0; i < 20; i++)
        {
            await ledger.Record(A.Registrant($"g-{i}").With(email: "one@example.org").Trying($"CODE{i}"));
            ledger.Time.Advance(TimeSpan.FromMinutes(30));
        }

        var elsewhere = await ledger.Record(A.Registrant("x").With(code: A.Code, email: "one@example.org", meeting: Other));
        var named = (await ledger.Guesses.WatchesAsync()).Single(one => one.RegistrantId is not null);

        Assert.That(elsewhere, Is.EqualTo(Held));
        Assert.That((named.Meeting, named.RegistrantId, named.Level, named.InMemory), Is.EqualTo((A.Meeting, "g-19", GuessingLevel.Stopped, 20)));
    }

    [Test]
    public async Task People_without_an_address_are_not_one_person()
    {
        await using var ledger = await A.Ledger();
        for (var i = 0; i < 25; i++)
        {
            await ledger.Record(A.Registrant($"g-{i}").With(email: "").Trying($"CODE{i}"));
        }

        Assert.That(await ledger.Record(A.Registrant("x").With(code: A.Code, email: " ")), Is.EqualTo(In));
    }

    [Test]
    public async Task Weak_list_waits_as_a_whole_where_that_is_wished()
    {
        await using var ledger = await A.Ledger();
        var before = await ledger.Record(A.Registrant("early").With(code: "1001").FromWeakList());
        await Guess(ledger, 20);

        Assert.That(before, Is.EqualTo(In));
        Assert.That(await ledger.Record(A.Registrant("first").With(code: "1002").FromWeakList()), Is.EqualTo(Held));
        Assert.That(await ledger.Record(A.Registrant("second").With(code: "1003")), Is.EqualTo(In));
    }

    private static GuessingLevel Level(IReadOnlyList<GuessWatch> watches) => watches.Single(one => one.RegistrantId is null).Level;

    /// <summary>Each from an address of its own.</summary>
    internal static async Task Guess(TestLedger ledger, int many, int from = 0)
    {
        for (var i = from; i < from + many; i++)
        {
            await ledger.Record(A.Registrant($"guess-{i}").Trying($"CODE{i}"));
        }
    }

    /// <summary>The code's row was added.</summary>
    private static async Task<int> JudgeAs(TestLedger ledger, string code) => await Judge(ledger, await ledger.Lists.WaitingAsync([code], A.Noon.AddDays(-1)), code);

    internal static Task<int> Judge(TestLedger ledger, IReadOnlyList<Registration> waiting, string code = A.Code) =>
        ledger.Lists.JudgeAsync([.. waiting.Select(one => new Judgement(one, Decision.Approve(code), [code], ledger.Now.AddMinutes(1)))]);
}
