using System.Collections.Concurrent;
using System.Globalization;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;
using ZoomApprover.Domain.Meetings;

namespace ZoomApprover.WebApi.Webhooks;

/// <summary>Watches what comes in at the webhook since the start: counts it, and raises what a person should know.</summary>
public sealed class WebhookMonitor(ProblemBoard problems, SweepAgenda agenda, DeliveryWatch watch, TimeProvider time)
{
    private const int MostNames = 100;

    private readonly ConcurrentDictionary<string, int> ignored = new(StringComparer.Ordinal);
    private long accepted;
    private long unreadable;
    private long stale;
    private long refused;
    private long lastMs;
    private bool doubted;
    private int lost;

    /// <summary>From when on is counted: the start of the process.</summary>
    public DateTimeOffset Since { get; } = time.GetUtcNow();

    public long AcceptedCount => Interlocked.Read(ref accepted);

    public long UnreadableCount => Interlocked.Read(ref unreadable);

    public long StaleCount => Interlocked.Read(ref stale);

    /// <summary>Without a signature, or with a wrong one.</summary>
    public long RefusedCount => Interlocked.Read(ref refused);

    /// <summary>Events that are not ours, by Zoom's name.</summary>
    public IReadOnlyDictionary<string, int> IgnoredCounts => ignored;

    /// <summary>The last genuine delivery since the start; null when there was none.</summary>
    public DateTimeOffset? LastAt => Interlocked.Read(ref lastMs) is > 0 and var ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;

    internal void Refused(SignatureCheck check)
    {
        Interlocked.Increment(ref refused);
        if (check == SignatureCheck.Wrong)
        {
            // perhaps a forger, perhaps a secret regenerated in Zoom: then people would be lost
            problems.Set(Topics.Signatures, new Problem(ProblemKind.DeliverySignatureWrong));
            Volatile.Write(ref doubted, true);
            watch.WrongSignature();
            agenda.AskAll(limited: true);
        }
    }

    internal void Genuine()
    {
        Interlocked.Exchange(ref lastMs, time.GetUtcNow().ToUnixTimeMilliseconds());
        if (Volatile.Read(ref doubted))
        {
            Volatile.Write(ref doubted, false);
            problems.Clear(Topics.Signatures); // the secret is right: it was somebody else
        }
    }

    internal void Handshake() => watch.Handshake();

    internal void Accepted()
    {
        watch.Registration();
        Interlocked.Increment(ref accepted);
        if (Interlocked.Exchange(ref lost, 0) == 1)
        {
            agenda.AskAll(limited: false); // Zoom repeats the others in minutes, some of them never
        }
    }

    /// <summary>A genuine delivery could not be recorded: when the ledger can be written again, those who were lost are looked for.</summary>
    internal void NotRecorded() => Interlocked.Exchange(ref lost, 1);

    internal void Unreadable(IReadOnlyList<string> faults, MeetingKey? meeting)
    {
        Interlocked.Increment(ref unreadable);
        problems.Add(Topics.Deliveries, new Problem(ProblemKind.DeliveryUnreadable, string.Join("; ", faults)));
        if (meeting is { } known)
        {
            agenda.Ask(known);
        }
        else
        {
            agenda.AskAll(limited: false);
        }
    }

    internal void Stale(TimeSpan age)
    {
        Interlocked.Increment(ref stale);
        watch.Registration();
        watch.Skew();
        problems.Add(Topics.Deliveries, new Problem(ProblemKind.DeliveryStale, Math.Round(age.TotalMinutes).ToString(CultureInfo.InvariantCulture)));
    }

    internal void Ignored(string name)
    {
        if (ignored.Count < MostNames || ignored.ContainsKey(name))
        {
            ignored.AddOrUpdate(name.Length > 100 ? name[..100] : name, 1, (_, count) => count + 1);
        }
    }
}
