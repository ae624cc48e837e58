using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;

namespace ZoomApprover.Infrastructure.Zoom.Sending;

/// <summary>Zoom's rate label of a call. No call of ours is HEAVY.</summary>
internal enum ZoomLabel
{
    Light,
    Medium,
}

/// <summary>Zoom's limits (developers.zoom.us/docs/api/rate-limits), which all apps of an account share.</summary>
internal static class ZoomLimits
{
    /// <summary>The request's option that carries its <see cref="Urgency"/>.</summary>
    public const string UrgencyProperty = "urgency";

    public static int PerSecond(ZoomPlan plan, ZoomLabel label) => (plan, label) switch
    {
        (ZoomPlan.Free, ZoomLabel.Light) => 4,
        (ZoomPlan.Free, _) => 2,
        (ZoomPlan.Pro, ZoomLabel.Light) => 30,
        (ZoomPlan.Pro, _) => 20,
        (_, ZoomLabel.Light) => 80,
        _ => 60,
    };

    /// <summary>Status calls and lists are MEDIUM, everything else we call is LIGHT.</summary>
    public static ZoomLabel LabelOf(HttpRequestMessage request) =>
        IsStatusCall(request) || request.RequestUri!.AbsolutePath.EndsWith("/registrants", StringComparison.Ordinal) ? ZoomLabel.Medium : ZoomLabel.Light;

    public static bool IsStatusCall(HttpRequestMessage request) => request.Method == HttpMethod.Put;

    /// <summary>Status calls go first: a person waits for them. Then what shows their effect; a sweep's pages come last.</summary>
    public static Urgency UrgencyOf(HttpRequestMessage request) =>
        IsStatusCall(request) ? Urgency.Person
        : request.Options.TryGetValue(new HttpRequestOptionsKey<Urgency>(UrgencyProperty), out var urgency) ? urgency
        : Urgency.ReadBack;
}
