using System.Globalization;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.WebApi.Registrations;

namespace ZoomApprover.WebApi.Swagger;

/// <summary>What the examples are made of. Where they can do no harm they name a configured meeting, so that they work as they stand.</summary>
internal sealed class Sample(Settings settings, IHostEnvironment environment)
{
    /// <summary>The first code of <c>config/codes.example.csv</c>.</summary>
    public const string Code = "ABCDE12345";
    public const string UnknownCode = "NOSUCHCODE";
    public const string Registrant = "sample-good";

    private static readonly MeetingKey Invented = new(MeetingKind.Meeting, 1234567890);

    // the page needs no key: in earnest it does not tell the world which meetings there are
    private readonly MeetingKey meeting = environment.IsDevelopment() || settings.Zoom.DryRun
        ? settings.Meetings.Values.Select(rules => rules.Key).FirstOrDefault(Invented)
        : Invented;

    public string Kind => RegistrationItem.Lower(meeting.Kind);

    public string MeetingId => meeting.Id.ToString(CultureInfo.InvariantCulture);

    /// <summary>The question whose answer is read.</summary>
    public string Question => settings.Codes.QuestionTitles.FirstOrDefault("Code");
}
