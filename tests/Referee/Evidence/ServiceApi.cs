using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;

namespace ZoomApprover.Referee.Evidence;

/// <summary>One line of a registration's history.</summary>
internal sealed record HistoryItem(DateTimeOffset At, string Event, string Actor, string? Status, string? Reason, string? Code, int? Generation)
{
    public bool IsByPerson => Actor is "api" or "zoom" or "list";
}

internal sealed record RegistrationItem(string Kind, string MeetingId, string RegistrantId, string Status, string? Reason, string? Code, int? Generation, DateTimeOffset ReceivedAt)
{
    public Person Person => new(long.Parse(MeetingId, CultureInfo.InvariantCulture), RegistrantId);
}

/// <summary>What the service says of one registrant.</summary>
internal sealed record Told(RegistrationItem Registration, IReadOnlyList<HistoryItem> History);

internal sealed record InvitationItem(string Code, string State, string? MeetingId, string? RegistrantId, int? Generation);

internal sealed record StatusReport(StatusOfZoom Zoom, StatusOfList List, StatusOfDeliveries Deliveries, IReadOnlyDictionary<string, int> Registrations);

internal sealed record StatusOfZoom(int Owed);

internal sealed record StatusOfList(int Rows, int MarksOwed);

internal sealed record StatusOfDeliveries(DateTimeOffset Since, long Accepted);

/// <summary>What the service says, all of it read once.</summary>
internal sealed record ServiceWord(StatusReport Status, string List, IReadOnlyList<Told> Registrations, IReadOnlyList<InvitationItem> Invitations)
{
    private const int PageSize = 500;
    private const int AtOnce = 8;

    public static async Task<ServiceWord> ReadAsync(Uri api, string key)
    {
        using var client = new HttpClient { BaseAddress = api };
        client.DefaultRequestHeaders.Add("X-Api-Key", key);
        var registrations = await PagesAsync<RegistrationItem>(client, "/api/registrations");
        ConcurrentBag<Told> told = [];
        await Parallel.ForEachAsync(
            registrations, new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (one, cancel) => told.Add(await GetAsync<Told>(client, $"/api/registrations/{one.Kind}/{one.MeetingId}/{Uri.EscapeDataString(one.RegistrantId)}")));
        var invitations = await PagesAsync<InvitationItem>(client, "/api/invitations");
        var list = (await GetAsync<Page<InvitationItem>>(client, "/api/invitations")).List!;
        return new ServiceWord(await GetAsync<StatusReport>(client, "/api/status"), list, [.. told], invitations);
    }

    private static async Task<IReadOnlyList<T>> PagesAsync<T>(HttpClient client, string path)
    {
        List<T> all = [];
        for (var page = 1; ; page++)
        {
            var one = await GetAsync<Page<T>>(client, string.Create(CultureInfo.InvariantCulture, $"{path}?pageSize={PageSize}&page={page}"));
            all.AddRange(one.Items);
            if (all.Count >= one.Total || one.Items.Count == 0)
            {
                return all;
            }
        }
    }

    private static async Task<T> GetAsync<T>(HttpClient client, string path) =>
        await client.GetFromJsonAsync<T>(new Uri(path, UriKind.Relative)) ?? throw new InvalidDataException($"{path} answers nothing");

    private sealed record Page<T>(IReadOnlyList<T> Items, int Total, string? List = null);
}
