namespace ZoomApprover.Simulators.Zoom;

/// <summary>The account's plan; it sets the rate limits.</summary>
public enum ZoomPlan
{
    Free,
    Pro,
    Business,
}

/// <summary>The shapes a Retry-After header was seen in, or documented to have.</summary>
public enum RetryAfterForm
{
    None,
    Seconds,
    IsoDate,
    HttpDate,
}

public sealed record ZoomSimulatorOptions
{
    /// <summary>0: any free port, kept over a restart.</summary>
    public int Port { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Takes down every call, effect and act of a person. Null: nobody asks.</summary>
    public Journal? Journal { get; init; }

    public ZoomPlan Plan { get; init; } = ZoomPlan.Business;

    /// <summary>False: no per-second and per-day limits of the account. The 10 status calls per registrant and day stay.</summary>
    public bool LimitRate { get; init; } = true;

    /// <summary>How a 429 that Zoom answers by itself says when to come back.</summary>
    public RetryAfterForm RetryAfter { get; init; } = RetryAfterForm.None;

    /// <summary>A status call naming an unknown registrant: 400 instead of a 204 that ignores it. Zoom documents neither.</summary>
    public bool RefuseUnknownRegistrants { get; init; }

    /// <summary>Reported, never confirmed fixed: a webinar's 10 status calls a day are counted over all its registrants.</summary>
    public bool WebinarSharesDailyLimit { get; init; }

    /// <summary>
    /// Registration types 2 and 3: a status call without occurrence_id is for every occurrence. False: it is taken and does nothing. Zoom
    /// documents neither.
    /// </summary>
    public bool WholeCallMeansEveryOccurrence { get; init; }

    /// <summary>The order of lists; Zoom documents none.</summary>
    public bool NewestFirst { get; init; }

    /// <summary>The api_url a token names. Null: the simulator itself.</summary>
    public string? ApiUrl { get; init; }

    public string AccountId { get; init; } = "sim-account-3X9tQ";

    public string ClientId { get; init; } = "sim-client-7Hd2";

    public string ClientSecret { get; init; } = "sim-secret-p0Lw8";
}
