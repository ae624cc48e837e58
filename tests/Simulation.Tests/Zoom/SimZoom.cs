using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.Simulation.Tests.World;

namespace ZoomApprover.Simulation.Tests.Zoom;

/// <summary>What Zoom itself knows. Nothing in it is asked of the service, and nothing is ever forgotten.</summary>
internal sealed class SimZoom(SimWorld world)
{
    private readonly Dictionary<RegistrationKey, Guest> guests = [];

    /// <summary>Raised after every change of a status.</summary>
    public event Action<Guest, StatusChange>? Changed;

    /// <summary>Raised while a status call is on its way.</summary>
    public event Action<IReadOnlyList<Guest>>? Called;

    /// <summary>Status calls so far.</summary>
    public int CallsMade { get; private set; }

    /// <summary>In the order of registration.</summary>
    public IEnumerable<Guest> Guests => guests.Values;

    public Guest? Find(RegistrationKey key) => guests.GetValueOrDefault(key);

    /// <summary>Somebody sends the form, for the first time or once more.</summary>
    public void Register(Guest guest, Form form)
    {
        guests.TryAdd(guest.Key, guest);
        guest.Forms.Add(form);
        if (guest.Changes.Count == 0 || guest.Status is null)
        {
            Set(guest, ZoomStatus.Pending, Hand.Guest);
        }
    }

    /// <summary>A status call names them.</summary>
    public void Call(IReadOnlyList<Guest> named)
    {
        CallsMade++;
        foreach (var guest in named)
        {
            guest.Calls.Add(world.Now);
            guest.LastCall = CallsMade;
        }

        Called?.Invoke(named);
    }

    /// <summary>A status call or a person's button takes effect. What Zoom cannot do it ignores.</summary>
    public void Act(Guest guest, ZoomAction action, Hand by)
    {
        if (guest.IsPending)
        {
            Set(guest, action == ZoomAction.Approve ? ZoomStatus.Approved : ZoomStatus.Denied, by);
        }
    }

    /// <summary>The registrant cancels: Zoom lists it as denied, or not at all.</summary>
    public void Cancel(Guest guest, bool vanishes) => Set(guest, vanishes ? null : ZoomStatus.Denied, Hand.Guest);

    /// <summary>The registrants of a meeting that had a status at a moment, by id, the last first.</summary>
    public List<Guest> With(MeetingKey meeting, ZoomStatus status, DateTimeOffset at) =>
        [.. guests.Values.Where(guest => guest.Key.Meeting == meeting && guest.StatusAt(at) == status)
            .OrderByDescending(guest => guest.Key.RegistrantId, StringComparer.Ordinal)];

    private void Set(Guest guest, ZoomStatus? status, Hand by)
    {
        var change = new StatusChange(world.Now, status, by);
        guest.Changes.Add(change);
        world.Say($"Zoom: {guest} is {status?.ToString() ?? "gone"} ({by})");
        Changed?.Invoke(guest, change);
    }
}
