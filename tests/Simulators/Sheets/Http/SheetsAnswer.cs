using System.Text.Json.Nodes;

namespace ZoomApprover.Simulators.Sheets.Http;

/// <summary>What goes back: JSON, or a page of HTML.</summary>
internal sealed record SheetsAnswer(int Status, JsonObject? Json = null, string? Html = null)
{
    public string? RetryAfter { get; init; }

    public string? Location { get; init; }

    public string? WwwAuthenticate { get; init; }

    public bool IsSuccess => Status is >= 200 and < 300;
}

/// <summary>Google would refuse this call.</summary>
internal sealed class RefusedException(SheetsAnswer answer) : Exception
{
    public SheetsAnswer Answer { get; } = answer;
}

/// <summary>The simulator does not know this call; a test that makes it must fail.</summary>
internal sealed class UnexpectedCallException(string what) : Exception(what);
