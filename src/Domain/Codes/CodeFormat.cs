using System.Text.RegularExpressions;

namespace ZoomApprover.Domain.Codes;

/// <summary>What a code of this event looks like: so many characters, or a pattern.</summary>
public sealed class CodeFormat
{
    private readonly Regex? pattern;

    private CodeFormat(int length, Regex? pattern, string text) => (Length, this.pattern, Text) = (length, pattern, text);

    /// <summary>Characters of the folded code; 0 when a pattern is set.</summary>
    public int Length { get; }

    /// <summary>For people: "10 characters" or the pattern.</summary>
    public string Text { get; }

    /// <param name="length">Characters of the folded code, 1 to 128 (Zoom's longest answer).</param>
    public static CodeFormat OfLength(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, 128);
        return new(length, null, $"{length} characters");
    }

    /// <param name="pattern">A regular expression for the whole code, without regard to case; no lookarounds or back references.</param>
    /// <exception cref="ArgumentException">The pattern is not one.</exception>
    /// <exception cref="NotSupportedException">The pattern needs backtracking, which hostile answers could slow down without end.</exception>
    public static CodeFormat OfPattern(string pattern)
    {
        _ = Compiled(pattern); // "a)|(b" is none, though it would become one between the brackets below
        return new(0, Compiled($@"\A(?:{pattern})\z"), pattern);
    }

    /// <summary>Whether a text is, as a whole, a code of this format.</summary>
    /// <param name="spelled">A word or an answer as typed, composed; separators still in it.</param>
    /// <param name="folded">The same in its normal form.</param>
    public bool Matches(string spelled, string folded) => pattern is null
        ? CharactersIn(folded) == Length
        : folded.Length > 0 && (pattern.IsMatch(spelled) || pattern.IsMatch(folded));

    private static Regex Compiled(string pattern) =>
        new(pattern, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static int CharactersIn(string folded)
    {
        var pairs = 0;
        foreach (var unit in folded)
        {
            pairs += char.IsHighSurrogate(unit) ? 1 : 0;
        }

        return folded.Length - pairs;
    }
}
