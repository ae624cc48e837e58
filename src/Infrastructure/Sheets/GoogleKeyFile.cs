using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using ZoomApprover.Application.Ports;

namespace ZoomApprover.Infrastructure.Sheets;

/// <summary>A service account's key file, checked before the library sees it: its own complaints are unclear or quote the file.</summary>
/// <param name="Json">Secret.</param>
/// <param name="Account">The service account's e-mail address, which the sheet is shared with.</param>
internal sealed partial record GoogleKeyFile(string Json, string Account)
{
    private const int LargestFile = 64 * 1024;

    /// <exception cref="ListUnavailableException">Names the file and what is wrong with it, and nothing of what it holds.</exception>
    public static GoogleKeyFile Read(string path)
    {
        var json = Text(path);
        if (string.IsNullOrWhiteSpace(json))
        {
            throw Refused(path, "the file is empty");
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            return Check(path, json, document.RootElement);
        }
        catch (JsonException)
        {
            throw Refused(path, "it is not JSON");
        }
    }

    public static ListUnavailableException Refused(string path, string why, Exception? cause = null) =>
        new(new Problem(ProblemKind.GoogleSignIn, path, why), cause: cause);

    // A record would print the key.
    public override string ToString() => Account;

    private static string Text(string path)
    {
        try
        {
            return new FileInfo(path).Length > LargestFile ? throw Refused(path, "it is too long for a key file") : File.ReadAllText(path);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Refused(path, Directory.Exists(path) ? "it is a folder" : "there is no such file");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Refused(path, "it cannot be read");
        }
    }

    private static GoogleKeyFile Check(string path, string json, JsonElement key)
    {
        if (Value(key, "type") is not "service_account")
        {
            throw Refused(path, PlainType().IsMatch(Value(key, "type")) ? $"it is the key of type {Value(key, "type")}, not service_account" : "it is not a service account's key");
        }

        if (!Value(key, "client_email").Contains('@', StringComparison.Ordinal))
        {
            throw Refused(path, "client_email is missing");
        }

        if (!IsPrivateKey(Value(key, "private_key")))
        {
            throw Refused(path, "private_key is not a private key in PEM form");
        }

        if (key.TryGetProperty("token_uri", out _) && !IsGoogleOrLocal(Value(key, "token_uri")))
        {
            throw Refused(path, "token_uri is not an https address of googleapis.com or accounts.google.com");
        }

        return new GoogleKeyFile(json, Value(key, "client_email"));
    }

    private static string Value(JsonElement key, string name) =>
        key.ValueKind == JsonValueKind.Object && key.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static bool IsPrivateKey(string pem)
    {
        try
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(pem);
            rsa.ExportParameters(includePrivateParameters: true);
            return true;
        }
        catch (Exception failure) when (failure is ArgumentException or CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Whoever can change the file must not be able to send a signed assertion, good for Google, elsewhere.</summary>
    private static bool IsGoogleOrLocal(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme, uri.IdnHost) switch
        {
            ("http" or "https", _) when uri.IsLoopback => true,
            ("https", "accounts.google.com") => true,
            ("https", var host) => host.EndsWith(".googleapis.com", StringComparison.Ordinal),
            _ => false,
        };

    [GeneratedRegex("^[a-z_]{1,40}$")]
    private static partial Regex PlainType();
}
