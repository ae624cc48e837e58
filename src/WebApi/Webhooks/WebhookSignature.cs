using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace ZoomApprover.WebApi.Webhooks;

/// <summary>How a request's signature looked.</summary>
internal enum SignatureCheck
{
    /// <summary>One of the two headers is not there exactly once.</summary>
    Missing,

    /// <summary>It is not Zoom's: wrong form, wrong secret, or another body.</summary>
    Wrong,
    Valid,
}

/// <summary>
/// Zoom's webhook signature: <c>v0=</c> and, in lower-case hex, the HMAC-SHA256 of <c>v0:{timestamp}:{raw body}</c> under the
/// app's secret token (developers.zoom.us, "Verify webhook events"). Pure; compares in constant time.
/// </summary>
internal static class WebhookSignature
{
    private const int HashSize = 32;

    /// <param name="secrets">Accepted secrets; none of them empty.</param>
    /// <param name="timestamp">The header's text as it came.</param>
    /// <param name="signedWith">The secret that fits; null unless the check is Valid.</param>
    public static SignatureCheck Check(
        IReadOnlyList<string> secrets, string? timestamp, string? signature, ReadOnlySequence<byte> body, out string? signedWith)
    {
        signedWith = null;
        if (string.IsNullOrEmpty(timestamp) || string.IsNullOrEmpty(signature))
        {
            return SignatureCheck.Missing;
        }

        Span<byte> given = stackalloc byte[HashSize];
        if (timestamp.Length > 20 || !TryReadHash(signature, given))
        {
            return SignatureCheck.Wrong;
        }

        foreach (var secret in secrets.Where(secret => secret.Length > 0))
        {
            if (CryptographicOperations.FixedTimeEquals(given, Hash(secret, timestamp, body)))
            {
                signedWith = secret;
                return SignatureCheck.Valid;
            }
        }

        return SignatureCheck.Wrong;
    }

    /// <summary>The answer to Zoom's handshake: lower-case hex of the token's HMAC.</summary>
    public static string Answer(string secret, string plainToken) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(plainToken)));

    private static byte[] Hash(string secret, string timestamp, ReadOnlySequence<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hash.AppendData(Encoding.UTF8.GetBytes($"v0:{timestamp}:"));
        foreach (var piece in body)
        {
            hash.AppendData(piece.Span);
        }

        return hash.GetHashAndReset();
    }

    // lower case only: one signature has one spelling
    private static bool TryReadHash(string signature, Span<byte> hash)
    {
        if (signature.Length != 3 + (2 * HashSize) || !signature.StartsWith("v0=", StringComparison.Ordinal))
        {
            return false;
        }

        for (var i = 0; i < HashSize; i++)
        {
            var (high, low) = (Digit(signature[3 + (2 * i)]), Digit(signature[4 + (2 * i)]));
            if (high < 0 || low < 0)
            {
                return false;
            }

            hash[i] = (byte)((high << 4) | low);
        }

        return true;
    }

    private static int Digit(char letter) => letter switch
    {
        >= '0' and <= '9' => letter - '0',
        >= 'a' and <= 'f' => letter - 'a' + 10,
        _ => -1,
    };
}
