using System.Collections.Concurrent;

namespace ZoomApprover.Application.State;

/// <summary>Counts, since the start, the calls to Zoom and Google that have a limit, and knows the limits.</summary>
public sealed class CallMeter
{
    private readonly ConcurrentDictionary<(CallKind Kind, string Answer), long> made = new();
    private readonly ConcurrentDictionary<CallKind, double> limits = new();

    /// <summary>By kind and answer: 2xx, 3xx, 4xx, 429, 5xx, or none when no answer came.</summary>
    public IReadOnlyDictionary<(CallKind Kind, string Answer), long> Made => made;

    /// <summary>Calls a second that the other side allows; a kind that no client was made for is missing.</summary>
    public IReadOnlyDictionary<CallKind, double> Limits => limits;

    public void Count(CallKind kind, string answer) => made.AddOrUpdate((kind, answer), 1, (_, before) => before + 1);

    public void Limit(CallKind kind, double perSecond) => limits[kind] = perSecond;
}

/// <param name="Api">zoom or sheets.</param>
/// <param name="Kind">Calls of one kind share a limit: light or medium at Zoom, read or write at Google.</param>
public readonly record struct CallKind(string Api, string Kind);
