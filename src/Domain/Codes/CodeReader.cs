using System.Text;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Domain.Codes;

/// <summary>Finds what could be a code in the answers of a registration form. Pure.</summary>
public static class CodeReader
{
    // an honest form holds a handful; a hostile one must not fill the ledger
    private const int Most = 100;

    /// <param name="titles">Titles of the questions that ask for the code, compared without regard to case, width and outer spaces; may be empty.</param>
    public static CandidateCodes Read(IReadOnlyList<Answer> answers, CodeFormat format, IReadOnlyCollection<string> titles)
    {
        var wanted = titles.Select(TitleKey).ToHashSet(StringComparer.Ordinal);
        var titled = answers.Where(answer => wanted.Contains(TitleKey(answer.Title))).ToList();
        var missing = wanted.Count > 0 && titled.Count == 0;
        var codes = new List<string>();
        foreach (var answer in titled.Count > 0 ? titled : answers)
        {
            Collect(answer.Value, format, codes);
        }

        return new CandidateCodes(codes, missing);
    }

    /// <summary>Two titles with one key are the same question.</summary>
    public static string TitleKey(string title) => NormalForm.Composed(title).Trim().ToUpperInvariant();

    private static void Collect(string answer, CodeFormat format, List<string> codes)
    {
        var composed = NormalForm.Composed(answer).Trim();
        Offer(composed, format, codes);
        foreach (var word in composed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            Offer(word, format, codes);
            foreach (var part in Parts(word))
            {
                Offer(part, format, codes);
            }
        }
    }

    private static void Offer(string spelled, CodeFormat format, List<string> codes)
    {
        var folded = NormalForm.Of(spelled);
        if (codes.Count < Most && format.Matches(spelled, folded) && !codes.Contains(folded))
        {
            codes.Add(folded);
        }
    }

    // "code:ABC," and "(ABC)" hold the word ABC
    private static IEnumerable<string> Parts(string word)
    {
        var part = new StringBuilder();
        foreach (var letter in word.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(letter) || letter.Value is '-' or '_')
            {
                part.Append(letter.ToString());
            }
            else if (part.Length > 0)
            {
                yield return part.ToString();
                part.Clear();
            }
        }

        if (part.Length > 0 && part.Length < word.Length)
        {
            yield return part.ToString();
        }
    }
}
