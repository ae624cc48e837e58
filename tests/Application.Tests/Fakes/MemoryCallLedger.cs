using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Tests.Fakes;

/// <summary>Rows in memory; a change made from an older version is not stored, as in the real ledger.</summary>
internal sealed class MemoryCallLedger : ICallLedger
{
    private readonly Lock gate = new();
    private readonly Dictionary<RegistrationKey, Registration> rows = [];
    private readonly List<Change> stored = [];

    public long Epoch => 7;

    public DateTimeOffset? BehindSince { get; set; }

    public Task CaughtUpAsync()
    {
        BehindSince = null;
        return Task.CompletedTask;
    }

    /// <summary>Every stored change that the history tells of or that frees a code, in order.</summary>
    public IReadOnlyList<Change> Stored
    {
        get
        {
            lock (gate)
            {
                return [.. stored];
            }
        }
    }

    public Registration this[string id, MeetingKey? meeting = null]
    {
        get
        {
            lock (gate)
            {
                return rows[A.Key(id, meeting)];
            }
        }
    }

    public IReadOnlyList<HistoryEvent> EventsOf(string id) =>
        [.. Stored.Where(change => change.Next.Key.RegistrantId == id).Select(change => change.Event).OfType<HistoryEvent>()];

    public void Put(params IEnumerable<Registration> registrations)
    {
        lock (gate)
        {
            foreach (var one in registrations)
            {
                rows[one.Key] = one with { Version = one.Version + 1 };
            }
        }
    }

    public Task<IReadOnlyList<Registration>> DueAsync(DateTimeOffset now, int most, IReadOnlyCollection<MeetingKey> except)
    {
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<Registration>>([.. rows.Values
                .Where(one => one.Owed is { } owed && owed.NextAttemptAt <= now && !except.Contains(one.Key.Meeting))
                .OrderBy(one => one.Owed!.NextAttemptAt).ThenBy(one => one.Key.RegistrantId, StringComparer.Ordinal).Take(most)]);
        }
    }

    public Task<IReadOnlyDictionary<MeetingKey, DateTimeOffset>> NextDueAsync()
    {
        lock (gate)
        {
            return Task.FromResult<IReadOnlyDictionary<MeetingKey, DateTimeOffset>>(rows.Values.Where(one => one.Owed is not null)
                .GroupBy(one => one.Key.Meeting).ToDictionary(meeting => meeting.Key, meeting => meeting.Min(one => one.Owed!.NextAttemptAt)));
        }
    }

    /// <summary>Happens when changes were stored, before the caller knows.</summary>
    public Action? AfterSave { get; set; }

    public Task<IReadOnlyList<Registration>> SaveAsync(IReadOnlyList<Change> changes)
    {
        var saved = Save(changes);
        AfterSave?.Invoke();
        return saved;
    }

    private Task<IReadOnlyList<Registration>> Save(IReadOnlyList<Change> changes)
    {
        lock (gate)
        {
            List<Registration> saved = [];
            foreach (var change in changes.Where(change => rows[change.Next.Key].Version == change.Next.Version))
            {
                var next = change.Next with { Version = change.Next.Version + 1 };
                rows[next.Key] = next;
                stored.Add(change with { Next = next });
                saved.Add(next);
            }

            return Task.FromResult<IReadOnlyList<Registration>>(saved);
        }
    }

    public Task ResumeAsync(DateTimeOffset now) => Task.CompletedTask;
}
