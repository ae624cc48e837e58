using System.Numerics;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>
/// What was tried, and who must wait for it. Both belong to the transaction that decides: of ten who guess at the same moment the
/// tenth finds the nine others counted. A look reads twenty entries of an index at most, however long somebody has been guessing.
/// </summary>
internal static class GuessRows
{
    private const long LastDecisions = (1L << GuessingRule.Decisions) - 1;

    private const string Keep = """
        insert into guesses (scope, code, at) values (@scope, @code, @now)
        on conflict (scope, code) do update set at = excluded.at where guesses.at <= @since
        """;

    private const string Forget = "delete from guesses where scope = @scope and code = @code";

    private const string LatestOf = """
        select at from guesses where scope = @scope and at > @since and code <> @but order by at desc limit @most
        """;

    private const string WatchOf = "select recent, opened_at from guess_watches where scope = @scope";

    private const string Decided = """
        insert into guess_watches (scope, kind, meeting_id, registrant_id, recent) values (@scope, @kind, @meeting, '', @try)
        on conflict (scope) do update set recent = ((guess_watches.recent << 1) | @try) & @mask where guess_watches.recent <> 0 or @try = 1
        """;

    private const string WatchAddress = """
        insert into guess_watches (scope, kind, meeting_id, registrant_id, recent) values (@scope, @kind, @meeting, @registrant, 0)
        on conflict (scope) do update set kind = excluded.kind, meeting_id = excluded.meeting_id, registrant_id = excluded.registrant_id
        """;

    public static string ScopeOf(MeetingKey meeting) => $"{(int)meeting.Kind} {meeting.Id}";

    /// <summary>Counts a decision on what somebody sent, and what they tried.</summary>
    /// <param name="tries">Unknown codes; empty when the decision is no try.</param>
    public static void CountDecision(this LedgerTransaction transaction, RegistrationKey key, string email, IReadOnlyList<string> tries)
    {
        var (isTry, isOwnTry, address) = (false, false, GuessPrint.OfAddress(email));
        foreach (var code in tries.Select(GuessPrint.OfCode))
        {
            isTry |= transaction.Count(ScopeOf(key.Meeting), code);
            isOwnTry |= address is not null && transaction.Count(address, code);
        }

        transaction.Execute(
            Decided, ("@scope", ScopeOf(key.Meeting)), ("@kind", (int)key.Meeting.Kind), ("@meeting", key.Meeting.Id),
            ("@try", isTry ? 1 : 0), ("@mask", LastDecisions));
        if (isOwnTry && transaction.LevelOf(address!, isAddress: true, transaction.Now) != GuessingLevel.None)
        {
            transaction.Watch(address!, key);
        }
    }

    /// <summary>The code is on the list after all: it was added after its guest had come, and was no guess.</summary>
    public static void ForgetTry(this LedgerTransaction transaction, RegistrationKey key, string email, string code)
    {
        transaction.Execute(Forget, ("@scope", ScopeOf(key.Meeting)), ("@code", GuessPrint.OfCode(code)));
        if (GuessPrint.OfAddress(email) is { } address)
        {
            transaction.Execute(Forget, ("@scope", address), ("@code", GuessPrint.OfCode(code)));
        }
    }

    /// <summary>Whether a registration must wait although its code is good: codes are being guessed, and this address tried others before.</summary>
    /// <param name="decision">To approve.</param>
    public static bool IsHeld(this LedgerTransaction transaction, Registration row, Decision decision)
    {
        var (now, code) = (transaction.Now, GuessPrint.OfCode(decision.Code!));
        var address = GuessPrint.OfAddress(row.Email);
        if (address is not null && transaction.LevelOf(address, isAddress: true, now, code) == GuessingLevel.Stopped)
        {
            return true;
        }

        var meeting = ScopeOf(row.Key.Meeting);
        return transaction.LevelOf(meeting, isAddress: false, now) == GuessingLevel.Stopped
            && (decision.WaitsWhileGuessed || (address is not null && transaction.Latest(address, transaction.Since(meeting, now), 1, code).Count > 0));
    }

    /// <param name="but">Fingerprint of a code that does not count.</param>
    public static GuessingLevel LevelOf(this LedgerCommands ledger, string scope, bool isAddress, DateTimeOffset now, string but = "")
    {
        // mostly nobody has guessed, and then this is one look
        if (ledger.Latest(scope, now - GuessingRule.Memory, 1, but).Count == 0)
        {
            return GuessingLevel.None;
        }

        var (recent, openedAt) = ledger.WatchOfScope(scope);
        var latest = ledger.Latest(scope, Later(now - GuessingRule.Memory, openedAt), GuessingRule.Stopping, but);
        return GuessingRule.Judge(latest, isAddress ? null : BitOperations.PopCount((ulong)recent), now);
    }

    /// <summary>Tries up to then do not count any more.</summary>
    public static DateTimeOffset Since(this LedgerCommands ledger, string scope, DateTimeOffset now) =>
        Later(now - GuessingRule.Memory, ledger.WatchOfScope(scope).OpenedAt);

    /// <returns>When the latest were tried, the last one first.</returns>
    public static List<DateTimeOffset> Latest(this LedgerCommands ledger, string scope, DateTimeOffset since, int most, string but = "") => ledger.Rows(
        LatestOf, row => RegistrationRows.Time(row, 0)!.Value, ("@scope", scope), ("@since", RegistrationRows.Ms(since)), ("@but", but), ("@most", most));

    /// <summary>The address is conspicuous by itself.</summary>
    public static void Watch(this LedgerTransaction transaction, string address, RegistrationKey key) => transaction.Execute(
        WatchAddress, ("@scope", address), ("@kind", (int)key.Meeting.Kind), ("@meeting", key.Meeting.Id), ("@registrant", key.RegistrantId));

    // the same code again is no other one
    private static bool Count(this LedgerTransaction transaction, string scope, string code) => transaction.Execute(
        Keep, ("@scope", scope), ("@code", code), ("@now", RegistrationRows.Ms(transaction.Now)),
        ("@since", RegistrationRows.Ms(transaction.Since(scope, transaction.Now)))) == 1;

    private static (long Recent, DateTimeOffset? OpenedAt) WatchOfScope(this LedgerCommands ledger, string scope) => ledger.Single(
        WatchOf, row => (row.GetInt64(0), RegistrationRows.Time(row, 1)), ("@scope", scope));

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset? other) => other > one ? other.Value : one;
}
