using System.Globalization;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;

namespace ZoomApprover.Infrastructure.Sheets;

/// <summary>The list as one tab of a Google Sheet, which is known by its id: people rename tabs. Calls wait for one another.</summary>
internal sealed class GoogleSheetInvitationList(ListSettings settings, SheetsConnection sheets, TimeProvider time) : IInvitationList
{
    /// <summary>Positions go stale: people sort and insert.</summary>
    private static readonly TimeSpan LatestWrite = TimeSpan.FromSeconds(10);

    /// <summary>Then it is looked up again: another tab may have taken its old title, and the zone may have changed.</summary>
    private static readonly TimeSpan TabKept = TimeSpan.FromMinutes(10);

    private readonly GoogleSheetSettings sheet = settings.GoogleSheet;
    private SheetTab? tab;
    private string lastTitle = settings.GoogleSheet.Worksheet;
    private TimeZoneInfo zone = TimeZoneInfo.Utc;
    private long foundAt;
    private string? keptTabId;

    public bool TakesMarks => true;

    // rows are added beside the passes
    private SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>The id of the tab once it was met; null before.</summary>
    public string? TabId { get; set; }

    /// <remarks>Two calls when the tab has to be looked up; three when it turns out to be renamed.</remarks>
    public async Task<ListReading> ReadAsync(CancellationToken cancellationToken)
    {
        await Turn.WaitAsync(cancellationToken);
        try
        {
            return await ReadInTurnAsync(cancellationToken);
        }
        finally
        {
            Turn.Release();
        }
    }

    public void Remember(ListPlace place) => keptTabId = place.Spreadsheet == sheet.SpreadsheetId ? place.Tab : null;

    public void Forget()
    {
        // every reading answers all rows
    }

    public async Task WriteAsync(ListReading reading, IReadOnlyList<CellWrite> cells, CancellationToken cancellationToken)
    {
        if (reading.Place.Spreadsheet != sheet.SpreadsheetId)
        {
            throw new ArgumentException("The reading is of another spreadsheet.", nameof(reading));
        }

        await Turn.WaitAsync(cancellationToken);
        try
        {
            var writes = SheetWrite.Of(reading.TabTitle, cells).ToList();
            for (var number = 0; number < writes.Count; number++)
            {
                var calls = number == 0 ? writes.Count : 0;
                await WriteAsync(reading, writes[number], calls, cancellationToken);
            }
        }
        finally
        {
            Turn.Release();
        }
    }

    private async Task<ListReading> ReadInTurnAsync(CancellationToken cancellationToken)
    {
        if (tab is null || time.GetElapsedTime(foundAt) >= TabKept)
        {
            await FindTabAsync(cancellationToken);
        }

        try
        {
            return await ReadTabAsync(tab!, cancellationToken);
        }
        catch (ListUnavailableException failure) when (failure.Problem.Kind == ProblemKind.SheetTabMissing)
        {
            await FindTabAsync(cancellationToken);
            return await ReadTabAsync(tab!, cancellationToken);
        }
    }

    private async Task WriteAsync(ListReading reading, SheetWrite write, int calls, CancellationToken cancellationToken)
    {
        try
        {
            await sheets.WriteAsync(reading.TabTitle, write, calls, () => RefuseLate(reading), cancellationToken);
        }
        catch (ListUnavailableException failure) when (failure.Problem.Kind == ProblemKind.SheetTabMissing)
        {
            tab = null;
            throw SheetRefusal.TabMissing(reading.TabTitle, TimeSpan.Zero); // renamed since it was read: the next reading finds it
        }
    }

    private async Task<ListReading> ReadTabAsync(SheetTab met, CancellationToken cancellationToken)
    {
        var beganAt = time.GetUtcNow();
        var values = await sheets.ReadAsync(met.Title, () => beganAt = time.GetUtcNow(), cancellationToken);
        if (values.ValueRanges is not [var whole])
        {
            throw SheetRefusal.Unreachable("an unreadable answer");
        }

        return new ListReading(new ListPlace(sheet.SpreadsheetId, Id(met)), beganAt, whole.Values ?? [], zone, met.Title);
    }

    private async Task FindTabAsync(CancellationToken cancellationToken)
    {
        tab = null;
        var spreadsheet = await sheets.GetTabsAsync(cancellationToken);
        var tabs = spreadsheet.Sheets.Select(entry => entry.Properties).ToList();

        tab = tabs.Find(one => Id(one) == TabId) ?? tabs.Find(one => one.Title == sheet.Worksheet) ?? tabs.Find(one => Id(one) == keptTabId);
        if (tab is null && sheet.Worksheet.Length == 0 && TabId is null)
        {
            tab = tabs.MinBy(one => one.Index);
        }

        if (tab is null)
        {
            throw SheetRefusal.TabMissing(lastTitle);
        }

        lastTitle = tab.Title;
        TabId = Id(tab);
        foundAt = time.GetTimestamp();
        zone = TimeZoneInfo.TryFindSystemTimeZoneById(spreadsheet.Properties?.TimeZone ?? "", out var known) ? known : TimeZoneInfo.Utc;
    }

    private void RefuseLate(ListReading reading)
    {
        if (time.GetUtcNow() - reading.BeganAt > LatestWrite)
        {
            throw SheetRefusal.Unreachable("the reading is too old to write by", TimeSpan.Zero);
        }
    }

    private static string Id(SheetTab tab) => tab.SheetId.ToString(CultureInfo.InvariantCulture);
}
