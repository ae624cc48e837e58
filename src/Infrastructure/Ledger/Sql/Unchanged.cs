using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>Spares the writer whatever Zoom says again and again: of 50,000 who wait, a sweep changes nothing.</summary>
internal static class Unchanged
{
    private const string OfPage = """
        select wanted.value, r.status, r.answers_print from json_each(@ids) wanted
        left join registrations r on r.kind = @kind and r.meeting_id = @meeting and r.registrant_id = wanted.value
        where not exists (select 1 from notices n where n.kind = @kind and n.meeting_id = @meeting and n.registrant_id = wanted.value)
        """;

    /// <param name="isBehind">The ledger is a backup: of somebody it does not know nothing can be taken for known.</param>
    /// <returns>Ids of registrants whose recording would change nothing, as far as can be seen without deciding anything.</returns>
    public static HashSet<string> KnownOf(this LedgerReader reader, MeetingKey meeting, IReadOnlyCollection<Registrant> registrants, bool isBehind)
    {
        var rows = reader.Rows(
            OfPage,
            row => (Id: row.GetString(0), Status: row.IsDBNull(1) ? (RegistrationStatus?)null : (RegistrationStatus)row.GetInt32(1), Print: row.IsDBNull(2) ? "" : row.GetString(2)),
            ("@ids", Json.Of([.. registrants.Select(one => one.Key.RegistrantId)])), ("@kind", (int)meeting.Kind), ("@meeting", meeting.Id))
            .ToDictionary(row => row.Id, StringComparer.Ordinal);
        return [.. registrants
            .Where(one => rows.TryGetValue(one.Key.RegistrantId, out var row) // a notice is settled by a reading
                && (row.Status is not null || !isBehind)
                && IsKnown(one, row.Status, row.Print))
            .Select(one => one.Key.RegistrantId)];
    }

    private static bool IsKnown(Registrant registrant, RegistrationStatus? status, string print) => (registrant.Status, status) switch
    {
        (ZoomStatus.Approved, RegistrationStatus.Approved) => true,

        // whom people refused before we saw them needs no record: nothing was spent
        (ZoomStatus.Denied, null or RegistrationStatus.Denied or RegistrationStatus.Cancelled) => true,
        (ZoomStatus.Pending, RegistrationStatus.Approving or RegistrationStatus.Denying) => true,
        (ZoomStatus.Pending, RegistrationStatus.Waiting) => print == AnswersPrint.Of(registrant.Answers),
        _ => false,
    };
}
