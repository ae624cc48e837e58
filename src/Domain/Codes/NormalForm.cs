using System.Globalization;
using System.Text;

namespace ZoomApprover.Domain.Codes;

/// <summary>
/// The one form in which codes are compared, the same for answers and for the list: compatibility decomposition, without
/// marks, format characters, white space and dashes, in upper case, dotless i as I and sharp s as SS.
/// </summary>
public static class NormalForm
{
    /// <summary>Stored in the ledger: claims made under another version must be keyed anew before they are compared.</summary>
    public const int Version = 1;

    /// <summary>"" when nothing but separators and marks stands there.</summary>
    public static string Of(string text) => Without(IsDropped, WellFormed(text).Normalize(NormalizationForm.FormKD))
        .ToUpperInvariant().Replace('ı', 'I').Replace("ß", "SS", StringComparison.Ordinal).Replace("ẞ", "SS", StringComparison.Ordinal);

    /// <summary>What stands in for the text before separators go: one spelling for each letter and one dash, no invisible characters.</summary>
    public static string Composed(string text)
    {
        // invisible characters go first: between a letter and its accent they would keep the two apart
        var visible = Without((whole, at) => CharUnicodeInfo.GetUnicodeCategory(whole, at) == UnicodeCategory.Format, WellFormed(text))
            .Normalize(NormalizationForm.FormKC);
        var composed = new StringBuilder(visible.Length);
        for (var i = 0; i < visible.Length; i += LengthAt(visible, i))
        {
            _ = IsDash(visible, i) ? composed.Append('-') : composed.Append(visible, i, LengthAt(visible, i));
        }

        return composed.ToString();
    }

    /// <summary>Says whether this runtime can normalise at all: without ICU it hands letters back as they came.</summary>
    public static bool WorksHere() => Of("Ａ１") == "A1" && Of("é") == "E";

    private static string Without(Func<string, int, bool> isDropped, string text)
    {
        var kept = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i += LengthAt(text, i))
        {
            if (!isDropped(text, i))
            {
                kept.Append(text, i, LengthAt(text, i));
            }
        }

        return kept.ToString();
    }

    private static bool IsDropped(string text, int at) => char.IsWhiteSpace(text, at) || IsDash(text, at)
        || CharUnicodeInfo.GetUnicodeCategory(text, at) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format;

    private static bool IsDash(string text, int at) =>
        text[at] == '\u2212' || CharUnicodeInfo.GetUnicodeCategory(text, at) == UnicodeCategory.DashPunctuation;

    private static int LengthAt(string text, int at) => char.IsHighSurrogate(text[at]) ? 2 : 1;

    // half a surrogate pair and U+FFFE cannot be normalised; they become U+FFFD, which stands in no code
    private static string WellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text, i))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]) || text[i] == '\uFFFE')
            {
                return string.Concat(text.EnumerateRunes().Select(rune => rune.ToString())).Replace('\uFFFE', '\uFFFD');
            }
        }

        return text;
    }
}
