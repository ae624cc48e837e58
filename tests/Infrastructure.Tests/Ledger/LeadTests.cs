using Microsoft.Extensions.Logging.Abstractions;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Invitations;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.Infrastructure.Ledger.Postgres;
using ZoomApprover.Infrastructure.Ledger.Sql;
using ZoomApprover.Infrastructure.Tests.Ledger.Given;

namespace ZoomApprover.Infrastructure.Tests.Ledger;

/// <summary>Which of several processes on one database runs the passes.</summary>
internal sealed class LeadTests
{
    private const string Expire = "update leader set until = 0";

    [Test]
    public void First_one_leads_and_the_next_one_knows_who()
    {
        using var folder = new TempFolder();
        using var first = new Member(folder, "first");
        using var second = new Member(folder, "second");

        first.Lead.Turn();
        second.Lead.Turn();

        Assert.That((first.Lead.IsLeading, second.Lead.IsLeading, second.Lead.Leader), Is.EqualTo((true, false, "first")));
    }

    [Test]
    public void Lead_that_was_given_up_is_taken_at_once()
    {
        using var folder = new TempFolder();
        var first = new Member(folder, "first");
        using var second = new Member(folder, "second");
        first.Lead.Turn();
        first.Dispose();

        second.Lead.Turn();

        Assert.That(second.Lead.IsLeading, Is.True);
    }

    [Test]
    public async Task Leader_of_whom_nothing_was_heard_begins_no_call_more_and_ends()
    {
        using var folder = new TempFolder();
        using var first = new Member(folder, "first");
        using var second = new Member(folder, "second");
        first.Lead.Turn();
        await first.Registrations.RecordAsync(A.Registrant("r-1").With(code: "K7P2"));
        var owed = (await first.Calls.DueAsync(A.Noon.AddSeconds(1), 10, [])).Single();
        Databases.Execute(folder, Expire);

        second.Lead.Turn();

        Assert.That(() => first.Begin(owed), Throws.TypeOf<LedgerUnavailableException>().With.Message.Contains("has taken the ledger over"));
        Assert.That(async () => await second.Begin(owed), Has.Count.EqualTo(1));
        first.Lead.Turn();
        Assert.That((first.Lead.IsLeading, first.End.Reasons.Count), Is.EqualTo((false, 1)));
        Assert.That(first.End.Reasons[0], Does.Contain("second").And.Contain("first"));
    }

    [Test]
    public async Task Follower_begins_no_call()
    {
        using var folder = new TempFolder();
        using var first = new Member(folder, "first");
        using var second = new Member(folder, "second");
        first.Lead.Turn();
        second.Lead.Turn();
        await second.Registrations.RecordAsync(A.Registrant("r-1").With(code: "K7P2"));
        var owed = (await second.Calls.DueAsync(A.Noon.AddSeconds(1), 10, [])).Single();

        Assert.That(() => second.Begin(owed), Throws.TypeOf<LedgerUnavailableException>());
    }

    [TestCaseSource(nameof(Conclusions))]
    public async Task What_follows_from_a_reading_is_stored_by_the_leader_only(string name, Func<Member, Task> store)
    {
        using var folder = new TempFolder();
        using var first = new Member(folder, "first");
        using var second = new Member(folder, "second");
        first.Lead.Turn();
        await store(first);
        Databases.Execute(folder, Expire);
        second.Lead.Turn();

        Assert.That(() => store(first), Throws.TypeOf<LedgerUnavailableException>().With.Message.Contains("has taken the ledger over"), name);
        Assert.That(() => store(second), Throws.Nothing);
    }

    private static IEnumerable<TestCaseData> Conclusions()
    {
        ListPlace place = new("sheet", "0");
        (string, Func<Member, Task>)[] all =
        [
            ("a copy", one => one.Lists.SaveCopyAsync(place, A.Noon, [new Invitation("K7P2", 2, Session.None)], [])),
            ("a row that is gone", one => one.Lists.SaveCopyAsync(place, A.Noon, [], ["K7P2"])),
            ("the time of a reading", one => one.Lists.SaveCopyAsync(place, A.Noon, [], [])),
            ("a mark that is owed", one => one.Lists.OweMarksAsync(["K7P2"])),
            ("a mark that stands", one => one.Lists.SaveMarksAsync(place, [new MarkStep("K7P2", null, null)])),
            ("a mark that was cleared", one => one.Lists.ReleaseClearedAsync(new MarkFacts("K7P2", null, null, null))),
            ("a mark that names somebody", one => one.Lists.AdoptMarksAsync([new NamedMark("K7P2", "r-1")])),
            ("marks that nobody wants", one => one.Lists.ForgetMarksAsync()),
            ("an approve cell", one => one.Approvals.SeeAsync(["K7P2"])),
            ("an approve cell's wish", one => one.Approvals.ApproveAsync("K7P2")),
            ("an answer about the list", one => one.Holds.SaveAsync(null)),
        ];
        return all.Select(one => new TestCaseData(one.Item1, one.Item2).SetArgDisplayNames(one.Item1));
    }

    [Test]
    public async Task Copy_that_was_stored_half_is_loaded_by_the_others_as_far_as_it_goes()
    {
        using var folder = new TempFolder();
        using var first = new Member(folder, "first");
        using var second = new Member(folder, "second");
        first.Lead.Turn();
        ListPlace place = new("sheet", "0");
        await first.Lists.SaveCopyAsync(place, A.Noon, [new Invitation("K7P2", 2, Session.None)], []);
        var (before, _) = await second.Replicas.CopyVersionAsync();
        // the second piece fails, as when the process dies between them
        var rows = Enumerable.Range(0, 501).Select(number => new Invitation(number < 500 ? $"CODE{number}" : null!, 0, Session.None)).ToList();
        Assert.That(() => first.Lists.SaveCopyAsync(place, A.Noon, rows, []), Throws.Exception);

        var (after, _) = await second.Replicas.CopyVersionAsync();

        Assert.That(after, Is.GreaterThan(before));
        Assert.That((await second.Lists.LoadCopyAsync())!.Invitations, Has.Count.EqualTo(501));
    }

    [Test]
    public async Task Copy_of_another_place_is_loaded_by_the_others_though_its_rows_are_the_same()
    {
        using var folder = new TempFolder();
        using var first = new Member(folder, "first");
        using var second = new Member(folder, "second");
        first.Lead.Turn();
        await first.Lists.SaveCopyAsync(new ListPlace("sheet", "0"), A.Noon, [new Invitation("K7P2", 2, Session.None)], []);
        var (before, _) = await second.Replicas.CopyVersionAsync();

        await first.Lists.SaveCopyAsync(new ListPlace("sheet", "0"), A.Noon.AddMinutes(1), [], []);
        var (same, _) = await second.Replicas.CopyVersionAsync();
        await first.Lists.SaveCopyAsync(new ListPlace("other", "0"), A.Noon.AddMinutes(2), [], []);
        var (moved, _) = await second.Replicas.CopyVersionAsync();

        Assert.That((same - before, moved - before), Is.EqualTo((0, 1)));
    }

    [Test]
    public async Task Others_notice_that_the_leader_has_caught_up_with_what_a_backup_did_not_know()
    {
        using var folder = new TempFolder();
        Databases.Execute(folder, "insert into settings (name, value) values ('backup_taken_at', '1790000000000')");
        using var first = new Member(folder, "first");
        using var second = new Member(folder, "second");
        first.Lead.Turn();
        await second.Replicas.NoticeCaughtUpAsync();
        var before = (first.Calls.BehindSince, second.Calls.BehindSince);

        await first.Calls.CaughtUpAsync();
        await second.Replicas.NoticeCaughtUpAsync();

        Assert.That(before, Is.EqualTo((DateTimeOffset.FromUnixTimeMilliseconds(1790000000000), DateTimeOffset.FromUnixTimeMilliseconds(1790000000000))));
        Assert.That((first.Calls.BehindSince, second.Calls.BehindSince), Is.EqualTo(((DateTimeOffset?)null, (DateTimeOffset?)null)));
    }

    [Test]
    public void Leader_whom_nobody_has_replaced_goes_on_when_the_database_is_there_again()
    {
        using var folder = new TempFolder();
        using var first = new Member(folder, "first");
        first.Lead.Turn();
        Databases.Execute(folder, $"{Expire}; select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'zoom-approver' and datname = current_database()");

        first.Lead.Turn(); // finds that its connection is gone
        first.Lead.Turn();

        Assert.That((first.Lead.IsLeading, first.End.Reasons.Count), Is.EqualTo((true, 0)));
        Assert.That(Databases.Ask<bool>(folder, "select until > 0 from leader"), Is.True);
    }

    [Test]
    public void Lead_from_the_time_to_come_does_not_last_until_then()
    {
        using var folder = new TempFolder();
        using var first = new Member(folder, "first");
        Databases.Execute(folder, "update leader set holder = 'gone', until = 99999999999999");

        first.Lead.Turn();

        Assert.That(first.Lead.IsLeading, Is.True);
    }

    [Test]
    public async Task What_another_process_records_is_seen_by_the_leader()
    {
        using var folder = new TempFolder();
        using var first = new Member(folder, "first");
        using var second = new Member(folder, "second");
        var none = await first.Replicas.FreshAsync(A.Noon);
        await second.Registrations.RecordAsync(A.Registrant("r-1").With(code: "K7P2"));
        await second.Registrations.RecordAsync(A.Registrant("r-2").With(candidates: ["M3M3"], waits: WaitingReason.UnknownCode, judged: A.Noon.AddMinutes(-1)));
        await second.Registrations.KeepHintAsync(A.Key("r-3"));

        var fresh = await first.Replicas.FreshAsync(A.Noon.AddSeconds(1));
        var later = await first.Replicas.FreshAsync(A.Noon.AddSeconds(11));

        Assert.That(none, Is.EqualTo(new Fresh(false, false, false, false)));
        Assert.That(fresh, Is.EqualTo(new Fresh(Calls: true, Codes: true, Hints: true, Guesses: false)));
        Assert.That(later, Is.EqualTo(none), "woken for once");
    }

    /// <summary>One of the processes.</summary>
    internal sealed class Member : IDisposable
    {
        private readonly OpenLedger ledger;

        public Member(TempFolder folder, string name)
        {
            var store = PostgresStore.Of(Databases.Running.ConnectionTo(folder.Database));
            ledger = new OpenLedger(store, leads: false);
            Lead = new PostgresLead(store, ledger.Inner, name, TimeProvider.System, End, NullLogger<PostgresLead>.Instance);
            (Registrations, Calls, Replicas) = (new SqlRegistrationLedger(ledger.Inner), new SqlCallLedger(ledger.Inner), new SqlReplicaLedger(ledger.Inner));
            (Lists, Approvals, Holds) = (new SqlListLedger(ledger.Inner), new SqlApproveCellLedger(ledger.Inner), new SqlHoldLedger(ledger.Inner));
        }

        public PostgresLead Lead { get; }

        public LedgerEndSpy End { get; } = new();

        public SqlRegistrationLedger Registrations { get; }

        public SqlCallLedger Calls { get; }

        public SqlReplicaLedger Replicas { get; }

        public SqlListLedger Lists { get; }

        public SqlApproveCellLedger Approvals { get; }

        public SqlHoldLedger Holds { get; }

        public Task<IReadOnlyList<Registration>> Begin(Registration owed) => Calls.SaveAsync([new Change(Sending.Begun(owed, A.Noon, Calls.Epoch), HistoryEvent.CallBegun)]);

        public void Dispose()
        {
            Lead.Dispose();
            ledger.Dispose();
        }
    }
}
