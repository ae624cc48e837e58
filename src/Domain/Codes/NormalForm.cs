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

    public static string Of(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in WellFormed(text).Normalize(NormalizationForm.FormKD))
        {
            if (!IsDropped(letter))
            {
                folded.Append(letter);
            }
        }

        return folded.ToString().ToUpperInvariant().Replace('ı', 'I').Replace("ß", "SS", StringComparison.Ordinal)
            .Replace("ẞ", "SS", StringComparison.Ordinal);
    }

    /// <summary>What stands in for the text before separators go: one spelling for each letter and one dash, no invisible characters.</summary>
    public static string Composed(string text)
    {
        var composed = new StringBuilder(text.Length);
        foreach (var letter in WellFormed(text).Normalize(NormalizationForm.FormKC))
        {
            var category = CharUnicodeInfo.GetUnicodeCategory(letter);
            if (category == UnicodeCategory.DashPunctuation || letter == '\u2212')
            {
                composed.Append('-');
            }
            else if (category != UnicodeCategory.Format)
            {
                composed.Append(letter);
            }
        }

        return composed.ToString();
    }

    /// <summary>Says whether this runtime can normalise at all: without ICU it hands letters back as they came.</summary>
    public static bool WorksHere() => Of("Ａ１") == "A1" && Of("é") == "E";

    private static bool IsDropped(char letter) => letter == '\u2212' || char.IsWhiteSpace(letter) || CharUnicodeInfo.GetUnicodeCategory(letter)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format or UnicodeCategory.DashPunctuation;

    // half a surrogate pair cannot be normalised; it becomes U+FFFD, which stands in no code
    private static string WellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text, i))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()));
            }
        }

        return text;
    }
}
