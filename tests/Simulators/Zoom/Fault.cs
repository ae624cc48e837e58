namespace ZoomApprover.Simulators.Zoom;

internal enum FaultKind
{
    Answer,
    TooManyPerSecond,
    TooManyToday,
    Lost,
    Hang,
    NoEffect,
    NoEffectWithEmail,
    StaleRead,
    Redirect,
    Html,
    ErrorBody,
    Cut,
    Half,
    Huge,
    Drip,
    Outage,
    UnknownFields,
    Doubled,
    Moving,
}

/// <summary>One way for Zoom to misbehave. Unless its name says "Applied", nothing is applied.</summary>
public sealed record Fault
{
    private Fault(FaultKind kind) => Kind = kind;

    internal FaultKind Kind { get; }

    /// <summary>The call runs as usual and only its answer goes wrong.</summary>
    internal bool Applied { get; private init; }

    /// <summary>The fault is part of a good answer; there is none in a refusal.</summary>
    internal bool NeedsSuccess => Applied || Kind is FaultKind.UnknownFields or FaultKind.Doubled or FaultKind.Moving;

    internal int HttpStatus { get; private init; }

    internal int Code { get; private init; }

    internal string Message { get; private init; } = "";

    internal RetryAfterForm RetryAfter { get; private init; }

    internal TimeSpan? After { get; private init; }

    /// <summary>The effect happens, then the connection breaks.</summary>
    public static Fault AppliedThenLost { get; } = new(FaultKind.Lost) { Applied = true };

    /// <summary>The effect happens, then the answer never comes.</summary>
    public static Fault AppliedThenHang { get; } = new(FaultKind.Hang) { Applied = true };

    public static Fault AppliedThen503 { get; } = Status(503) with { Applied = true };

    /// <summary>204, and nobody's status changes. The call counts against the limits.</summary>
    public static Fault NoEffect204 { get; } = new(FaultKind.NoEffect);

    /// <summary>204, but who is named by id and e-mail together is ignored.</summary>
    public static Fault NoEffectWithEmail { get; } = new(FaultKind.NoEffectWithEmail);

    /// <summary>Reads show approved people as pending.</summary>
    public static Fault StaleRead { get; } = new(FaultKind.StaleRead);

    public static Fault Status401 { get; } = Status(401, 124, "Invalid access token.");

    public static Fault Status404 { get; } = Status(404, 3001, "Meeting does not exist.");

    /// <summary>The connection breaks without an answer.</summary>
    public static Fault Reset { get; } = new(FaultKind.Lost);

    /// <summary>No answer until the caller gives up.</summary>
    public static Fault Hang { get; } = new(FaultKind.Hang);

    /// <summary>302 to a path that answers 204 and records that somebody followed.</summary>
    public static Fault Redirect { get; } = new(FaultKind.Redirect);

    /// <summary>200 with a web page.</summary>
    public static Fault HtmlBody { get; } = new(FaultKind.Html);

    public static Fault Ok200WithErrorBody { get; } = new(FaultKind.ErrorBody);

    /// <summary>A read's real answer, broken off in the middle with the connection.</summary>
    public static Fault CutJson { get; } = new(FaultKind.Cut);

    /// <summary>A read's real answer, half of it, sent as if it were whole.</summary>
    public static Fault HalfJson { get; } = new(FaultKind.Half);

    /// <summary>200 with 10 MB of valid JSON and no Content-Length.</summary>
    public static Fault HugeBody { get; } = new(FaultKind.Huge);

    /// <summary>200 at once, then one byte a second (of the simulator's time) until the caller gives up.</summary>
    public static Fault Drip { get; } = new(FaultKind.Drip);

    /// <summary>The right answer, with fields and shapes that no document names.</summary>
    public static Fault UnknownFields { get; } = new(FaultKind.UnknownFields);

    /// <summary>A list that names some of its people twice.</summary>
    public static Fault DoubledInList { get; } = new(FaultKind.Doubled);

    /// <summary>A list whose people move while its pages are read: who leaves it shifts all that come after.</summary>
    public static Fault MovingList { get; } = new(FaultKind.Moving);

    /// <summary>The connection breaks, and for so long nobody listens: new ones are refused.</summary>
    public static Fault Outage(TimeSpan length) => new(FaultKind.Outage) { After = length };

    /// <summary>An answer before the effect. Code 0: no JSON body.</summary>
    public static Fault Status(int status, int code = 0, string message = "") =>
        new(FaultKind.Answer) { HttpStatus = status, Code = code, Message = message };

    /// <summary>The whole call refused. With a rule naming a registrant: as long as that one is in the batch.</summary>
    public static Fault Status400(int code, string message) => Status(400, code, message);

    /// <param name="after">Null: one second.</param>
    public static Fault Status429PerSecond(RetryAfterForm form = RetryAfterForm.None, TimeSpan? after = null) =>
        new(FaultKind.TooManyPerSecond) { RetryAfter = form, After = after };

    /// <param name="after">Null: until 00:00 UTC.</param>
    public static Fault Status429Daily(RetryAfterForm form = RetryAfterForm.None, TimeSpan? after = null) =>
        new(FaultKind.TooManyToday) { RetryAfter = form, After = after };
}
