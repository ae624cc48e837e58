using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>The check that no use is claimed twice. The unique key of the claims settles every race; the affected-row count is the answer.</summary>
internal static class ClaimRows
{
    private const string GenerationOf = "select generation from generations where list = @list and code = @code";

    private const string UsesOf = "select uses from invitations where list = @list and code = @code";

    // the lowest number that is free, if there are fewer claims than uses: with a lowered number of uses, higher ones stay claimed
    private const string Claim = """
        insert into claims (list, code, generation, use_number, kind, meeting_id, registrant_id, claimed_at, ordinal)
        select @list, @code, @generation, free.use_number, @kind, @meeting, @registrant, @now,
          coalesce((select max(c.ordinal) from claims c where c.list = @list and c.code = @code and c.generation = @generation), 0) + 1
        from (select 1 as use_number
          union select c.use_number + 1 from claims c where c.list = @list and c.code = @code and c.generation = @generation and c.use_number > 0) free
        where (select count(*) from claims c where c.list = @list and c.code = @code and c.generation = @generation and c.use_number > 0) < @uses
          and not exists (select 1 from claims c where c.list = @list and c.code = @code and c.generation = @generation and c.use_number = free.use_number)
        order by free.use_number limit 1
        on conflict do nothing
        """;

    private const string HoldersOf = """
        select kind, meeting_id, registrant_id from claims where list = @list and code = @code and generation = @generation and use_number > 0
        order by ordinal
        """;

    private const string Held = """
        select count(*) from claims where list = @list and code = @code and generation = @generation and use_number > 0
        """;

    private const string OwnClaim = """
        select ordinal from claims where list = @list and code = @code and generation = @generation and use_number > 0
          and kind = @kind and meeting_id = @meeting and registrant_id = @registrant
        """;

    private const string EarlierClaim = """
        select 1 from claims where list = @list and code = @code and (generation < @generation or (generation = @generation and use_number < 1))
          and kind = @kind and meeting_id = @meeting and registrant_id = @registrant and given_back <= @given_back
        """;

    private const string GiveBackClaim = """
        update claims set given_back = 1 where list = @list and code = @code and generation = @generation and use_number > 0
          and kind = @kind and meeting_id = @meeting and registrant_id = @registrant
        """;

    private const string GiveTo = """
        update claims set kind = @kind, meeting_id = @meeting, registrant_id = @registrant, claimed_at = @now,
          ordinal = (select max(c.ordinal) from claims c where c.list = @list and c.code = @code and c.generation = @generation) + 1
        where list = @list and code = @code and generation = @generation and use_number > 0
          and kind = @from_kind and meeting_id = @from_meeting and registrant_id = @from_registrant
        """;

    private const string Vacate = """
        update claims set use_number = (select case when min(c.use_number) > 0 then 0 else min(c.use_number) - 1 end from claims c
          where c.list = @list and c.code = @code and c.generation = @generation)
        where list = @list and code = @code and generation = @generation and use_number > 0
          and kind = @kind and meeting_id = @meeting and registrant_id = @registrant
        """;

    private const string Raise = """
        insert into generations (list, code, generation) values (@list, @code, 2)
        on conflict (list, code) do update set generation = generations.generation + 1
        """;

    private const string OweMark = """
        insert into owed_marks (list, code, version, owed_at) values (@list, @code, 1, @now)
        on conflict (list, code) do update set version = owed_marks.version + 1
        """;

    private const string SettleApproveCell = "update approve_cells set done = 1 where list = @list and code = @code";

    public static int Generation(this LedgerTransaction transaction, string list, string code)
    {
        var stored = transaction.Single(GenerationOf, row => row.GetInt32(0), ("@list", list), ("@code", code));
        return stored == 0 ? 1 : stored;
    }

    /// <summary>How many registrants the code admits, as the list was last read; 1 for one that is not on it.</summary>
    public static int Uses(this LedgerTransaction transaction, string list, string code) =>
        Math.Max(1, transaction.Single(UsesOf, row => row.GetInt32(0), ("@list", list), ("@code", code)));

    /// <summary>Claims a use of a code for a registration; one that holds a use already keeps it.</summary>
    /// <returns>The generation claimed; null when others hold all uses.</returns>
    public static int? TryClaim(this LedgerTransaction transaction, string list, string code, RegistrationKey key)
    {
        do
        {
            var generation = transaction.Generation(list, code);
            var won = transaction.Execute(
                Claim,
                ("@list", list), ("@code", code), ("@generation", generation), ("@kind", (int)key.Meeting.Kind), ("@meeting", key.Meeting.Id),
                ("@registrant", key.RegistrantId), ("@now", RegistrationRows.Ms(transaction.Now)), ("@uses", transaction.Uses(list, code))) == 1;
            if (won)
            {
                transaction.OweMarkOf(list, code);
                return generation;
            }

            if (transaction.Holds(list, code, key))
            {
                return generation;
            }
        }
        while (transaction.HasFreeUse(list, code)); // somebody else was quicker with that one

        return null;
    }

    /// <summary>Who holds uses of the code in its present generation, the latest last.</summary>
    public static List<RegistrationKey> Holders(this LedgerTransaction transaction, string list, string code) => transaction.Rows(
        HoldersOf, RegistrationRows.ReadKey, ("@list", list), ("@code", code), ("@generation", transaction.Generation(list, code)));

    public static bool Holds(this LedgerTransaction transaction, string list, string code, RegistrationKey key) =>
        transaction.OrdinalOf(list, code, key) > 0;

    /// <summary>Which claim of the present generation the registration's was, from 1; 0 when it holds no use.</summary>
    public static int OrdinalOf(this LedgerTransaction transaction, string list, string code, RegistrationKey key) => transaction.Single(
        OwnClaim, row => row.GetInt32(0),
        ("@list", list), ("@code", code), ("@generation", transaction.Generation(list, code)), ("@kind", (int)key.Meeting.Kind), ("@meeting", key.Meeting.Id),
        ("@registrant", key.RegistrantId));

    public static bool IsHeld(this LedgerTransaction transaction, string list, string code) => transaction.CountHeld(list, code) > 0;

    public static bool HasFreeUse(this LedgerTransaction transaction, string list, string code) =>
        transaction.CountHeld(list, code) < transaction.Uses(list, code);

    /// <summary>Whether the registration stands by a code of the list in force that is its own.</summary>
    public static bool StillHolds(this LedgerTransaction transaction, LedgerScope scope, Registration row) =>
        row.Code is { } code && row.List == scope.List && transaction.Holds(scope.List, code, row.Key);

    /// <summary>Whether a use of this code was once this very registration's and was set free, and one is free now: nothing but the registrant's asking gives it back.</summary>
    /// <param name="orGivenBack">False: by a person's hand only; who gave it back may have it again.</param>
    public static bool WasTakenFrom(this LedgerTransaction transaction, string list, string code, RegistrationKey key, bool orGivenBack = true) =>
        transaction.Single(
            EarlierClaim, row => row.GetInt32(0),
            ("@list", list), ("@code", code), ("@generation", transaction.Generation(list, code)), ("@kind", (int)key.Meeting.Kind), ("@meeting", key.Meeting.Id),
            ("@registrant", key.RegistrantId), ("@given_back", orGivenBack ? 1 : 0)) == 1
        && transaction.HasFreeUse(list, code)
        && !transaction.Holds(list, code, key);

    /// <summary>Hands a use over to a registrant whom Zoom had approved with the code and who holds none.</summary>
    public static void GiveClaim(this LedgerTransaction transaction, string list, string code, RegistrationKey holder, RegistrationKey heir)
    {
        transaction.Execute(
            GiveTo,
            ("@kind", (int)heir.Meeting.Kind), ("@meeting", heir.Meeting.Id), ("@registrant", heir.RegistrantId),
            ("@now", RegistrationRows.Ms(transaction.Now)), ("@list", list), ("@code", code), ("@generation", transaction.Generation(list, code)),
            ("@from_kind", (int)holder.Meeting.Kind), ("@from_meeting", holder.Meeting.Id), ("@from_registrant", holder.RegistrantId));
        transaction.OweMarkOf(list, code);
    }

    /// <summary>
    /// Sets the registration's use free. With the last one that is held the code begins another generation; while others hold uses
    /// theirs stay as they are. An approval that was asked for in the list before is not meant for the use that became free.
    /// </summary>
    public static void Release(this LedgerTransaction transaction, string list, string code, RegistrationKey key)
    {
        var generation = transaction.Generation(list, code);
        if (transaction.CountHeld(list, code) > 1)
        {
            transaction.Execute(
                Vacate, ("@list", list), ("@code", code), ("@generation", generation),
                ("@kind", (int)key.Meeting.Kind), ("@meeting", key.Meeting.Id), ("@registrant", key.RegistrantId));
        }
        else
        {
            transaction.Execute(Raise, ("@list", list), ("@code", code));
        }

        transaction.Execute(SettleApproveCell, ("@list", list), ("@code", code));
        transaction.OweMarkOf(list, code);
    }

    /// <summary>A holder gives its use back, and may have it again while a use is free.</summary>
    public static void GiveBack(this LedgerTransaction transaction, string list, string code, RegistrationKey key)
    {
        transaction.Execute(
            GiveBackClaim, ("@list", list), ("@code", code), ("@generation", transaction.Generation(list, code)),
            ("@kind", (int)key.Meeting.Kind), ("@meeting", key.Meeting.Id), ("@registrant", key.RegistrantId));
        transaction.Release(list, code, key);
    }

    /// <summary>What the list should show of this code has changed.</summary>
    public static void OweMarkOf(this LedgerTransaction transaction, string list, string code) =>
        transaction.Execute(OweMark, ("@list", list), ("@code", code), ("@now", RegistrationRows.Ms(transaction.Now)));

    private static int CountHeld(this LedgerTransaction transaction, string list, string code) => transaction.Single(
        Held, row => row.GetInt32(0), ("@list", list), ("@code", code), ("@generation", transaction.Generation(list, code)));
}
