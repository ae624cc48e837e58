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

    /// <summary>Set while a call is answered: what changes then is its doing.</summary>
    public SheetsCall? Answering { get; set; }

    /// <summary>How many changes of any tab there were.</summary>
    public long Changes { get; set; }

    public TimeSpan StaleReadFor { get; set; }

    public bool ApiDisabled { get; set; }

    public DateTimeOffset Now => Options.TimeProvider.GetUtcNow();
}
