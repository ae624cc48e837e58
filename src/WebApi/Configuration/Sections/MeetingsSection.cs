using ZoomApprover.Domain.Meetings;

namespace ZoomApprover.WebApi.Configuration.Sections;

internal static class MeetingsSection
{
    private const long SampleMeeting = 1234567890;
    private const string Example = """{ "Meetings": { "864 1234 5678": { "Session": "1" } } }""";

    public static IReadOnlyDictionary<long, MeetingRules> Read(IConfiguration configuration, StartContext context, FaultLog log)
    {
        var meetings = new Dictionary<long, MeetingRules>();
        var spellings = new Dictionary<long, string>();
        var children = configuration.GetSection("Meetings").GetChildren().ToList();
        foreach (var child in children)
        {
            var meeting = new Section(configuration, child.Path, log);
            var (kind, session) = (meeting.Choice<MeetingKind>("Kind"), meeting.Text("Session"));
            meeting.NameUnknown();
            if (child.Value is not null)
            {
                log.Add(new(NameOf(child, log), log.Shown(child.Value), new($"Write it so: {Example}", $"Escríbalo así: {Example}")));
            }

            if (Number(child, spellings, log) is { } id)
            {
                meetings[id] = Rules(id, kind ?? MeetingKind.Meeting, session);
            }
        }

        if (children.Count > 0)
        {
            return meetings;
        }

        if (context.IsDevelopment)
        {
            return new Dictionary<long, MeetingRules> { [SampleMeeting] = Rules(SampleMeeting, MeetingKind.Meeting, "1") };
        }

        log.Add(new("Meetings", Words.Missing, new($"Name at least one meeting: {Example}", $"Nombre al menos una reunión: {Example}")));
        return meetings;
    }

    private static MeetingRules Rules(long id, MeetingKind kind, string? session) => new(new MeetingKey(kind, id), new Session(session));

    private static long? Number(IConfigurationSection child, Dictionary<long, string> spellings, FaultLog log)
    {
        if (!MeetingNumber.TryRead(child.Key, out var id))
        {
            log.Add(new(NameOf(child, log), Secrets.IsPlaceholder(child.Key) ? Secrets.Placeholder : log.Shown(child.Key), new(
                $"Write Zoom's number of the meeting, digits with or without spaces: {Example}",
                $"Escriba el número de la reunión en Zoom, cifras con o sin espacios: {Example}")));
            return null;
        }

        if (!spellings.TryAdd(id, child.Key))
        {
            log.Add(new(NameOf(child, log), log.Shown(child.Key), new(
                $"The same meeting as \"{log.Shown(spellings[id])}\": keep one of them.", $"Es la misma reunión que \"{log.Shown(spellings[id])}\": deje una sola.")));
            return null;
        }

        return id;
    }

    private static string NameOf(IConfigurationSection child, FaultLog log) => "Meetings:" + log.Shown(child.Key);
}
