using System.Globalization;
using System.Text;

namespace ZoomApprover.Domain.Codes;

/// <summary>What is wrong with codes of a list.</summary>
public enum CodeFault
{
    /// <summary>The code stands in more than one row: nobody is approved with it.</summary>
    Doubled,

    /// <summary>The codes differ only in characters that people take for one another.</summary>
    LookAlike,

    /// <summary>Spaces or invisible characters around or in the code. Reading does not mind them; other programs do.</summary>
    StraySpaces,

    /// <summary>A spreadsheet program took the code for a number, a date or a formula.</summary>
    Damaged,

    /// <summary>Not of the configured format: no answer will ever match it.</summary>
    OddShape,

    /// <summary>Of the form of generated codes, but the check character does not fit.</summary>
    CheckFails,
}

/// <param name="Rows">As people count, the header being 1.</param>
public sealed record CodeFinding(CodeFault Fault, IReadOnlyList<int> Rows);

/// <param name="Codes">Rows that hold a code.</param>
/// <param name="Bits">Estimated strength of the weakest kind; null without codes.</param>
public sealed record CodeReport(int Codes, IReadOnlyList<CodeFinding> Findings, double? Bits)
{
    public bool IsWeak => Bits < CodeStrength.Least;
}

/// <summary>Looks over the codes of a list before they are sent out. Pure.</summary>
public static class CodeCheck
{
    private static readonly string[] Dates = ["yyyy-MM-dd", "d/M/yyyy", "d/M/yy", "d-M-yyyy", "d-M-yy", "d-MMM", "d-MMM-yy", "d-MMM-yyyy", "MMM-yy", "MMM-yyyy", "d.M.yyyy", "yyyy-MM-dd HH:mm:ss", "d/M/yyyy H:mm", "d/M/yyyy H:mm:ss"];
    private static readonly CultureInfo[] Languages = [CultureInfo.InvariantCulture, CultureInfo.GetCultureInfo("es")];

    /// <param name="cells">The row and what stands in the cell, untrimmed; blank ones may be among them.</param>
    public static CodeReport Of(IEnumerable<(int Row, string Text)> cells, CodeFormat format)
    {
        Dictionary<string, List<int>> keys = new(StringComparer.Ordinal);
        List<int> damaged = [], spaces = [], odd = [], failing = [];
        foreach (var (row, text) in cells.Where(cell => !string.IsNullOrWhiteSpace(cell.Text)))
        {
            var folded = NormalForm.Of(text);
            if (IsDamaged(text.Trim(), folded, format))
            {
                damaged.Add(row);
                continue;
            }

            if (text.EnumerateRunes().Any(IsStray))
            {
                spaces.Add(row);
            }

            var reading = format.Reading(folded, out var key);
            if (reading == FormReading.Mistyped)
            {
                failing.Add(row);
            }
            else if (!format.Matches(NormalForm.Composed(text).Trim(), folded))
            {
                odd.Add(row);
            }

            if (!keys.TryAdd(key, [row]))
            {
                keys[key].Add(row);
            }
        }

        var confused = keys.GroupBy(key => LookAlikes.Fold(key.Key), StringComparer.Ordinal).Where(alike => alike.Count() > 1);
        return new CodeReport(
            keys.Sum(key => key.Value.Count) + damaged.Count,
            [
                .. keys.Values.Where(rows => rows.Count > 1).Select(rows => new CodeFinding(CodeFault.Doubled, rows)),
                .. confused.Select(alike => new CodeFinding(CodeFault.LookAlike, [.. alike.SelectMany(key => key.Value).Order()])),
                .. All(CodeFault.Damaged, damaged),
                .. All(CodeFault.CheckFails, failing),
                .. All(CodeFault.OddShape, odd),
                .. All(CodeFault.StraySpaces, spaces),
            ],
            CodeStrength.Bits(keys.Keys, format));
    }

    private static IEnumerable<CodeFinding> All(CodeFault fault, List<int> rows) => rows.Count == 0 ? [] : [new CodeFinding(fault, rows)];

    private static bool IsStray(Rune letter) => Rune.IsWhiteSpace(letter)
        || Rune.GetUnicodeCategory(letter) is UnicodeCategory.Format or UnicodeCategory.Control;

    // what a program made of a code; a code that is of the format all the same is left alone
    private static bool IsDamaged(string text, string folded, CodeFormat format)
    {
        if (folded.Length == 0 || text.StartsWith('#') || text.StartsWith('='))
        {
            return true; // "#REF!" and its like
        }

        if (text.Contains('/', StringComparison.Ordinal) && IsDate(text))
        {
            return true; // 01/02/2026 has ten characters too
        }

        return !format.Matches(NormalForm.Composed(text), folded) && (IsNumber(text) || IsDate(text) || folded is "TRUE" or "FALSE" or "VERDADERO" or "FALSO");
    }

    // 1.23457E+11, 1,23E+05, 12345.0; digits alone may have lost their zeros, and with their grouping too
    private static bool IsNumber(string text) => text.Any(char.IsAsciiDigit)
        && double.TryParse(text.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static bool IsDate(string text) => Languages.Any(language => DateTime.TryParseExact(text.Replace(".-", "-", StringComparison.Ordinal), Dates, language, DateTimeStyles.None, out _));
}
