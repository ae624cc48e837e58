namespace ZoomApprover.Simulators.Zoom;

/// <summary>One call, logged when it arrived; the answer's fields are filled in just before the answer leaves.</summary>
public sealed class ZoomCall
{
    /// <summary>Which call it was, from 1.</summary>
    public int Number { get; init; }

    public required DateTimeOffset Time { get; init; }

    public required string Method { get; init; }

    public required string Path { get; init; }

    /// <summary>As sent, with the question mark; empty when there is none.</summary>
    public required string Query { get; init; }

    public required string Body { get; init; }

    /// <summary>Null: a call the simulator does not know.</summary>
    public ZoomEndpoint? Endpoint { get; init; }

    /// <summary>0 where the call names no meeting.</summary>
    public long MeetingId { get; init; }

    /// <summary>The ids the call names, in its path or its body.</summary>
    public IReadOnlyList<string> RegistrantIds { get; init; } = [];

    /// <summary>approve, deny or cancel; null unless this is a status call.</summary>
    public string? Action { get; init; }

    /// <summary>0: no answer left (yet).</summary>
    public int Status { get; internal set; }

    /// <summary>The registrants whose status this call really changed.</summary>
    public IReadOnlyList<string> ChangedIds { get; internal set; } = [];

    public bool EffectApplied => ChangedIds.Count > 0;

    public override string ToString() => $"{Method} {Path}{Query} -> {Status}{(EffectApplied ? " (applied)" : "")}";
}

/// <summary>A registrant really turned approved or denied by the API.</summary>
public sealed record ZoomApproval(DateTimeOffset Time, long MeetingId, string RegistrantId, string Email, string Action, string? Occurrence = null);
