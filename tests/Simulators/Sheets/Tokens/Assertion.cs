using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ZoomApprover.Simulators.Sheets.Tokens;

/// <summary>The signed statement a service account asks for a token with (RFC 7523).</summary>
internal static class Assertion
{
    public const string ReadWrite = "https://www.googleapis.com/auth/spreadsheets";
    public const string ReadOnly = "https://www.googleapis.com/auth/spreadsheets.readonly";

    private const string GoogleAudience = "https://oauth2.googleapis.com/token";
    private const string BadTimes =
        "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.";
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    internal sealed record Verdict(ServiceAccount? Account, bool CanWrite, string Error = "", string Description = "");

    public static Verdict Judge(string jwt, IEnumerable<ServiceAccount> accounts, string ownTokenUri, DateTimeOffset now)
    {
        try
        {
            var parts = jwt.Split('.');
            if (parts.Length != 3)
                return Bad("Invalid JWT: Failed decode.");
            using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]));
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
            return Judge(header.RootElement, claims.RootElement, accounts, ownTokenUri, now,
                key => key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]),
                    HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        }
        catch (Exception broken) when (broken is JsonException or FormatException or InvalidOperationException)
        {
            return Bad("Invalid JWT: Failed decode.");
        }
    }

    private static Verdict Judge(
        JsonElement header, JsonElement claims, IEnumerable<ServiceAccount> accounts, string ownTokenUri, DateTimeOffset now, Func<RSA, bool> isSigned)
    {
        var account = accounts.FirstOrDefault(one => one.Email == Text(claims, "iss"));
        if (account is null or { Deleted: true })
            return Bad("Invalid grant: account not found");
        if (Text(header, "alg") != "RS256" || (Text(header, "kid") is { } kid && kid != account.KeyId) || !isSigned(account.Key))
            return Bad("Invalid JWT Signature.");
        if (Text(claims, "aud") is not { } audience || (audience != GoogleAudience && audience != ownTokenUri))
            return Bad("Invalid JWT: Failed audience check.");

        var (issued, expires) = (Time(claims, "iat"), Time(claims, "exp"));
        if (issued is null || expires is null || expires - issued > TimeSpan.FromHours(1) || expires <= issued
            || issued > now + Tolerance || issued < now - Tolerance || expires <= now)
            return Bad(BadTimes);

        var scopes = (Text(claims, "scope") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (scopes.Length == 0 || !scopes.All(scope => scope is ReadWrite or ReadOnly))
            return new(null, false, "invalid_scope", "Invalid OAuth scope or ID token audience provided.");
        return new(account, scopes.Contains(ReadWrite));
    }

    private static Verdict Bad(string description) => new(null, false, "invalid_grant", description);

    private static string? Text(JsonElement parent, string name) => parent.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static DateTimeOffset? Time(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) ? DateTimeOffset.FromUnixTimeSeconds(value.GetInt64()) : null;
}
