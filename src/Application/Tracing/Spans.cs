using System.Diagnostics;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Tracing;

/// <summary>
/// What is timed of one registration: delivery, decide, approve, mark. They are one trace, though hours and a restart may lie
/// between them, for the ledger keeps the traceparent (W3C) of the decision. While nobody listens nothing is begun or kept.
/// A span names meeting and registrant id, as the log does, and nothing else of a person.
/// </summary>
public static class Spans
{
    public const string SourceName = "ZoomApprover";

    internal static readonly ActivitySource Source = new(SourceName);

    /// <summary>A genuine delivery.</summary>
    /// <param name="traceparent">As the sender gave it; null begins a trace.</param>
    public static Activity? Delivery(string? traceparent)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        Activity.Current = null; // the server's own is exported by nobody: as a parent it would be missing
        return Source.StartActivity("delivery", ActivityKind.Server, ParentOf(traceparent));
    }

    /// <summary>The decision on a registrant: part of its delivery, or the begin of a trace when a reading of Zoom found it.</summary>
    internal static Activity? Decide(RegistrationKey key) => Source.StartActivity("decide")?.About(key);

    /// <summary>Says how it ended. One that was never told has failed.</summary>
    public static void Ended(this Activity span, string outcome) => span.SetTag("outcome", outcome).SetStatus(ActivityStatusCode.Ok);

    internal static Activity About(this Activity span, RegistrationKey key) =>
        span.SetTag("meeting", key.Meeting.ToString()).SetTag("registrant", key.RegistrantId).SetStatus(ActivityStatusCode.Error, "not finished");

    /// <returns>The default when there is none, or it cannot be read.</returns>
    internal static ActivityContext ParentOf(string? traceparent) => ActivityContext.TryParse(traceparent, null, isRemote: true, out var parent) ? parent : default;
}
