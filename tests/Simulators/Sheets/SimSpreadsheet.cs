using ZoomApprover.Simulators.Sheets.Http;

namespace ZoomApprover.Simulators.Sheets;

public sealed class SimSpreadsheet
{
    private readonly SheetsState state;
    private readonly List<SimTab> tabs = [];
    private readonly Dictionary<string, SheetsAccess> shares = new(StringComparer.OrdinalIgnoreCase);

    internal SimSpreadsheet(SheetsState state, string id)
    {
        this.state = state;
        Id = id;
    }

    public string Id { get; }

    public string Title { get; set; } = "Codes";

    public string Locale { get; set; } = "en_US";

    public string TimeZone { get; set; } = "Europe/Madrid";

    /// <summary>Of every service account that has no share of its own.</summary>
    public SheetsAccess Access { get; set; } = SheetsAccess.Editor;

    public IReadOnlyList<SimTab> Tabs
    {
        get
        {
            lock (state.Gate)
                return [.. tabs];
        }
    }

    public void Share(string serviceAccountEmail, SheetsAccess access)
    {
        lock (state.Gate)
            shares[serviceAccountEmail] = access;
    }

    /// <summary>A tab of 1,000 rows and 26 columns (or more, if there are more headers), as a new one is in Sheets.</summary>
    public SimTab AddTab(string title, int sheetId, params string[] headers)
    {
        lock (state.Gate)
        {
            var tab = new SimTab(state, this, title, sheetId, headers);
            tabs.Add(tab);
            return tab;
        }
    }

    public void RemoveTab(SimTab tab)
    {
        lock (state.Gate)
            tabs.Remove(tab);
    }

    internal SheetsAccess AccessOf(string email) => shares.GetValueOrDefault(email, Access);

    /// <summary>Null title: the first tab.</summary>
    internal SimTab? FindTab(string? title) =>
        title is null ? tabs.FirstOrDefault() : tabs.Find(tab => tab.Title == title);
}
