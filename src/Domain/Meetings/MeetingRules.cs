namespace ZoomApprover.Domain.Meetings;

/// <summary>What the configuration says of one managed meeting.</summary>
public sealed record MeetingRules(MeetingKey Key, Session Session)
{
    /// <summary>A blank session opens nothing but a meeting that has none either.</summary>
    public bool Admits(Session session) => session == Session;
}
