using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>The rows of the loss meter: who was found by reading Zoom, and of whom no delivery has told.</summary>
internal static class Undelivered
{
    // a name that waits to be read from Zoom came with a delivery too, only one whose time was off
    private const string Keep = """
        insert into undelivered (kind, meeting_id, registrant_id, registered_at)
        select @kind, @meeting, @registrant, @registered from expected e
        where e.kind = @kind and e.meeting_id = @meeting and e.since <= @registered
          and not exists (select 1 from hints h where h.kind = @kind and h.meeting_id = @meeting and h.registrant_id = @registrant)
        on conflict do nothing
        """;

    private const string Drop = "delete from undelivered where kind = @kind and meeting_id = @meeting and registrant_id = @registrant";

    /// <summary>A new registration: unless it came by a delivery, one is waited for, where Zoom should have sent one.</summary>
    public static void AwaitDelivery(this LedgerTransaction transaction, Registration row)
    {
        if (row.Source == Source.Sweep)
        {
            transaction.Execute(
                Keep,
                ("@kind", (int)row.Key.Meeting.Kind), ("@meeting", row.Key.Meeting.Id), ("@registrant", row.Key.RegistrantId),
                ("@registered", RegistrationRows.Ms(row.RegisteredAt)));
        }
    }

    /// <summary>A delivery told of the registrant.</summary>
    /// <returns>Whether one had been waited for.</returns>
    public static bool Delivered(this LedgerTransaction transaction, RegistrationKey key) => transaction.Execute(
        Drop, ("@kind", (int)key.Meeting.Kind), ("@meeting", key.Meeting.Id), ("@registrant", key.RegistrantId)) == 1;
}
