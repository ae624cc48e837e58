using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Infrastructure.Ledger.Sql;

internal static class HistoryRows
{
    private const string Insert = """
        insert into history (at, kind, meeting_id, registrant_id, event, actor, status, reason, code, generation)
        values (@at, @kind, @meeting, @registrant, @event, @actor, @status, @reason, @code, @generation)
        """;

    /// <summary>Writes down what happened to a registration, with where it stands now.</summary>
    public static void Note(this LedgerTransaction transaction, Registration row, HistoryEvent what, Actor actor = Actor.Service, string? code = null) =>
        transaction.Execute(
            Insert,
            ("@at", RegistrationRows.Ms(transaction.Now)), ("@kind", (int)row.Key.Meeting.Kind), ("@meeting", row.Key.Meeting.Id),
            ("@registrant", row.Key.RegistrantId), ("@event", (int)what), ("@actor", (int)actor), ("@status", (int)row.Status),
            ("@reason", (int?)row.Reason), ("@code", code ?? row.Code), ("@generation", row.Generation == 0 ? null : row.Generation));
}
