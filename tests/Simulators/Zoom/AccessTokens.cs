using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace ZoomApprover.Simulators.Zoom;

/// <summary>Server-to-server OAuth: gives tokens out and knows them again. Old tokens live on beside new ones.</summary>
internal sealed class AccessTokens(ZoomSimulatorOptions options, Func<string> apiUrl, IEnumerable<string> scopes)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);
    private readonly Dictionary<string, Grant> grants = [];

    public int Issued { get; private set; }

    public void Revoke() => grants.Clear();

    /// <summary>The scopes of the token in the header; null when Zoom does not accept it.</summary>
    public IReadOnlyList<string>? ScopesOf(string authorization)
    {
        const string Bearer = "Bearer ";
        return authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            && grants.TryGetValue(authorization[Bearer.Length..], out var grant)
            && options.Time.GetUtcNow() < grant.Ends ? grant.Scopes : null;
    }

    /// <summary>A refusal, a token, or what the simulator does not know about the form.</summary>
    public (ZoomAnswer? Answer, string? Unexpected) Answer(ZoomRequest request)
    {
        if (request.Query.Length > 0 || !request.ContentType.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
            return (Refuse("Bad Request", "invalid_request"), null);
        if (request.Authorization != "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.ClientId}:{options.ClientSecret}")))
            return (Refuse("Invalid client_id or client_secret", "invalid_client"), null);

        var form = QueryHelpers.ParseQuery(request.Body);
        if (form.FirstOrDefault(one => one.Key is not ("grant_type" or "account_id") || one.Value.Count != 1).Key is { } field)
            return (null, $"form field {field}");
        if (!form.TryGetValue("grant_type", out var type) || type != "account_credentials")
            return (Refuse("unsupported grant type", "unsupported_grant_type"), null);
        if (!form.TryGetValue("account_id", out var account) || account != options.AccountId)
            return (Refuse("Bad Request", "invalid_request"), null); // the real form of this refusal is not confirmed

        return (Issue(), null);
    }

    private ZoomAnswer Issue()
    {
        var token = Convert.ToBase64String(RandomNumberGenerator.GetBytes(48)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        var grant = new Grant(options.Time.GetUtcNow() + Lifetime, [.. scopes]);
        grants[token] = grant;
        Issued++;

        return ZoomAnswer.Ok(new JsonObject
        {
            ["access_token"] = token,
            ["token_type"] = "bearer",
            ["expires_in"] = (int)Lifetime.TotalSeconds - 1,
            ["scope"] = string.Join(' ', grant.Scopes),
            ["api_url"] = options.ApiUrl ?? apiUrl(),
        });
    }

    private static ZoomAnswer Refuse(string reason, string error) =>
        new(400, ZoomJson.Write(new JsonObject { ["reason"] = reason, ["error"] = error }));

    private sealed record Grant(DateTimeOffset Ends, IReadOnlyList<string> Scopes);
}
