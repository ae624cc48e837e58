using System.Text;

namespace ZoomApprover.Domain.Codes;

/// <summary>What a text is to a form of generated codes.</summary>
public enum FormReading
{
    /// <summary>Not of this form.</summary>
    Other,

    /// <summary>Of this form, but the check character does not fit the others.</summary>
    Mistyped,

    /// <summary>A code that could have been made here.</summary>
    Sound,
}

/// <summary>
/// Codes that this service makes: a prefix, then characters none of which is taken for another one, the last of them a check.
/// Written as <c>ASM-*****-*****-****</c>; dashes are for the eye.
/// </summary>
/// <remarks>
/// The check: with places counted from the right (the check being 1), the sum of place times value is 0 modulo 29. As 29 is a
/// prime and there are at most 28 places, every wrong character and every swap of two different characters is found.
/// </remarks>
public sealed class GeneratedForm
{
    /// <summary>No O, I, L, Z, S, B, U: each is read as one of these.</summary>
    public const string Alphabet = "0123456789ACDEFGHJKMNPQRTVWXY";

    public const int LongestPrefix = 12;
    public const int LeastBits = 40;
    public const int MostBits = 120;
    public const int StandardBits = 60;

    private const int Shortest = 10; // with the check; 40 bits
    private const int Longest = 26;
    private const int LongestGroup = 5;

    private static readonly double BitsOfOne = Math.Log2(Alphabet.Length);

    private readonly string foldedPrefix;
    private readonly int places;

    private GeneratedForm(string prefix, int places, string text) =>
        (Prefix, this.places, Text, foldedPrefix) = (prefix, places, text, LookAlikes.Fold(prefix));

    /// <summary>Upper case, without dashes; may be "".</summary>
    public string Prefix { get; }

    /// <summary><c>ASM-*****-*****-****</c></summary>
    public string Text { get; }

    /// <summary>Characters of a code without dashes.</summary>
    public int Length => Prefix.Length + places;

    /// <summary>How much chance is in a code; prefix and check hold none.</summary>
    public double Bits => (places - 1) * BitsOfOne;

    /// <param name="prefix">Latin letters and digits, up to 12; "" for none.</param>
    /// <param name="bits">The least chance in a code, 40 to 120.</param>
    public static GeneratedForm Of(string prefix, int bits = StandardBits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bits, LeastBits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, MostBits);
        if (!IsPrefix(prefix))
        {
            throw new ArgumentException("Not a prefix.", nameof(prefix));
        }

        var places = (int)Math.Ceiling(bits / BitsOfOne) + 1;
        var groups = (places + LongestGroup - 1) / LongestGroup;
        var sizes = Enumerable.Range(0, groups).Select(group => places / groups + (group < places % groups ? 1 : 0));
        IEnumerable<string> parts = [.. prefix.Length == 0 ? (string[])[] : [prefix], .. sizes.Select(size => new string('*', size))];
        return new GeneratedForm(prefix.ToUpperInvariant(), places, string.Join('-', parts).ToUpperInvariant());
    }

    public static bool IsPrefix(string text) => text.Length <= LongestPrefix && text.All(char.IsAsciiLetterOrDigit);

    /// <param name="text">A prefix, then a star for each of 10 to 26 characters; dashes anywhere.</param>
    /// <returns>Null when it is not one.</returns>
    public static GeneratedForm? TryParse(string text)
    {
        var bare = text.Trim().Replace("-", "", StringComparison.Ordinal);
        var prefix = bare.TrimEnd('*');
        var places = bare.Length - prefix.Length;
        return IsPrefix(prefix) && places is >= Shortest and <= Longest
            ? new GeneratedForm(prefix.ToUpperInvariant(), places, text.Trim().ToUpperInvariant())
            : null;
    }

    /// <summary>Whether one text can be of both forms.</summary>
    public bool Overlaps(GeneratedForm other) => Length == other.Length
        && (foldedPrefix.StartsWith(other.foldedPrefix, StringComparison.Ordinal) || other.foldedPrefix.StartsWith(foldedPrefix, StringComparison.Ordinal));

    /// <param name="folded">Normal form.</param>
    /// <param name="key">The code as it was made: look-alikes read as what they must have been. The text itself when it is of another form.</param>
    public FormReading Read(string folded, out string key)
    {
        key = folded;
        if (folded.Length != Length)
        {
            return FormReading.Other;
        }

        for (var i = 0; i < foldedPrefix.Length; i++)
        {
            if (LookAlikes.Fold(folded[i]) != foldedPrefix[i])
            {
                return FormReading.Other;
            }
        }

        var (sum, hasDigit) = (0, false);
        for (var i = foldedPrefix.Length; i < folded.Length; i++)
        {
            var value = Alphabet.IndexOf(LookAlikes.Fold(folded[i]), StringComparison.Ordinal);
            if (value < 0)
            {
                return FormReading.Other;
            }

            hasDigit |= char.IsAsciiDigit(folded[i]);
            sum += value * (folded.Length - i);
        }

        if (sum % Alphabet.Length == 0)
        {
            key = Prefix + LookAlikes.Fold(folded[Prefix.Length..]);
            return FormReading.Sound;
        }

        // without a prefix every word of this length would be one
        return Prefix.Length > 0 || hasDigit ? FormReading.Mistyped : FormReading.Other;
    }

    /// <summary>Makes a code, with its dashes.</summary>
    /// <param name="below">A number from 0 up to, and without, its argument; all must be equally likely and unforeseeable.</param>
    public string Make(Func<int, int> below)
    {
        while (true)
        {
            var code = new StringBuilder(places);
            var sum = 0;
            for (var place = places; place > 1; place--)
            {
                var value = below(Alphabet.Length);
                code.Append(Alphabet[value]);
                sum += place * value;
            }

            code.Append(Alphabet[(Alphabet.Length - sum % Alphabet.Length) % Alphabet.Length]);
            if (SheetSafe.IsSafe(code.ToString()))
            {
                return Spelled(code.ToString());
            }
        }
    }

    public override string ToString() => Text;

    private string Spelled(string code)
    {
        var spelled = new StringBuilder(Text);
        var next = 0;
        for (var i = 0; i < spelled.Length; i++)
        {
            if (spelled[i] == '*')
            {
                spelled[i] = code[next++];
            }
        }

        return spelled.ToString();
    }
}
