using ZoomApprover.Application.Configuration;

namespace ZoomApprover.WebApi.Configuration.Sections;

internal static class SweepSection
{
    private static readonly SweepSettings Standard = new();
    private static readonly TimeSpan WithoutWebhooks = TimeSpan.FromMinutes(1);

    /// <param name="webhooks">Without them a sweep is the only way in, so it comes more often unless somebody says otherwise.</param>
    public static SweepSettings Read(IConfiguration configuration, bool webhooks, FaultLog log)
    {
        var sweep = new Section(configuration, "Sweep", log);
        var minutes = sweep.Number("IntervalMinutes", 1, 60);
        sweep.NameUnknown();
        return new SweepSettings
        {
            Interval = minutes is { } given ? TimeSpan.FromMinutes(given) : webhooks ? Standard.Interval : WithoutWebhooks,
        };
    }
}
