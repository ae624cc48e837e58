using System.Text.RegularExpressions;

namespace ZoomApprover.Infrastructure.Zoom.Answers;

/// <summary>Zoom's error body: <c>{"code":300,"message":"…","errors":[{"field":"…","message":"…"}]}</c>.</summary>
/// <param name="Code">0 when it has none.</param>
/// <param name="Message">Cleaned of personal data.</param>
/// <param name="Fields">The messages about fields, cleaned; "" when there are none.</param>
internal sealed partial record ZoomError(int Code, string Message, string Fields, IReadOnlyList<string> MissingScopes)
{
    /// <summary>Missing scopes (4711), or a token invalid, expired or without them (4700).</summary>
    public bool IsAboutScopes => Code is 4700 or 4711;

    public string Words => ZoomWords.Clean($"{Code}: {Message}{(Fields.Length > 0 ? $" ({Fields})" : "")}");

    /// <summary>Null for everything that is not Zoom's error body.</summary>
    public static ZoomError? Read(string? body)
    {
        using var document = Json.Parse(body);
        if (document is null || document.RootElement.Number("code") is not { } code)
        {
            return null;
        }

        var message = document.RootElement.Text("message") ?? "";
        var fields = document.RootElement.Items("errors").Take(5).Select(one => $"{one.Text("field")}: {one.Text("message")}");
        return new ZoomError(code, ZoomWords.Clean(message), ZoomWords.Clean(string.Join("; ", fields)), ScopesIn(message));
    }

    // "Invalid access token, does not contain scopes:[meeting:read:registrant:admin, …]."
    private static List<string> ScopesIn(string message) =>
        [.. Scope().Matches(ScopeList().Match(message).Value).Take(20).Select(one => one.Value)];

    [GeneratedRegex(@"(?<=does not contain scopes:? ?\[)[^\]]{0,2000}", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex ScopeList();

    [GeneratedRegex("[A-Za-z0-9:_-]{1,100}")]
    private static partial Regex Scope();
}
