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
        var (read, missing) = ToRead(answers, titles);
        var codes = new List<string>();
        foreach (var spelled in read.SelectMany(answer => Spellings(answer.Value)))
        {
            Offer(spelled, format, codes);
        }

        return new CandidateCodes(codes, missing, AreMistyped(codes, format));
    }

    /// <summary>
    /// The candidates that were given as a code: those in the answers to a configured title, or, where the form has none of these,
    /// those that are a whole answer. What stands in other people's sentences is no try; nor is a code whose check does not fit,
    /// which none of the list can be.
    /// </summary>
    /// <param name="candidates">Of the same answers.</param>
    public static IReadOnlyList<string> Tries(IReadOnlyList<Answer> answers, CandidateCodes candidates, CodeFormat format, IReadOnlyCollection<string> titles)
    {
        var asked = titles.Count > 0 && !candidates.MissingTitle;
        var whole = asked ? [] : answers.Select(answer => format.KeyOf(answer.Value)).ToHashSet(StringComparer.Ordinal);
        return [.. candidates.Codes.Where(code => (asked || whole.Contains(code)) && format.Reading(code, out _) != FormReading.Mistyped)];
    }

    /// <summary>Everything in the answers that could be meant for a code, whatever its format: normal forms of the answers, their words and parts.</summary>
    public static IReadOnlyList<string> Texts(IReadOnlyList<Answer> answers, IReadOnlyCollection<string> titles) =>
        [.. ToRead(answers, titles).Read.SelectMany(answer => Spellings(answer.Value)).Select(NormalForm.Of).Where(text => text.Length > 0).Distinct(StringComparer.Ordinal).Take(Most)];

    /// <summary>Two titles with one key are the same question.</summary>
    public static string TitleKey(string title) => NormalForm.Composed(title).Trim().ToUpperInvariant();

    // beside a sound one, what else stands there is no mistyped code
    private static bool AreMistyped(List<string> codes, CodeFormat format)
    {
        var readings = codes.Select(code => format.Reading(code, out _)).ToList();
        return readings.Contains(FormReading.Mistyped) && !readings.Contains(FormReading.Sound);
    }

    private static (IReadOnlyList<Answer> Read, bool MissingTitle) ToRead(IReadOnlyList<Answer> answers, IReadOnlyCollection<string> titles)
    {
        var wanted = titles.Select(TitleKey).ToHashSet(StringComparer.Ordinal);
        var titled = answers.Where(answer => wanted.Contains(TitleKey(answer.Title))).ToList();
        return (titled.Count > 0 ? titled : answers, wanted.Count > 0 && titled.Count == 0);
    }

    // the whole answer, its words, and the parts of these
    private static IEnumerable<string> Spellings(string answer)
    {
        var composed = NormalForm.Composed(answer).Trim();
        yield return composed;
        foreach (var word in composed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            yield return word;
            foreach (var part in Parts(word))
            {
                yield return part;
            }
        }
    }

    private static void Offer(string spelled, CodeFormat format, List<string> codes)
    {
        var folded = format.KeyOf(spelled);
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
