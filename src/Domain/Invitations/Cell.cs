using System.Globalization;

namespace ZoomApprover.Domain.Invitations;

/// <summary>One cell of the list as it was read: text, a number, a tick, or nothing.</summary>
public readonly record struct Cell
{
    private readonly string? text;
    private readonly double number;
    private readonly Kind kind;

    private Cell(string text, Kind kind = Kind.Text, double number = 0) => (this.text, this.kind, this.number) = (text, kind, number);

    // a list has a million cells: this is smaller than two nullable members
    private enum Kind : byte
    {
        Text,
        Number,
        Tick,
    }

    public static Cell Empty { get; } = new("");

    /// <summary>What a person sees; numbers without grouping, a tick as TRUE or FALSE; "" when empty.</summary>
    public string Text => text ?? "";

    /// <summary>Set when the cell holds a number instead of text (a sheet turned the code into one).</summary>
    public double? Number => kind == Kind.Number ? number : null;

    /// <summary>Set when the cell holds a check-box, or the truth value that one has.</summary>
    public bool? Tick => kind == Kind.Tick ? number != 0 : null;

    /// <summary>Trimmed; "" also for a check-box that is off, which reads as FALSE.</summary>
    public string Said => Text.Trim() is var said && (said.Equals("FALSE", StringComparison.OrdinalIgnoreCase) || said.Equals("FALSO", StringComparison.OrdinalIgnoreCase)) ? "" : said;

    public bool IsEmpty => string.IsNullOrWhiteSpace(text);

    public static Cell Of(string text) => new(text);

    public static Cell Of(double number) => new(number.ToString("R", CultureInfo.InvariantCulture), Kind.Number, number);

    public static Cell Of(bool tick) => new(tick ? "TRUE" : "FALSE", Kind.Tick, tick ? 1 : 0);
}
