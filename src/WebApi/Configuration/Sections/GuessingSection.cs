using ZoomApprover.Application.Configuration;

namespace ZoomApprover.WebApi.Configuration.Sections;

internal static class GuessingSection
{
    public static GuessingSettings Read(IConfiguration configuration, FaultLog log)
    {
        var guessing = new Section(configuration, "Guessing", log);
        var settings = new GuessingSettings { StopWeakLists = guessing.Flag("StopWeakLists") ?? false };
        guessing.NameUnknown();
        return settings;
    }
}
