using System.Globalization;
using System.Text.RegularExpressions;

namespace ZoomApprover.Domain.Codes;

/// <summary>What a code of this event looks like: so many characters, or a pattern.</summary>
public sealed class CodeFormat
{
    private readonly Regex? pattern;

    private CodeFormat(int length, Regex? pattern, string text, IReadOnlyList<GeneratedForm> generated) =>
        (Length, this.pattern, Text, Generated) = (length, pattern, text, generated);

    /// <summary>Characters of the folded code; 0 when a pattern is set.</summary>
    public int Length { get; }

    /// <summary>For people: "10 characters" or the pattern.</summary>
    public string Text { get; }

    /// <summary>Forms of generated codes, which are codes of this event too. Nothing is of two of them.</summary>
    public IReadOnlyList<GeneratedForm> Generated { get; }

    /// <summary>How texts become the keys that the ledger stores; "1" is the normal form alone.</summary>
    public string Rule => Generated.Count == 0 ? NormalForm.Version.ToString(CultureInfo.InvariantCulture) : $"2 {string.Join(' ', Generated.Select(form => form.Text).Order(StringComparer.Ordinal))}";

    /// <summary>Reads the forms out of a rule.</summary>
    /// <returns>Null when this version does not know the rule.</returns>
    public static IReadOnlyList<GeneratedForm>? FormsOf(string rule)
    {
        var words = rule.Split(' ');
        var forms = words[1..].Select(GeneratedForm.TryParse).ToList();
        return words[0] is "1" or "2" && words.Length == 1 == (words[0] == "1") && forms.All(form => form is not null) ? [.. forms.OfType<GeneratedForm>()] : null;
    }

    /// <param name="length">Characters of the folded code, 1 to 128 (Zoom's longest answer).</param>
    public static CodeFormat OfLength(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, 128);
        return new(length, null, $"{length} characters", []);
    }

    /// <param name="pattern">A regular expression for the whole code, without regard to case; no lookarounds or back references.</param>
    /// <exception cref="ArgumentException">The pattern is not one.</exception>
    /// <exception cref="NotSupportedException">The pattern needs backtracking, which hostile answers could slow down without end.</exception>
    public static CodeFormat OfPattern(string pattern)
    {
        _ = Compiled(pattern); // "a)|(b" is none, though it would become one between the brackets below
        return new(0, Compiled($@"\A(?:{pattern})\z"), pattern, []);
    }

    /// <summary>The same, and codes of these forms besides.</summary>
    public CodeFormat With(IReadOnlyList<GeneratedForm> generated) => generated.Count == 0
        ? this
        : new(Length, pattern, $"{string.Join(", ", generated)}, {Text}", generated);

    /// <summary>The form in which codes are compared and stored: the normal form, and of a generated code the code as it was made.</summary>
    public string KeyOf(string text)
    {
        var folded = NormalForm.Of(text);
        return Reading(folded, out var key) == FormReading.Sound ? key : folded;
    }

    /// <summary>What a text is to the forms of generated codes.</summary>
    /// <param name="folded">Normal form.</param>
    /// <param name="key">The code as it was made, when it is sound.</param>
    public FormReading Reading(string folded, out string key)
    {
        var reading = FormReading.Other;
        foreach (var form in Generated)
        {
            reading = form.Read(folded, out key);
            if (reading != FormReading.Other)
            {
                return reading;
            }
        }

        key = folded;
        return reading;
    }

    /// <summary>Whether a text is, as a whole, a code of this format.</summary>
    /// <param name="spelled">A word or an answer as typed, composed; separators still in it.</param>
    /// <param name="folded">The same in its normal form.</param>
    public bool Matches(string spelled, string folded) => Reading(folded, out _) != FormReading.Other || (pattern is null
        ? CharactersIn(folded) == Length
        : folded.Length > 0 && (pattern.IsMatch(spelled) || pattern.IsMatch(folded)));

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
