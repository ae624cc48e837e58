using System.Globalization;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace ZoomApprover.Processes.Tests.Storm;

/// <summary>What organisers do while all this goes on: in Zoom's pages, in the sheet, and at the service's API, one act after another.</summary>
/// <param name="pace">Between two acts.</param>
internal sealed class People(Arena arena, Random chance, TimeSpan pace) : IDisposable
{
    private readonly HttpClient api = arena.NewClient();
    private readonly Dictionary<string, int> done = [];
    private int acts;

    /// <summary>How many marks were cleared; such a mark may stay owed, for a person decides about it.</summary>
    public int Cleared => done.GetValueOrDefault("marks cleared");

    /// <summary>Goes on until told to stop. The service may be down: then what is asked of it is not done.</summary>
    public async Task ActAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && acts < Arena.Spare)
        {
            var (name, act) = Next(acts++);
            if (await act())
            {
                done[name] = done.GetValueOrDefault(name) + 1;
            }

            await Task.Delay(pace, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private (string Name, Func<Task<bool>> Act) Next(int number) => (number % 7) switch
    {
        0 => ("notes", NoteAsync),
        1 => ("rows added", () => AddAsync(number)),
        2 => ("codes marked as used", () => MarkAsync(number)),
        3 => ("approved in Zoom", () => ApproveInZoomAsync(number)),
        4 => ("approved on a word", ApproveHereAsync),
        5 => ("codes released", () => ReleaseAsync(number)),
        _ => ("marks cleared", ClearAsync),
    };

    private Task<bool> NoteAsync() => SheetAsync("/cell", new { Key = Arena.SpareCode("1", chance.Next(Arena.Spare)), Header = "nombre", Value = $"nota {acts}" });

    private Task<bool> AddAsync(int number) => SheetAsync("/rows", new { Rows = new object[][] { ["más tarde", $"LATER{number:D5}", 1] } });

    private Task<bool> MarkAsync(int number) => SheetAsync("/cell", new { Key = Arena.SpareCode("1", number), Header = "registrant_status", Value = "usado" });

    // somebody whose delivery is lost, let in by hand before the service hears of them
    private async Task<bool> ApproveInZoomAsync(int number)
    {
        var (meeting, code) = (Arena.Meetings[0].Id, Arena.SpareCode("1", number));
        var registered = await arena.ActAsync("/register", new { MeetingId = meeting, Email = $"spare{number}@example.com", FirstName = "spare", LastName = "Canaria", Answer = code });
        await arena.ActAsync("/decide", new { MeetingId = meeting, RegistrantId = registered.GetProperty("registrantId").GetString(), Status = "approved" });
        return true;
    }

    private async Task<bool> ApproveHereAsync() => await AnyAsync("waiting&reason=UnknownCode") is { } one
        && await PostAsync($"/api/registrations/{Text(one, "kind")}/{Text(one, "meetingId")}/{Text(one, "registrantId")}/approve", new { });

    // whoever was promised the freed code registers at once; the delivery is lost, so that the next start must find them
    private async Task<bool> ReleaseAsync(int number)
    {
        if (await AnyAsync("approved") is not { } one || Text(one, "code") is not { } code || !await PostAsync("/api/invitations/release", new { code }))
        {
            return false;
        }

        await arena.ActAsync("/register", new { MeetingId = long.Parse(Text(one, "meetingId")!, CultureInfo.InvariantCulture), Email = $"heir{number}@example.com", FirstName = "heir", LastName = "Canaria", Answer = code });
        return true;
    }

    private async Task<bool> ClearAsync() => await AnyAsync("approved") is { } one && Text(one, "code") is { } code
        && await SheetAsync("/cell", new { Key = code, Header = "registrant_status", Value = (string?)null });

    private async Task<bool> SheetAsync(string path, object act)
    {
        await arena.ActAsync(path, act);
        return true;
    }

    private async Task<JsonElement?> AnyAsync(string status)
    {
        try
        {
            var items = (await api.GetFromJsonAsync<JsonElement>($"/api/registrations?status={status}&pageSize=50")).GetProperty("items");
            return items.GetArrayLength() == 0 ? null : items[chance.Next(items.GetArrayLength())];
        }
        catch (Exception down) when (down is HttpRequestException or IOException or SocketException)
        {
            return null;
        }
    }

    private async Task<bool> PostAsync(string path, object body)
    {
        try
        {
            using var answer = await api.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception down) when (down is HttpRequestException or IOException or SocketException)
        {
            return false;
        }
    }

    private static string? Text(JsonElement one, string name) => one.GetProperty(name).GetString();

    public void Dispose() => api.Dispose();

    public override string ToString() => string.Join(", ", done.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Value} {one.Key}")));
}
