namespace ZoomApprover.Domain.Meetings;

/// <summary>Zoom keeps meetings and webinars apart: other paths, other scopes, other events.</summary>
public enum MeetingKind
{
    Meeting = 0,
    Webinar = 1,
}

/// <summary>One meeting or webinar of Zoom.</summary>
/// <param name="Id">Zoom's number, 9 to 11 digits today; webinar ids too.</param>
public readonly record struct MeetingKey(MeetingKind Kind, long Id)
{
    public override string ToString() => $"{(Kind == MeetingKind.Webinar ? "webinar" : "meeting")} {Id}";
}
