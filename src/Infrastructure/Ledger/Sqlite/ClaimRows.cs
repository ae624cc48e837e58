using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Infrastructure.Ledger.Sqlite;

/// <summary>The single-use check. The unique key of the claims settles every race; the affected-row count is the answer.</summary>
internal static class ClaimRows
{
    private const string GenerationOf = "select generation from generations where list = @list and code = @code";

    private const string Claim = """
        insert into claims (list, code, generation, use_number, kind, meeting_id, registrant_id, claimed_at)
        values (@list, @code, @generation, 1, @kind, @meeting, @registrant, @now)
        on conflict do nothing
        """;

    private const string HolderOf = """
        select kind, meeting_id, registrant_id from claims where list = @list and code = @code and generation = @generation and use_number = 1
        """;

    private const string EarlierClaim = """
        select 1 from claims where list = @list and code = @code and generation < @generation
          and kind = @kind and meeting_id = @meeting and registrant_id = @registrant and given_back <= @given_back
        """;

    private const string GiveBackClaim = """
        update claims set given_back = 1 where list = @list and code = @code and generation = @generation and use_number = 1
        """;

    private const string GiveTo = """
        update claims set kind = @kind, meeting_id = @meeting, registrant_id = @registrant, claimed_at = @now
        where list = @list and code = @code and generation = @generation and use_number = 1
        """;

    private const string Raise = """
        insert into generations (list, code, generation) values (@list, @code, 2)
        on conflict (list, code) do update set generation = generation + 1
        """;

    private const string OweMark = """
        insert into owed_marks (list, code, version, owed_at) values (@list, @code, 1, @now)
        on conflict (list, code) do update set version = version + 1
        """;

    private const string SettleApproveCell = "update approve_cells set done = 1 where list = @list and code = @code";

    public static int Generation(this LedgerTransaction transaction, string list, string code)
    {
        var stored = transaction.Single(GenerationOf, row => row.GetInt32(0), ("@list", list), ("@code", code));
        return stored == 0 ? 1 : stored;
    }

    /// <summary>Claims a code for a registration.</summary>
    /// <returns>The generation claimed; null when somebody else holds it.</returns>
    public static int? TryClaim(this LedgerTransaction transaction, string list, string code, RegistrationKey key)
    {
        var generation = transaction.Generation(list, code);
        var won = transaction.Execute(
            Claim,
            ("@list", list), ("@code", code), ("@generation", generation), ("@kind", (int)key.Meeting.Kind), ("@meeting", key.Meeting.Id),
            ("@registrant", key.RegistrantId), ("@now", RegistrationRows.Ms(transaction.Now))) == 1;
        if (won)
        {
            transaction.OweMarkOf(list, code);
            return generation;
        }

        return transaction.Holder(list, code) == key ? generation : null;
    }

    /// <summary>Who holds the code in its present generation; null when nobody does.</summary>
    public static RegistrationKey? Holder(this LedgerTransaction transaction, string list, string code) => transaction.Single(
        HolderOf, row => (RegistrationKey?)RegistrationRows.ReadKey(row),
        ("@list", list), ("@code", code), ("@generation", transaction.Generation(list, code)));

    /// <summary>Whether the registration stands by a code of the list in force that is its own.</summary>
    public static bool StillHolds(this LedgerTransaction transaction, LedgerScope scope, Registration row) =>
        row.Code is { } code && row.List == scope.List && transaction.Holder(scope.List, code) == row.Key;

    /// <summary>Whether this free code was once this very registration's and was set free: nothing but the registrant's asking gives it back.</summary>
    /// <param name="orGivenBack">False: by a person's hand only; who gave it back may have it again.</param>
    public static bool WasTakenFrom(this LedgerTransaction transaction, string list, string code, RegistrationKey key, bool orGivenBack = true)
    {
        var generation = transaction.Generation(list, code);
        return generation > 1
            && transaction.Holder(list, code) is null
            && transaction.Single(
                EarlierClaim, row => row.GetInt32(0),
                ("@list", list), ("@code", code), ("@generation", generation), ("@kind", (int)key.Meeting.Kind), ("@meeting", key.Meeting.Id),
                ("@registrant", key.RegistrantId), ("@given_back", orGivenBack ? 1 : 0)) == 1;
    }

    /// <summary>Hands a held code over to a registrant whom Zoom had approved with it.</summary>
    public static void GiveClaim(this LedgerTransaction transaction, string list, string code, RegistrationKey key)
    {
        transaction.Execute(
            GiveTo,
            ("@kind", (int)key.Meeting.Kind), ("@meeting", key.Meeting.Id), ("@registrant", key.RegistrantId),
            ("@now", RegistrationRows.Ms(transaction.Now)), ("@list", list), ("@code", code), ("@generation", transaction.Generation(list, code)));
        transaction.OweMarkOf(list, code);
    }

    /// <summary>Sets the code free: what is claimed from now on is another generation. An approval that was asked for in the list before is not meant for that one.</summary>
    public static void Release(this LedgerTransaction transaction, string list, string code)
    {
        transaction.Execute(Raise, ("@list", list), ("@code", code));
        transaction.Execute(SettleApproveCell, ("@list", list), ("@code", code));
        transaction.OweMarkOf(list, code);
    }

    /// <summary>Its holder sets the code free, and may have it again while nobody else took it.</summary>
    public static void GiveBack(this LedgerTransaction transaction, string list, string code)
    {
        transaction.Execute(GiveBackClaim, ("@list", list), ("@code", code), ("@generation", transaction.Generation(list, code)));
        transaction.Release(list, code);
    }

    /// <summary>What the list should show of this code has changed.</summary>
    public static void OweMarkOf(this LedgerTransaction transaction, string list, string code) =>
        transaction.Execute(OweMark, ("@list", list), ("@code", code), ("@now", RegistrationRows.Ms(transaction.Now)));
}
