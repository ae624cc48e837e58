using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ZoomApprover.Infrastructure.Zoom.Answers;

/// <summary>Makes Zoom's words fit for logs and pages: no e-mail addresses, no control characters, not too long.</summary>
internal static class ZoomWords
{
    public const int Most = 300;

    // linear whatever it is fed
    private static readonly Regex Address = new(@"\S*(@|%40)\S*", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    public static string Clean(string words) => Short(Address.Replace(Printable(words), "(e-mail)").Trim());

    private static string Printable(string words)
    {
        var printable = new StringBuilder(words.Length);
        foreach (var letter in words)
        {
            if (char.IsWhiteSpace(letter))
            {
                printable.Append(' ');
            }
            else if (char.GetUnicodeCategory(letter) is not (UnicodeCategory.Control or UnicodeCategory.Format))
            {
                printable.Append(letter);
            }
        }

        return printable.ToString();
    }

    private static string Short(string words) =>
        words.Length <= Most ? words : words[..(char.IsHighSurrogate(words[Most - 1]) ? Most - 1 : Most)];
}
