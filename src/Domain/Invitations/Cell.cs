using System.Globalization;

namespace ZoomApprover.Domain.Invitations;

/// <summary>One cell of the list as it was read: text, a number, a tick, or nothing.</summary>
public readonly record struct Cell
{
    private Cell(string text, double? number) => (this.text, Number) = (text, number);

    private readonly string? text;

    public static Cell Empty { get; } = new("", null);

    /// <summary>What a person sees; numbers without grouping, a tick as TRUE or FALSE; "" when empty.</summary>
    public string Text => text ?? "";

    /// <summary>Set when the cell holds a number instead of text (a sheet turned the code into one).</summary>
    public double? Number { get; }

    public bool IsEmpty => string.IsNullOrWhiteSpace(text);

    public static Cell Of(string text) => new(text, null);

    public static Cell Of(double number) => new(number.ToString("R", CultureInfo.InvariantCulture), number);

    public static Cell Of(bool tick) => new(tick ? "TRUE" : "FALSE", null);
}
