namespace ZoomApprover.Simulators.Sheets;

/// <summary>One line of a tab's history.</summary>
/// <param name="Author">"person" or "service".</param>
/// <param name="Act">
/// What was done: Set, Type, Clear, Append, Rename or Write change one cell. Delete has one line per value that went
/// with the row. Insert, Sort and Move change no value and have one line, with row or column 0 where it means "all".
/// </param>
/// <param name="Key">The text in the key column of that row after the change (of a deleted row: before): whose row it was at that instant.</param>
public sealed record CellChange(
    DateTimeOffset At, string Author, string Act, int Row, int Column, object? OldValue, object? NewValue, string? Key)
{
    public const string Person = "person";

    public const string Service = "service";

    public bool ByService => Author == Service;
}

/// <summary>A cell that became a formula: text was written as if it had been typed.</summary>
public readonly record struct FormulaCell(int Row, int Column, string Formula);
