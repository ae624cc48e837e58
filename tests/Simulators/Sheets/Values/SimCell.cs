using System.Globalization;

namespace ZoomApprover.Simulators.Sheets.Values;

/// <summary>What a cell holds: string, double, bool or null, and how it looks where that is not the plain value.</summary>
/// <param name="Shown">The text people see for a date, a percentage and the like; null: the plain look.</param>
internal readonly record struct SimCell(object? Value, string? Shown = null, bool IsDate = false, string? Formula = null)
{
    public bool IsEmpty => Value is null && Formula is null;

    /// <summary>What a test sees: the formula itself, since nothing is calculated here.</summary>
    public object? Content => Formula ?? Value;

    public static SimCell Of(object? value) => value switch
    {
        null or "" => default,
        string or bool or double => new(value),
        int or long or short or byte or float or decimal => new(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        _ => throw new ArgumentException($"A cell cannot hold a {value.GetType().Name}.", nameof(value)),
    };
}
