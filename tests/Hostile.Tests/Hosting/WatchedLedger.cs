using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Hostile.Tests.Hosting;

/// <summary>The real ledger, which says whether somebody waits for it: time must not jump meanwhile.</summary>
internal sealed class WatchedLedger(ICallLedger ledger) : ICallLedger
{
    private int busy;

    public bool IsBusy => Volatile.Read(ref busy) > 0;

    public long Epoch => ledger.Epoch;

    public DateTimeOffset? BehindSince => ledger.BehindSince;

    public Task CaughtUpAsync() => ledger.CaughtUpAsync();

    public Task<IReadOnlyList<Registration>> DueAsync(DateTimeOffset now, int most, IReadOnlyCollection<MeetingKey> except) => WatchAsync(ledger.DueAsync(now, most, except));

    public Task<IReadOnlyDictionary<MeetingKey, DateTimeOffset>> NextDueAsync() => WatchAsync(ledger.NextDueAsync());

    public Task<IReadOnlyList<Registration>> SaveAsync(IReadOnlyList<Change> changes) => WatchAsync(ledger.SaveAsync(changes));

    public Task ResumeAsync(DateTimeOffset now) => ledger.ResumeAsync(now);

    private async Task<T> WatchAsync<T>(Task<T> work)
    {
        Interlocked.Increment(ref busy);
        try
        {
            return await work;
        }
        finally
        {
            Interlocked.Decrement(ref busy);
        }
    }
}
