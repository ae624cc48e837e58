namespace ZoomApprover.Simulators.Sheets;

/// <summary>One request as it arrived.</summary>
public sealed class SheetsCall
{
    /// <summary>Which call it was, from 1.</summary>
    public int Number { get; init; }

    public required DateTimeOffset At { get; init; }

    public required SheetsEndpoint Endpoint { get; init; }

    public required string Method { get; init; }

    /// <summary>As it stood on the wire, still percent-encoded.</summary>
    public required string Path { get; init; }

    /// <summary>As it stood on the wire, without the question mark.</summary>
    public required string Query { get; init; }

    public required string Body { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>0 while unanswered, and for good when the connection was cut instead.</summary>
    public int Status { get; internal set; }

    /// <summary>Counts against the read quota: metadata and values.</summary>
    public bool IsRead => Endpoint is SheetsEndpoint.Metadata or SheetsEndpoint.Read;

    public bool IsWrite => Endpoint is SheetsEndpoint.Write;

    public override string ToString() => $"{Method} {Path}?{Query} -> {Status}";
}
