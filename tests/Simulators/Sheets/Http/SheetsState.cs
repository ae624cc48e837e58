namespace ZoomApprover.Simulators.Sheets.Http;

/// <summary>Everything that outlives a restart. Guarded by <see cref="Gate"/>.</summary>
internal sealed class SheetsState(SheetsSimulatorOptions options)
{
    public Lock Gate { get; } = new();

    public SheetsSimulatorOptions Options { get; } = options;

    public Dictionary<string, SimSpreadsheet> Spreadsheets { get; } = new(StringComparer.Ordinal);

    public List<SheetsCall> Calls { get; } = [];

    public List<string> Unexpected { get; } = [];

    public SheetsFaults Faults { get; } = new();

    public TimeSpan StaleReadFor { get; set; }

    public bool ApiDisabled { get; set; }

    public DateTimeOffset Now => Options.TimeProvider.GetUtcNow();
}
