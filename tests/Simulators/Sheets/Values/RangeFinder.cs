using ZoomApprover.Simulators.Sheets.Http;

namespace ZoomApprover.Simulators.Sheets.Values;

/// <summary>From the text of a range to a tab and a place in it.</summary>
internal static class RangeFinder
{
    /// <param name="prefix">Set before the refusal, such as "Invalid data[0]: ".</param>
    public static (SimTab Tab, A1Range Range) Find(SimSpreadsheet spreadsheet, string text, string prefix)
    {
        if (A1Parser.Parse(text) is not { } range || spreadsheet.FindTab(range.Tab) is not { } tab)
            throw new RefusedException(SheetsErrors.Invalid($"{prefix}Unable to parse range: {text}"));
        if (!range.StartsWithin(tab.Grid))
            throw new RefusedException(SheetsErrors.Invalid(
                $"{prefix}Range ({range with { Tab = tab.Title }}) exceeds grid limits. Max rows: {tab.Grid.RowCount}, max columns: {tab.Grid.ColumnCount}"));
        return (tab, range);
    }
}
