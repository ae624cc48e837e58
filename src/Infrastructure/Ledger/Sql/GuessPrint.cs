using System.Security.Cryptography;
using System.Text;
using ZoomApprover.Domain.Invitations;

namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>What is kept of a guess: enough to know it again. The ledger holds the registrations themselves in clear, so that a key of its own would hide nothing.</summary>
internal static class GuessPrint
{
    /// <param name="code">Normal form.</param>
    public static string OfCode(string code) => Of($"code\n{code}");

    /// <returns>Null without an address: people who gave none are not one person.</returns>
    public static string? OfAddress(string email) => string.IsNullOrWhiteSpace(email) ? null : Of($"address\n{HolderRule.Folded(email)}");

    private static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
