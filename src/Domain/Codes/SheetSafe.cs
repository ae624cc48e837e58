namespace ZoomApprover.Domain.Codes;

/// <summary>Tells codes that a spreadsheet program keeps as they are from those that it may take for a number, a date or a time.</summary>
public static class SheetSafe
{
    // what dates, times and numbers are written with besides digits, in English and Spanish; the longer words first
    private static readonly string[] Words =
    [
        "SEPTIEMBRE", "NOVIEMBRE", "DICIEMBRE", "SEPTEMBER", "NOVEMBER", "DECEMBER", "FEBRUARY", "FEBRERO", "OCTUBRE", "JANUARY", "OCTOBER",
        "AUGUST", "AGOSTO", "MARCH", "MARZO", "APRIL", "ABRIL", "ENERO", "JUNIO", "JULIO", "MAYO", "JUNE", "JULY", "SEPT",
        "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC", "ENE", "ABR", "AGO", "DIC",
        "AM", "PM", "E", "D", "T",
    ];

    /// <param name="code">Upper case, with or without dashes.</param>
    /// <returns>True when it has a digit and, besides what stands in numbers and dates, a letter.</returns>
    public static bool IsSafe(string code) => code.Any(char.IsAsciiDigit)
        && Words.Aggregate(code, (rest, word) => rest.Replace(word, " ", StringComparison.Ordinal)).Any(char.IsAsciiLetter);
}
