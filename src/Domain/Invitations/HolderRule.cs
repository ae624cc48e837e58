using System.Text;

namespace ZoomApprover.Domain.Invitations;

/// <summary>What the e-mail cell of a code's row means.</summary>
public enum EmailMatch
{
    /// <summary>Nothing: whoever has the code comes in.</summary>
    Off,

    /// <summary>A code with an address is that person's; one without is anybody's.</summary>
    Prefer,

    /// <summary>A code is only for the address in its row; one without is nobody's yet.</summary>
    Require,
}

/// <summary>Compares a registrant's address with the one in the list. People write several, and names beside them.</summary>
public static class HolderRule
{
    private const char Hidden = '\u2026';

    /// <param name="holder">Text of the e-mail cell; null when it is empty. A text without an address names nobody.</param>
    public static bool Admits(EmailMatch match, string? holder, string email) => match switch
    {
        EmailMatch.Off => true,
        EmailMatch.Prefer => holder is null || Addresses(holder).Contains(Folded(email)),
        EmailMatch.Require => holder is not null && Addresses(holder).Contains(Folded(email)),
        _ => throw new ArgumentOutOfRangeException(nameof(match), match, "Not a way to match."),
    };

    /// <summary>Enough for a person who knows the address to recognise it, and for nobody else: "a\u2026@e\u2026.org".</summary>
    /// <returns>Null when the cell holds no address.</returns>
    public static string? Hint(string holder)
    {
        var hints = Addresses(holder).Select(Masked).ToList();
        return hints.Count == 0 ? null : string.Join(", ", hints);
    }

    /// <summary>Two spellings with one folded text are the same address.</summary>
    public static string Folded(string address) => address.Trim().Normalize(NormalizationForm.FormKC).ToLowerInvariant();

    private static List<string> Addresses(string cell) =>
        [.. cell.Split([',', ';', '<', '>', ' ', '\t', '\r', '\n', '\u00a0'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(part => part.Contains('@')).Select(Folded)];

    private static string Masked(string address)
    {
        var (at, dot) = (address.LastIndexOf('@'), address.LastIndexOf('.'));
        return $"{First(address[..at])}{Hidden}@{First(address[(at + 1)..])}{Hidden}{(dot > at ? address[dot..] : "")}";
    }

    private static string First(string text) => text.Length == 0 ? "" : char.IsSurrogate(text[0]) ? "" : text[..1];
}
