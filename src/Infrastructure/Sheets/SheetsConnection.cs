using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Polly.CircuitBreaker;
using Polly.Timeout;
using Refit;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;

namespace ZoomApprover.Infrastructure.Sheets;

/// <summary>Makes one call: signed in, within our own quota, under one time limit with its body, and every failure put into words.</summary>
internal sealed class SheetsConnection(ISheetsApi api, GoogleAccessToken token, GoogleSheetSettings settings, TimeProvider time)
{
    /// <summary>Google gives up after as long.</summary>
    public static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(180);
    private const int MostCallsPerMinute = 50;
    private const long LongestAnswer = 128L * 1024 * 1024;

    private readonly CallsPerMinute reads = new(time, MostCallsPerMinute);
    private readonly CallsPerMinute writes = new(time, MostCallsPerMinute);

    public Task<Spreadsheet> GetTabsAsync(CancellationToken cancellationToken) =>
        CallAsync<Spreadsheet>("", isWrite: false, token => api.GetTabsAsync(settings.SpreadsheetId, token), cancellationToken);

    /// <param name="sending">Called just before the request goes out.</param>
    public Task<SheetValues> ReadAsync(string title, Action sending, CancellationToken cancellationToken) =>
        CallAsync<SheetValues>(title, isWrite: false, token =>
        {
            sending();
            return api.ReadAsync(settings.SpreadsheetId, A1.Tab(title), token);
        }, cancellationToken);

    /// <param name="calls">How many writes belong together, taken from the quota with the first: 0 for those that follow.</param>
    /// <param name="sending">Called just before the request goes out; may refuse.</param>
    public Task WriteAsync(string title, SheetWrite write, int calls, Action sending, CancellationToken cancellationToken) =>
        CallAsync<SheetWritten>(title, isWrite: true, token =>
        {
            sending();
            return api.WriteAsync(settings.SpreadsheetId, write, token);
        }, cancellationToken, calls);

    private async Task<T> CallAsync<T>(string tab, bool isWrite, Func<CancellationToken, Task<HttpResponseMessage>> send, CancellationToken cancellationToken, int calls = 1)
    {
        using var limit = new CancellationTokenSource(CallLimit, time); // a dripping body outlives the handler's timeout
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await token.GetAsync(either.Token); // now, so that nothing slow stands between "sending" and the request
            if (!(isWrite ? writes : reads).TryTake(calls, out var wait))
            {
                throw SheetRefusal.Quota(isWrite, wait);
            }

            using var response = await send(either.Token);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                throw await RefuseAsync(response, tab, isWrite, either.Token);
            }

            await using var body = new BoundedStream(await response.Content.ReadAsStreamAsync(either.Token), LongestAnswer);
            return await JsonSerializer.DeserializeAsync<T>(body, SheetJson.Options, either.Token) ?? throw new JsonException();
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested && Explain(failure) is { } known)
        {
            throw known;
        }
    }

    private async Task<ListUnavailableException> RefuseAsync(HttpResponseMessage response, string tab, bool isWrite, CancellationToken cancellationToken)
    {
        if (response.StatusCode == HttpStatusCode.Unauthorized)
        {
            token.Forget(); // the key may have been replaced: its file is read again
        }

        var error = await GoogleError.ReadAsync(response, time.GetUtcNow(), cancellationToken);
        return SheetRefusal.Of(error, new SheetCall(settings.SpreadsheetId, tab, settings.CredentialsFile, token.Account, isWrite));
    }

    /// <returns>Null when it is not the outside's failure but ours.</returns>
    private static ListUnavailableException? Explain(Exception failure) => failure switch
    {
        ListUnavailableException => null,
        ApiRequestException { InnerException: ListUnavailableException inner } => inner, // thrown while signing
        ApiRequestException { InnerException: { } inner } => Explain(inner),
        BrokenCircuitException broken => SheetRefusal.Unreachable("several failures in a row", broken.RetryAfter),
        TimeoutRejectedException or OperationCanceledException => SheetRefusal.Unreachable("no answer in time"),
        JsonException or InvalidDataException => SheetRefusal.Unreachable("an unreadable answer"), // without the cause: it may quote a cell
        HttpRequestException or IOException or SocketException => SheetRefusal.Unreachable("no connection", cause: failure),
        _ => null,
    };
}
