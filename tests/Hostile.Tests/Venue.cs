using ZoomApprover.Application.Configuration;
using ZoomApprover.Domain.Codes;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Hostile.Tests.Hosting;
using ZoomApprover.Simulators.Zoom;
using ZoomPlan = ZoomApprover.Application.Configuration.ZoomPlan;

namespace ZoomApprover.Hostile.Tests;

/// <summary>The meetings of a story in Zoom, and a service set up for them.</summary>
internal static class Venue
{
    private const string Secret = "hostile-webhook-secret";

    /// <summary>With its strangers, whom the host let in before.</summary>
    public static void AddMeeting(ZoomSimulator zoom, int meeting)
    {
        var id = Story.IdOf(meeting);
        zoom.AddMeeting(id, Story.KindOf(meeting)).Questions = ["Código de invitación"];
        for (var stranger = 0; stranger < Story.Strangers; stranger++)
        {
            var code = stranger < Story.StrangersWithCode ? Story.StrangersCode(meeting, stranger) : "sin código";
            var one = zoom.Register(id, $"stranger{stranger}@example.com", "Stranger", null, new SimAnswer("Código de invitación", code));
            zoom.SetStatus(id, one.Id, SimRegistrant.Approved);
        }
    }

    public static Settings SettingsFor(ZoomSimulator zoom, string home, string csv) => new()
    {
        Home = home,
        Zoom = new ZoomSettings
        {
            AccountId = zoom.AccountId,
            ClientId = zoom.ClientId,
            ClientSecret = zoom.ClientSecret,
            WebhookSecretToken = Secret,
            ApiBaseUrl = new Uri(zoom.ApiBaseUrl),
            OAuthBaseUrl = new Uri(zoom.OAuthBaseUrl),
            Plan = ZoomPlan.Business,
        },
        List = new ListSettings { Source = ListSource.CsvFile, CsvPath = csv },
        Codes = new CodeSettings { Format = CodeFormat.OfLength(10) },
        Meetings = Enumerable.Range(0, Story.Meetings).ToDictionary(Story.IdOf, meeting => new MeetingRules(
            new MeetingKey(Story.KindOf(meeting) == SimKind.Webinar ? MeetingKind.Webinar : MeetingKind.Meeting, Story.IdOf(meeting)), new Session(Story.SessionOf(meeting)))),
        Ledger = new LedgerSettings { ConnectionString = $"Data Source={Path.Combine(home, "data", "ledger.db")}", Ephemeral = true },
        Admin = new AdminSettings { ApiKey = SteppedService.Key },
    };
}
