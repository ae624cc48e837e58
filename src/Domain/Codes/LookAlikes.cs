using System.Text;

namespace ZoomApprover.Domain.Codes;

/// <summary>Characters that people take for one another in print, each read as one that stands in generated codes.</summary>
public static class LookAlikes
{
    /// <summary>Pairs of a character and what it is read as; upper case.</summary>
    public static IReadOnlyDictionary<char, char> ReadAs { get; } = new Dictionary<char, char>
    {
        ['O'] = '0',
        ['I'] = '1',
        ['L'] = '1',
        ['Z'] = '2',
        ['S'] = '5',
        ['B'] = '8',
        ['U'] = 'V',
    };

    public static char Fold(char letter) => ReadAs.GetValueOrDefault(letter, letter);

    /// <summary>Two codes with one folded text can be confused.</summary>
    /// <param name="code">Normal form.</param>
    public static string Fold(string code)
    {
        var folded = new StringBuilder(code.Length);
        foreach (var letter in code)
        {
            folded.Append(Fold(letter));
        }

        return folded.ToString();
    }
}
