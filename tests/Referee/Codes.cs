using System.Globalization;
using System.Text;

namespace ZoomApprover.Referee;

/// <summary>The referee's own idea of when two spellings are one code, and of what in an answer could be one.</summary>
internal static class Codes
{
    public static string Fold(string text)
    {
        var folded = new StringBuilder();
        foreach (var rune in text.Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            var isSilent = Rune.IsWhiteSpace(rune) || rune.Value == 0x2212
                || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format or UnicodeCategory.DashPunctuation;
            folded.Append(isSilent ? "" : rune.Value switch { 'ı' => "I", 'ß' or 'ẞ' => "SS", _ => Rune.ToUpperInvariant(rune).ToString() });
        }

        return folded.ToString();
    }

    /// <summary>The answer as a whole, its words, and what stands between other signs.</summary>
    public static IReadOnlySet<string> In(IEnumerable<string> answers, int length) =>
        answers.SelectMany(Pieces).Select(Fold).Where(code => code.EnumerateRunes().Count() == length).ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string> Pieces(string answer)
    {
        var words = answer.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return [answer, .. words, .. words.SelectMany(Runs)];
    }

    private static IEnumerable<string> Runs(string word) => string
        .Concat(word.EnumerateRunes().Select(rune => Rune.IsLetterOrDigit(rune) || rune.Value is '-' or '_' ? rune.ToString() : "\n"))
        .Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
