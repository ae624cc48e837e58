using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using ZoomApprover.Simulators.Sheets.Http;

namespace ZoomApprover.Simulators.Sheets.Tokens;

/// <summary>Hands out access tokens and knows them again.</summary>
internal sealed class TokenOffice(SheetsSimulatorOptions options)
{
    private const string JwtGrant = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private readonly Dictionary<string, Token> tokens = [];

    internal sealed record Token(ServiceAccount Account, bool CanWrite, DateTimeOffset ExpiresAt);

    public List<ServiceAccount> Accounts { get; } = [];

    /// <summary>Set once the port is known.</summary>
    public string TokenUri { get; set; } = "";

    private DateTimeOffset Now => (options.TokenTimeProvider ?? options.TimeProvider).GetUtcNow();

    public SheetsAnswer Grant(SheetsRequest request)
    {
        if (!request.Headers.ContentType.ToString().StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
            throw new UnexpectedCallException($"token request of type '{request.Headers.ContentType}'");
        request.AllowOnly([]);
        var form = QueryHelpers.ParseQuery(request.BodyText);
        foreach (var (name, values) in form)
            if (name is not ("grant_type" or "assertion") || values.Count != 1)
                throw new UnexpectedCallException($"form field '{name}'");
        if (form.GetValueOrDefault("grant_type") != JwtGrant)
            return new(400, SheetsErrors.TokenError("unsupported_grant_type", "Invalid grant_type: "));

        var verdict = Assertion.Judge(form.GetValueOrDefault("assertion").ToString(), Accounts, TokenUri, Now);
        if (verdict.Account is null)
            return new(400, SheetsErrors.TokenError(verdict.Error, verdict.Description));

        var text = $"ya29.c.{RandomNumberGenerator.GetHexString(64, lowercase: true)}";
        tokens[text] = new(verdict.Account, verdict.CanWrite, Now + options.TokenLifetime);
        return new(200, new JsonObject
        {
            ["access_token"] = text,
            ["expires_in"] = (int)options.TokenLifetime.TotalSeconds,
            ["token_type"] = "Bearer",
        });
    }

    /// <summary>Null: no token, an unknown one, or one that is over.</summary>
    public Token? Recognise(string authorization) =>
        authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
        && tokens.TryGetValue(authorization["Bearer ".Length..].Trim(), out var token) && token.ExpiresAt > Now && !token.Account.Deleted
            ? token
            : null;

    public void RevokeAll() => tokens.Clear();
}
