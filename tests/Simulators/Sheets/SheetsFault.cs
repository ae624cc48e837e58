namespace ZoomApprover.Simulators.Sheets;

internal enum FaultKind
{
    Status,
    AppliedThenStatus,
    AppliedThenLost,
    AppliedThenHang,
    Reset,
    Hang,
    Slow,
    Html,
    CutJson,
    EmptyBody,
    Drip,
    Redirect,
    HugeBody,
}

/// <summary>One way for Google to misbehave. Nothing is applied unless the text says so.</summary>
public sealed record SheetsFault
{
    private SheetsFault(FaultKind kind) => Kind = kind;

    internal FaultKind Kind { get; }

    internal int HttpStatus { get; private init; }

    internal string? RetryAfter { get; private init; }

    internal TimeSpan Delay { get; private init; }

    /// <summary>The call is done, its answer is 503.</summary>
    public static SheetsFault AppliedThen503 { get; } = new(FaultKind.AppliedThenStatus) { HttpStatus = 503 };

    /// <summary>The call is done, the connection is cut instead of an answer.</summary>
    public static SheetsFault AppliedThenLost { get; } = new(FaultKind.AppliedThenLost);

    /// <summary>The call is done, the answer never comes.</summary>
    public static SheetsFault AppliedThenHang { get; } = new(FaultKind.AppliedThenHang);

    public static SheetsFault Reset { get; } = new(FaultKind.Reset);

    public static SheetsFault Hang { get; } = new(FaultKind.Hang);

    /// <summary>200 with a web page, as a sign-in portal or a proxy gives.</summary>
    public static SheetsFault HtmlBody { get; } = new(FaultKind.Html) { HttpStatus = 200 };

    /// <summary>The call is done; the JSON ends half way although the transfer is complete.</summary>
    public static SheetsFault CutJson { get; } = new(FaultKind.CutJson);

    /// <summary>The call is done; 200 with nothing in it.</summary>
    public static SheetsFault EmptyBody { get; } = new(FaultKind.EmptyBody);

    /// <summary>The call is done; its answer comes one byte every 200 ms.</summary>
    public static SheetsFault Drip { get; } = new(FaultKind.Drip);

    /// <summary>307 to a page of this server; <see cref="SheetsFaults.RedirectsFollowed"/> counts who went there.</summary>
    public static SheetsFault Redirect { get; } = new(FaultKind.Redirect);

    /// <summary>200 with 64 MiB of JSON.</summary>
    public static SheetsFault HugeBody { get; } = new(FaultKind.HugeBody);

    /// <summary>An error in Google's own words.</summary>
    /// <param name="retryAfter">Google sends none today.</param>
    public static SheetsFault Status(int status, string? retryAfter = null) =>
        new(FaultKind.Status) { HttpStatus = status, RetryAfter = retryAfter };

    /// <summary>A web page with this status, as Google's front end gives.</summary>
    public static SheetsFault Html(int status) => new(FaultKind.Html) { HttpStatus = status };

    /// <summary>The call is done, then answered so much later (in real time).</summary>
    public static SheetsFault Slow(TimeSpan delay) => new(FaultKind.Slow) { Delay = delay };
}
