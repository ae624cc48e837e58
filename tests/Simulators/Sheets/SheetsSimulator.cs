using ZoomApprover.Simulators.Sheets.Http;
using ZoomApprover.Simulators.Sheets.Tokens;

namespace ZoomApprover.Simulators.Sheets;

/// <summary>
/// Google Sheets and its token server on a loopback port, as strict as the real ones. A call it does not know is
/// answered 501 and stands in <see cref="UnexpectedCalls"/>.
/// </summary>
public sealed class SheetsSimulator : IAsyncDisposable
{
    private readonly SheetsState state;
    private readonly TokenOffice tokens;
    private readonly SheetsApi api;
    private readonly ServiceAccount account;
    private SheetsServer? server;
    private int port;

    private SheetsSimulator(SheetsSimulatorOptions options)
    {
        state = new(options);
        tokens = new(options);
        api = new(state, tokens);
        account = new("invitations");
        tokens.Accounts.Add(account);
        port = options.Port;
    }

    /// <summary>http://127.0.0.1:port, the same after a restart.</summary>
    public string BaseUrl => $"http://127.0.0.1:{port}";

    /// <summary>The key file of the account that every spreadsheet is shared with unless said otherwise.</summary>
    public string ServiceAccountJson => account.KeyFile(tokens.TokenUri);

    public string ServiceAccountEmail => account.Email;

    /// <summary>A person deleted the service account: no new token, and old ones are refused.</summary>
    public bool ServiceAccountDeleted
    {
        get { lock (state.Gate) return account.Deleted; }
        set { lock (state.Gate) account.Deleted = value; }
    }

    /// <summary>The project never switched the Sheets API on.</summary>
    public bool ApiDisabled
    {
        get { lock (state.Gate) return state.ApiDisabled; }
        set { lock (state.Gate) state.ApiDisabled = value; }
    }

    /// <summary>For so long after a write of the service, reads return the grid from before it.</summary>
    public TimeSpan StaleReadFor
    {
        get { lock (state.Gate) return state.StaleReadFor; }
        set { lock (state.Gate) state.StaleReadFor = value; }
    }

    /// <summary>Awaited when a write has arrived and before it is applied: the moment in which people sort and insert.</summary>
    public Func<Task>? BetweenReadAndWrite { get; set; }

    public SheetsFaults Faults => state.Faults;

    public IReadOnlyList<SheetsCall> Calls
    {
        get { lock (state.Gate) return [.. state.Calls]; }
    }

    public IReadOnlyList<string> UnexpectedCalls
    {
        get { lock (state.Gate) return [.. state.Unexpected]; }
    }

    public static async Task<SheetsSimulator> StartAsync(SheetsSimulatorOptions? options = null)
    {
        var simulator = new SheetsSimulator(options ?? new());
        await simulator.RestartAsync();
        return simulator;
    }

    public SimSpreadsheet AddSpreadsheet(string id)
    {
        lock (state.Gate)
            return state.Spreadsheets[id] = new(state, id);
    }

    public void RemoveSpreadsheet(string id)
    {
        lock (state.Gate)
            state.Spreadsheets.Remove(id);
    }

    /// <summary>Another service account; what it may do is said by <see cref="SimSpreadsheet.Share"/>.</summary>
    public (string Email, string Json) AddServiceAccount(string name)
    {
        lock (state.Gate)
        {
            var other = new ServiceAccount(name);
            tokens.Accounts.Add(other);
            return (other.Email, other.KeyFile(tokens.TokenUri));
        }
    }

    /// <summary>Every token given so far answers 401 from now on.</summary>
    public void RevokeTokens()
    {
        lock (state.Gate)
            tokens.RevokeAll();
    }

    /// <summary>Cuts all connections and closes the socket. What is stored stays.</summary>
    public async Task StopAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
        server = null;
    }

    /// <summary>Opens the socket again on the same port.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        server = await SheetsServer.StartAsync(port, stopping => new SheetsPipeline(state, api, RunHookAsync, stopping).HandleAsync);
        port = server.Port;
        tokens.TokenUri = $"{BaseUrl}/token";
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        foreach (var one in tokens.Accounts)
            one.Dispose();
    }

    private Task RunHookAsync() => BetweenReadAndWrite?.Invoke() ?? Task.CompletedTask;
}
