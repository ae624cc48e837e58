using ZoomApprover.Application.Invitations.SynchronizeList;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Invitations;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Tests.Invitations;

internal sealed class SynchronizeListTests
{
    private readonly ListBench bench = new();

    [Test]
    public async Task Reading_becomes_the_copy_that_decides()
    {
        var report = await bench.PassAsync(["abcde-12345", "01"], ["ZZZZZ99999", "2"]);

        Assert.That(report, Is.EqualTo(new SyncReport(true, Changed: 2)));
        Assert.That(bench.Copy.BeganAt, Is.EqualTo(A.Now));
        Assert.That(bench.Copy.Invitations[A.Code], Is.EqualTo(new Invitation(A.Code, 2, new Session("1"))));
        Assert.That(bench.Copy.Invitations.Keys, Is.EquivalentTo(new[] { A.Code, "ZZZZZ99999" }));
        await bench.Ledger.Received(1).SaveCopyAsync(
            A.Place, A.Now, Arg.Is<IReadOnlyCollection<Invitation>>(changed => changed.Count == 2), Arg.Is<IReadOnlyCollection<string>>(gone => gone.Count == 0));
    }

    [Test]
    public async Task Only_what_changed_is_stored_and_a_moved_row_is_no_change()
    {
        await bench.PassAsync([A.Code, "1"], ["ZZZZZ99999", "1"], ["YYYYY88888", "1"]);
        bench.Ledger.ClearReceivedCalls();

        await bench.PassAsync(["ZZZZZ99999", "1"], [A.Code, "2"]);

        await bench.Ledger.Received(1).SaveCopyAsync(
            A.Place, A.Now,
            Arg.Is<IReadOnlyCollection<Invitation>>(changed => changed.Single().Code == A.Code),
            Arg.Is<IReadOnlyCollection<string>>(gone => gone.Single() == "YYYYY88888"));
        Assert.That(bench.AskedFor[1], Is.EquivalentTo(new[] { A.Code, "YYYYY88888" }));
    }

    [TestCase("1", false)]
    [TestCase("2", true)]
    public async Task Code_that_went_to_another_session_closes_the_gates_of_all(string session, bool closesAll)
    {
        await bench.PassAsync([A.Code, "1"]);
        bench.Agenda.Done(A.Meeting, bench.Time.GetUtcNow());
        IReadOnlyCollection<MeetingKey> closedBefore = [];
        bench.Ledger.SaveCopyAsync(default, default, default!, default!).ReturnsForAnyArgs(_ =>
        {
            closedBefore = [.. bench.Agenda.Closed()];
            return Task.CompletedTask;
        });

        await bench.PassAsync([A.Code, session], ["ZZZZZ99999", "2"]);

        Assert.That(closedBefore, Is.EquivalentTo(bench.Agenda.Closed()), "before another replica may load the copy");
        Assert.That(bench.Agenda.Closed(), closesAll ? Is.EquivalentTo(new[] { A.Meeting, A.Other }) : Is.EquivalentTo(new[] { A.Other }));
    }

    [Test]
    public async Task List_that_stays_as_it_is_writes_nothing_but_its_time_once_a_minute()
    {
        await ReadNowAsync();
        bench.Ledger.ClearReceivedCalls();

        foreach (var seconds in new[] { 30, 29, 1 })
        {
            bench.Time.Advance(TimeSpan.FromSeconds(seconds));
            await ReadNowAsync();
            Assert.That(bench.Copy.BeganAt, Is.EqualTo(bench.Time.GetUtcNow()));
            Assert.That(Written(), seconds == 1 ? Is.EquivalentTo(new[] { "SaveCopyAsync", "ForgetAnswersAsync" }) : Is.Empty);
        }

        Task<SyncReport> ReadNowAsync() => bench.PassAsync(A.Reading(bench.Time.GetUtcNow(), [A.Code, "1"]));
        IEnumerable<string> Written() => bench.Ledger.ReceivedCalls().Select(call => call.GetMethodInfo().Name).Where(name => name is "SaveCopyAsync" or "ForgetAnswersAsync");
    }

    [Test]
    public async Task List_that_cannot_be_read_keeps_the_last_copy()
    {
        await bench.PassAsync([A.Code, "1"]);
        bench.List.ReadAsync(default).ReturnsForAnyArgs(Task.FromException<ListReading>(
            new ListUnavailableException(new Problem(ProblemKind.SheetQuota), TimeSpan.FromSeconds(61))));

        var report = await bench.AgainAsync();

        Assert.That(report, Is.EqualTo(new SyncReport(false, RetryAfter: TimeSpan.FromSeconds(61))));
        Assert.That(bench.ProblemKinds, Is.EqualTo(new[] { ProblemKind.SheetQuota }));
        Assert.That(bench.Copy.Invitations, Has.Count.EqualTo(1));
        await bench.PassAsync([A.Code, "1"]);
        Assert.That(bench.Problems.All, Is.Empty, "over with the next good reading");
    }

    [Test]
    public async Task List_that_was_never_read_says_so()
    {
        bench.List.ReadAsync(default).ReturnsForAnyArgs(Task.FromException<ListReading>(new ListUnavailableException(new Problem(ProblemKind.ListFileMissing, "codes.csv"))));

        await bench.AgainAsync();

        Assert.That(bench.ProblemKinds, Is.EqualTo(new[] { ProblemKind.ListFileMissing, ProblemKind.ListNeverRead }));
    }

    [Test]
    public async Task List_as_it_was_before_confirms_the_copy()
    {
        await bench.PassAsync([A.Code, "1"]);

        var report = await bench.PassAsync(new ListReading(A.Place, A.Now.AddSeconds(2), null, TimeZoneInfo.Utc));

        Assert.That(report.Read, Is.True);
        Assert.That(bench.Copy.BeganAt, Is.EqualTo(A.Now.AddSeconds(2)));
        Assert.That(bench.Copy.Invitations, Has.Count.EqualTo(1));
    }

    private static readonly TestCaseData[] BadHeaders =
    [
        new(new[] { "codigo", "time_id", "registrant_status" }, "ListHeaderMissing registrant_key") { TestName = "List without a code column" },
        new(new[] { "registrant_key", "registrant_status" }, "ListHeaderMissing time_id") { TestName = "List without sessions though meetings have some" },
        new(new[] { "registrant_key", "time_id" }, "ListHeaderMissing registrant_status") { TestName = "List without a status column" },
        new(new[] { "registrant_key", "time_id", "registrant_status", " REGISTRANT_STATUS " }, "ListHeaderDoubled registrant_status") { TestName = "List with two status columns" },
    ];

    [TestCaseSource(nameof(BadHeaders))]
    public async Task Header_that_could_be_misunderstood_stops_the_pass_and_is_named(string[] header, string problem)
    {
        await bench.PassAsync([A.Code, "1"]);

        var report = await bench.PassAsync(A.Reading(A.Now.AddSeconds(5)) with { Rows = [[.. header.Select(Cell.Of)], [Cell.Of("ZZZZZ99999")]] });

        Assert.That(report.Read, Is.False);
        Assert.That(bench.Problems.All.Select(one => $"{one.Kind} {one.Details[0]}"), Is.EqualTo(new[] { problem }));
        Assert.That(bench.Copy.Invitations.Keys, Is.EqualTo(new[] { A.Code }));
        Assert.That(bench.Copy.BeganAt, Is.EqualTo(A.Now));
        Assert.That(bench.Journal, Is.Empty);
    }

    [Test]
    public async Task Empty_list_names_every_needed_header_and_that_there_is_no_list()
    {
        await bench.PassAsync(A.Reading(A.Now) with { Rows = [] });

        Assert.That(bench.ProblemKinds, Is.EqualTo(new[]
        {
            ProblemKind.ListHeaderMissing, ProblemKind.ListHeaderMissing, ProblemKind.ListHeaderMissing, ProblemKind.ListNeverRead,
        }));
    }

    [Test]
    public async Task List_without_a_header_is_read_again_though_nothing_changed()
    {
        await bench.PassAsync(A.Reading(A.Now) with { Rows = [[Cell.Of("codigo")]] });

        bench.List.Received(1).Forget();
        Assert.That(bench.Copy.BeganAt, Is.Null, "nobody is judged against a list that was not understood");
        await bench.PassAsync([A.Code, "1"]);
        Assert.That(bench.Problems.All, Is.Empty, "mended");
    }

    [Test]
    public void List_that_a_full_ledger_could_not_store_is_read_again_though_nothing_changed()
    {
        bench.Ledger.SaveCopyAsync(default, default, default!, default!).ReturnsForAnyArgs(Task.FromException(new LedgerUnavailableException("full")));

        Assert.That(() => bench.PassAsync([A.Code, "1"]), Throws.TypeOf<LedgerUnavailableException>());

        bench.List.Received(1).Forget();
        Assert.That(bench.Copy.BeganAt, Is.Null);
    }

    [Test]
    public async Task Odd_rows_are_named_and_the_list_is_used_all_the_same()
    {
        await bench.PassAsync([A.Code, "1"], ["abcde 12345", "1"], ["ZZZZZ99999", ""]);

        Assert.That(bench.Problems.All.Select(one => $"{one.Kind} {one.Details[0]}"), Is.EquivalentTo(new[] { "ListCodeDoubled 2, 3", "ListSessionBlank 4" }));
        Assert.That(bench.Copy.Invitations[A.Code].IsAmbiguous, Is.True);
    }

    [Test]
    public async Task First_pass_looks_at_all_who_wait_and_later_ones_at_the_changed_codes()
    {
        await bench.PassAsync([A.Code, "1"]);
        await bench.PassAsync([A.Code, "1"]);
        await bench.PassAsync([A.Code, "2"]);

        Assert.That(bench.AskedFor[0], Is.Null);
        Assert.That(bench.AskedFor[1], Is.Empty);
        Assert.That(bench.AskedFor[2], Is.EqualTo(new[] { A.Code }));
    }

    [Test]
    public async Task Pass_that_failed_half_way_has_all_who_wait_looked_at_again()
    {
        await bench.PassAsync([A.Code, "2"]);
        bench.Ledger.JudgeAsync(default!).ReturnsForAnyArgs(Task.FromException<int>(new LedgerUnavailableException("full")));
        Assert.That(() => bench.PassAsync([A.Code, "1"]), Throws.TypeOf<LedgerUnavailableException>());
        bench.Ledger.JudgeAsync(default!).ReturnsForAnyArgs(0);

        await bench.AgainAsync();

        Assert.That(bench.AskedFor[^1], Is.Null, "the change was seen in the pass that failed");
    }

    [Test]
    public async Task Earliest_who_waits_is_judged_first_and_the_sender_is_woken()
    {
        bench.Waiting =
        [
            Waiter("late", A.Now.AddMinutes(-1)), Waiter("early", A.Now.AddMinutes(-9)), Waiter("middle", A.Now.AddMinutes(-5)),
        ];

        var report = await bench.PassAsync([A.Code, "1"]);

        Assert.That(bench.Judged.Select(one => one.From.Key.RegistrantId), Is.EqualTo(new[] { "early", "middle", "late" }));
        Assert.That(bench.Judged.Select(one => one.Decision), Is.All.EqualTo(Decision.Approve(A.Code)), "the ledger lets the first one win");
        Assert.That(report.Admitted, Is.EqualTo(3));
        Assert.That(await bench.Signals.Zoom.WaitAsync(TimeSpan.Zero, CancellationToken.None), Is.True);
    }

    [TestCase(WaitingReason.UnknownCode, true, true)]
    [TestCase(WaitingReason.WrongSession, true, true)]
    [TestCase(WaitingReason.ListUnavailable, false, true)]
    [TestCase(WaitingReason.CodeAlreadyUsed, false, true)]
    [TestCase(WaitingReason.CodeAlreadyUsed, true, false)]
    [TestCase(WaitingReason.ReleasedByPerson, false, false)]
    [TestCase(WaitingReason.ZoomRefused, false, false)]
    [TestCase(WaitingReason.ZoomUnconfirmed, false, false)]
    public async Task Only_whom_a_reading_may_help_is_judged_again(WaitingReason reason, bool final, bool judged)
    {
        bench.Waiting = [Waiter("r-1", A.Now) with { Reason = reason, JudgedAgainst = final ? A.Now.AddSeconds(1) : null }];

        await bench.PassAsync([A.Code, "1"]);

        Assert.That(bench.Judged, Has.Count.EqualTo(judged ? 1 : 0));
    }

    [Test]
    public async Task Nobody_is_judged_whose_meeting_is_not_managed_any_more_or_whose_answers_are_gone()
    {
        bench.Waiting =
        [
            Waiter("gone", A.Now) with { Key = A.Key("gone", new MeetingKey(MeetingKind.Meeting, 5)) },
            Waiter("forgotten", A.Now) with { Answers = null },
        ];

        await bench.PassAsync([A.Code, "1"]);

        Assert.That(bench.Judged, Is.Empty);
    }

    [Test]
    public async Task Code_that_came_after_its_user_is_blocked_and_a_double_use_is_named()
    {
        bench.Adopted = [A.Registration("r-1", RegistrationStatus.Approved) with { AdoptedAt = A.Now.AddHours(-1), Code = null }];
        bench.Ledger.BlockAsync(default!, default!, default).ReturnsForAnyArgs([A.Code]);

        await bench.PassAsync([A.Code, "1"]);

        await bench.Ledger.Received(1).BlockAsync(bench.Adopted[0], Arg.Is<IReadOnlyList<string>>(codes => codes.Single() == A.Code), A.Now);
        Assert.That(bench.ProblemKinds, Is.EqualTo(new[] { ProblemKind.CodeApprovedTwice }));
    }

    private static Registration Waiter(string id, DateTimeOffset registeredAt) =>
        A.Registration(id, RegistrationStatus.Waiting) with { RegisteredAt = registeredAt };
}
