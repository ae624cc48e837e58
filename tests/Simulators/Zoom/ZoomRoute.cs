using System.Globalization;

namespace ZoomApprover.Simulators.Zoom;

public enum ZoomEndpoint
{
    Token,
    Status,
    List,
    Registrant,
    Questions,
    Meeting,
}

/// <summary>Zoom's rate label of a call. No call served here is Heavy.</summary>
internal enum RateLabel
{
    Light,
    Medium,
}

/// <summary>What a method and path mean, and what Zoom asks of such a call.</summary>
internal sealed record ZoomRoute(ZoomEndpoint Endpoint, SimKind Kind = SimKind.Meeting, long MeetingId = 0, string? RegistrantId = null)
{
    public string Scope
    {
        get
        {
            var word = Kind == SimKind.Meeting ? "meeting" : "webinar";
            var rest = Endpoint switch
            {
                ZoomEndpoint.Status => "update:registrant_status",
                ZoomEndpoint.List => "read:list_registrants",
                ZoomEndpoint.Registrant => "read:registrant",
                ZoomEndpoint.Questions => "read:list_registration_questions",
                _ => $"read:{word}",
            };
            return $"{word}:{rest}:admin";
        }
    }

    public RateLabel Label => Endpoint is ZoomEndpoint.Status or ZoomEndpoint.List ? RateLabel.Medium : RateLabel.Light;

    /// <summary>The query parameters the call may carry; the deprecated page_number is not one of them.</summary>
    public bool Knows(string query) => (Endpoint, query) switch
    {
        (ZoomEndpoint.List, "status" or "page_size" or "next_page_token" or "occurrence_id") => true,
        (ZoomEndpoint.Status or ZoomEndpoint.Meeting, "occurrence_id") => true,
        (ZoomEndpoint.Registrant, "occurrence_id") => Kind == SimKind.Webinar,
        _ => false,
    };

    /// <summary>Null: not a call the simulator knows.</summary>
    public static ZoomRoute? Find(string method, string path) => (method, path.Split('/')) switch
    {
        ("POST", ["", "oauth", "token"]) => new(ZoomEndpoint.Token),
        (_, ["", "v2", "meetings", var id, .. var rest]) => Find(method, SimKind.Meeting, id, rest),
        (_, ["", "v2", "webinars", var id, .. var rest]) => Find(method, SimKind.Webinar, id, rest),
        _ => null,
    };

    private static ZoomRoute? Find(string method, SimKind kind, string number, string[] rest)
    {
        if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return null;

        return (method, rest) switch
        {
            ("GET", []) => new(ZoomEndpoint.Meeting, kind, id),
            ("GET", ["registrants"]) => new(ZoomEndpoint.List, kind, id),
            ("GET", ["registrants", "questions"]) => new(ZoomEndpoint.Questions, kind, id),
            ("PUT", ["registrants", "status"]) => new(ZoomEndpoint.Status, kind, id),
            ("GET", ["registrants", { Length: > 0 } registrant]) when registrant != "status" => new(ZoomEndpoint.Registrant, kind, id, registrant),
            _ => null,
        };
    }
}
