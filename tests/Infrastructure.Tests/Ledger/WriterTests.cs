using System.Diagnostics;
using Dapper;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Infrastructure.Tests.Ledger.Given;

namespace ZoomApprover.Infrastructure.Tests.Ledger;

internal sealed class WriterTests(LedgerEngine engine) : LedgerTests(engine)
{
    private const string CountRegistrations = "select count(*) from registrations";

    [Test]
    public async Task Caller_is_answered_only_after_the_commit()
    {
        await using var ledger = await A.Ledger(byHand: true);
        var seen = ledger.Record(A.Registrant("r-1").With(code: "K7P2"))
            .ContinueWith(_ => ledger.Scalar<int>(CountRegistrations), TaskContinuationOptions.ExecuteSynchronously);
        var before = (seen.IsCompleted, ledger.Scalar<int>(CountRegistrations));

        ledger.Writer.DrainOnce();

        Assert.That(before, Is.EqualTo((false, 0)));
        Assert.That(await seen, Is.EqualTo(1));
    }

    [Test]
    public async Task Nobody_is_answered_while_the_group_is_not_committed()
    {
        await using var ledger = await A.Ledger(byHand: true);
        Task[] callers = [];
        var answeredEarly = false;
        callers = [
            ledger.Record(A.Registrant("r-1")),
            ledger.Inner.WriteAsync(_ => answeredEarly = callers.Any(caller => caller.IsCompleted) || ledger.Scalar<int>(CountRegistrations) > 0),
            ledger.Record(A.Registrant("r-2"))];

        var taken = ledger.Writer.DrainOnce();
        await Task.WhenAll(callers);

        Assert.That(taken, Is.EqualTo(3));
        Assert.That(answeredEarly, Is.False);
    }

    [Test]
    public async Task One_bad_change_in_a_group_fails_alone()
    {
        await using var ledger = await A.Ledger(byHand: true);
        var good = ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        var bad = ledger.Inner.WriteAsync(transaction => transaction.Execute("insert into settings (name, value) values ('half', 'stored')")
            + transaction.Execute("insert into settings (name, value) values ('x', null)"));
        var late = ledger.Record(A.Registrant("r-2").With(code: "M3M3"));

        ledger.Writer.DrainOnce();

        await good;
        await late;
        Assert.ThrowsAsync<LedgerUnavailableException>(() => bad);
        Assert.That(ledger.Scalar<int>(CountRegistrations), Is.EqualTo(2));
        Assert.That(ledger.Scalar<int>("select count(*) from settings where name = 'half'"), Is.Zero);
    }

    [Test]
    public async Task Ledger_that_another_process_holds_is_waited_for_once_and_not_by_each_of_a_group()
    {
        await using var ledger = await A.Ledger(byHand: true);
        var waiting = Enumerable.Range(0, 10).Select(i => ledger.Record(A.Registrant($"r-{i}"))).ToList();
        using (var foreign = ledger.Store.Connect())
        {
            foreign.Execute(ledger.Store.Dialect.BeginWriting);
            var watch = Stopwatch.StartNew();
            ledger.Writer.DrainOnce();
            Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(5)), "the busy timeout is one second, each by itself would take ten");
        }

        foreach (var caller in waiting)
        {
            Assert.ThrowsAsync<LedgerUnavailableException>(() => caller);
        }

        var repeated = ledger.Record(A.Registrant("r-0"));
        ledger.Writer.DrainOnce();
        await repeated;
        Assert.That(ledger.Scalar<int>(CountRegistrations), Is.EqualTo(1));
    }

    [Test]
    public async Task Group_that_takes_long_is_committed_in_parts_so_that_others_get_their_turn()
    {
        await using var ledger = await A.Ledger(byHand: true);
        List<int> storedBefore = [];
        var waiting = Enumerable.Range(0, 4).Select(i => ledger.Inner.WriteAsync(transaction =>
        {
            storedBefore.Add(ledger.Scalar<int>("select count(*) from settings where name like 'slow%'"));
            ledger.Time.Advance(TimeSpan.FromMilliseconds(160));
            return transaction.Execute($"insert into settings (name, value) values ('slow {i}', '')");
        })).ToList();

        var taken = ledger.Writer.DrainOnce();
        await Task.WhenAll(waiting);

        Assert.That((taken, storedBefore), Is.EqualTo((4, (List<int>)[0, 0, 2, 2])), "two of them pass 300 ms");
    }

    [Test]
    public async Task Delivery_goes_before_what_follows_from_readings_and_readings_go_on_all_the_same()
    {
        await using var ledger = await A.Ledger(byHand: true);
        var (readings, deliveries) = (0, 0);
        List<Task> waiting = [.. Enumerable.Range(0, 100).Select(_ => ledger.Inner.WriteAsync(_ => ++readings, isCalm: true))];
        waiting.AddRange(Enumerable.Range(0, 600).Select(_ => ledger.Inner.WriteAsync(_ => ++deliveries)));

        List<(int Taken, int Deliveries, int Readings)> groups = [];
        while (groups.Count < 4)
        {
            groups.Add((ledger.Writer.DrainOnce(), deliveries, readings));
        }

        await Task.WhenAll(waiting);
        Assert.That(groups, Is.EqualTo(new[] { (520, 512, 8), (96, 600, 16), (64, 600, 80), (20, 600, 100) }));
    }

    [Test]
    public async Task What_follows_from_a_reading_may_wait_longer_than_a_delivery()
    {
        await using var ledger = await A.Ledger(byHand: true);
        var reading = ledger.Inner.WriteAsync(_ => 1, isCalm: true);
        var delivery = ledger.Record(A.Registrant("r-1"));
        ledger.Time.Advance(TimeSpan.FromSeconds(30));

        ledger.Writer.DrainOnce();

        Assert.That(await reading, Is.EqualTo(1));
        Assert.That(() => delivery, Throws.TypeOf<LedgerUnavailableException>().With.Message.Contains("too long"));
    }

    [Test]
    public async Task Mistake_of_the_program_keeps_its_own_exception()
    {
        await using var ledger = await A.Ledger();

        Task<int> Mistake() => ledger.Inner.WriteAsync<int>(_ => throw new InvalidOperationException("mistake"));

        Assert.That(Mistake, Throws.InvalidOperationException);
        await ledger.Record(A.Registrant("r-1"));
        Assert.That(ledger.Scalar<int>(CountRegistrations), Is.EqualTo(1));
    }

    [Test]
    public async Task More_than_twenty_thousand_waiting_changes_are_refused()
    {
        await using var ledger = await A.Ledger(byHand: true);
        for (var i = 0; i < 20_000; i++)
        {
            _ = ledger.Inner.WriteAsync(_ => 0);
        }

        var one = ledger.Record(A.Registrant("r-1"));

        Assert.That(() => one, Throws.TypeOf<LedgerUnavailableException>().With.Message.Contains("too much"));
        ledger.Writer.DrainOnce();
        Assert.That(ledger.Record(A.Registrant("r-1")).IsCompleted, Is.False, "after a group was stored there is room again");
    }

    [Test]
    public async Task Change_that_waited_over_two_seconds_is_refused_and_not_stored()
    {
        await using var ledger = await A.Ledger(byHand: true);
        var late = ledger.Record(A.Registrant("r-1"));
        ledger.Time.Advance(TimeSpan.FromSeconds(2.001));
        var early = ledger.Record(A.Registrant("r-2"));

        ledger.Writer.DrainOnce();

        await early;
        Assert.That(() => late, Throws.TypeOf<LedgerUnavailableException>().With.Message.Contains("too long"));
        Assert.That(ledger.Scalar<string>("select group_concat(registrant_id) from registrations"), Is.EqualTo("r-2"));
    }

    [Test]
    public async Task Nobody_waits_behind_a_group_that_is_taken_up_one_by_one()
    {
        await using var ledger = await A.Ledger(byHand: true);
        var before = ledger.Record(A.Registrant("r-0"));
        var slow = ledger.Inner.WriteAsync<int>(_ =>
        {
            ledger.Time.Advance(TimeSpan.FromSeconds(2.001)); // as when somebody else holds the file
            throw new InvalidOperationException("slow");
        });
        var behind = ledger.Record(A.Registrant("r-1"));

        ledger.Writer.DrainOnce();

        Assert.That(() => before, Throws.TypeOf<LedgerUnavailableException>().With.Message.Contains("too long"));
        Assert.That(() => slow, Throws.TypeOf<LedgerUnavailableException>());
        Assert.That(() => behind, Throws.TypeOf<LedgerUnavailableException>().With.Message.Contains("too long"));
    }

    [Test]
    public async Task Change_that_waited_exactly_two_seconds_is_stored()
    {
        await using var ledger = await A.Ledger(byHand: true);
        var patient = ledger.Record(A.Registrant("r-1"));
        ledger.Time.Advance(TimeSpan.FromSeconds(2));

        ledger.Writer.DrainOnce();

        await patient;
        Assert.That(ledger.Scalar<int>(CountRegistrations), Is.EqualTo(1));
    }

    [Test]
    public async Task Stopping_commits_what_was_taken_and_refuses_the_rest()
    {
        using var folder = new TempFolder();
        var ledger = await A.Ledger(folder: folder, byHand: true);
        var taken = Enumerable.Range(0, 600).Select(number => ledger.Record(A.Registrant($"r-{number}"))).ToList();

        ledger.Inner.Dispose();
        var refused = ledger.Record(A.Registrant("late"));

        await Task.WhenAll(taken);
        Assert.That(() => refused, Throws.TypeOf<LedgerUnavailableException>().With.Message.Contains("stopping"));
        await using var reopened = await A.Ledger(folder: folder);
        Assert.That(reopened.Scalar<int>(CountRegistrations), Is.EqualTo(600));
    }

    [Test]
    public async Task Stopping_while_the_thread_runs_loses_nobody()
    {
        using var folder = new TempFolder();
        var ledger = await A.Ledger(folder: folder);
        var taken = Enumerable.Range(0, 600).Select(number => ledger.Record(A.Registrant($"r-{number}"))).ToList();

        ledger.Inner.Dispose();

        await Task.WhenAll(taken);
        await using var reopened = await A.Ledger(folder: folder);
        Assert.That(reopened.Scalar<int>(CountRegistrations), Is.EqualTo(600));
    }

    [Test]
    public async Task Stopping_twice_is_stopping_once()
    {
        await using var ledger = await A.Ledger();

        ledger.Inner.Dispose();

        Assert.That(ledger.Inner.Dispose, Throws.Nothing);
    }

    [Test]
    public async Task Caller_who_goes_away_changes_nothing()
    {
        await using var ledger = await A.Ledger(byHand: true);
        using var gone = new CancellationTokenSource();
        var waiting = ledger.Record(A.Registrant("r-1").With(code: "K7P2")).WaitAsync(gone.Token);
        await gone.CancelAsync();

        ledger.Writer.DrainOnce();

        Assert.That(() => waiting, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(await ledger.Holder("K7P2"), Is.EqualTo("r-1"));
    }
}
