using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>Which codes a waiting or adopted registration might have meant.</summary>
internal static class CandidateRows
{
    private const string Clear = "delete from candidates where kind = @kind and meeting_id = @meeting and registrant_id = @registrant";

    private const string Add = """
        insert into candidates (list, code, kind, meeting_id, registrant_id) values (@list, @code, @kind, @meeting, @registrant)
        on conflict do nothing
        """;

    private const string Has = """
        select 1 from candidates where list = @list and code = @code and kind = @kind and meeting_id = @meeting and registrant_id = @registrant
        """;

    public static bool IsCandidate(this LedgerTransaction transaction, string list, string code, RegistrationKey key) => transaction.Single(
        Has, row => row.GetInt32(0),
        ("@list", list), ("@code", code), ("@kind", (int)key.Meeting.Kind), ("@meeting", key.Meeting.Id), ("@registrant", key.RegistrantId)) == 1;

    public static void KeepCandidates(this LedgerTransaction transaction, string list, RegistrationKey key, IReadOnlyList<string> codes)
    {
        transaction.DropCandidates(key);
        foreach (var code in codes)
        {
            transaction.Execute(
                Add, ("@list", list), ("@code", code), ("@kind", (int)key.Meeting.Kind), ("@meeting", key.Meeting.Id), ("@registrant", key.RegistrantId));
        }
    }

    public static void DropCandidates(this LedgerTransaction transaction, RegistrationKey key) => transaction.Execute(
        Clear, ("@kind", (int)key.Meeting.Kind), ("@meeting", key.Meeting.Id), ("@registrant", key.RegistrantId));
}
