using System.Globalization;
using System.Text.Json.Nodes;

namespace ZoomApprover.Simulators.Zoom;

/// <summary>GET …/registrants, page by page. Pages count places in the list as it is now: who leaves it between two pages shifts the rest.</summary>
internal sealed class RegistrantList(ZoomSimulatorOptions options)
{
    private const int LargestPage = 300;
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromMinutes(15);
    private readonly Dictionary<string, Place> places = [];

    public ZoomAnswer Answer(SimMeeting meeting, string? occurrence, ZoomRequest request, Func<SimRegistrant, string, bool> shows, Fault? fault)
    {
        var status = Value(request, "status") ?? SimRegistrant.Approved;
        if (status is not (SimRegistrant.Pending or SimRegistrant.Approved or SimRegistrant.Denied))
            return ZoomAnswer.Invalid("status", "Invalid field.");
        if (!int.TryParse(Value(request, "page_size") ?? "30", NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size is < 1 or > LargestPage)
            return ZoomAnswer.Invalid("page_size", "The value that you entered for this field is invalid. Enter a value between 1 and 300.");

        var start = 0;
        if (Value(request, "next_page_token") is { } token)
        {
            if (!places.TryGetValue(token, out var place) || !place.Continues(meeting.Id, occurrence, status, options.Time.GetUtcNow()))
                return ZoomAnswer.Error(400, 300, "The next page token is invalid or expired.");
            start = place.Start;
        }

        var all = meeting.Registrants.Where(one => shows(one, status)).ToList();
        if (options.NewestFirst)
            all.Reverse();
        var page = all.Skip(start).Take(size).Select(one => ZoomJson.Registrant(one, status)).ToList();
        if (fault?.Kind == FaultKind.Doubled)
            page.InsertRange(page.Count / 2, page.Take(3).Select(one => (JsonObject)one.DeepClone()).ToList());

        return ZoomAnswer.Ok(new JsonObject
        {
            ["page_count"] = (all.Count + size - 1) / size,
            ["page_size"] = size,
            ["total_records"] = all.Count,
            ["next_page_token"] = start + size < all.Count ? Remember(meeting.Id, occurrence, status, start + size) : "",
            ["registrants"] = new JsonArray([.. page]),
        });
    }

    private string Remember(long meeting, string? occurrence, string status, int start)
    {
        var token = SimRegistrant.NewId() + SimRegistrant.NewId();
        places[token] = new(meeting, occurrence, status, start, options.Time.GetUtcNow() + TokenLifetime);
        return token;
    }

    /// <summary>An empty value is the same as none.</summary>
    private static string? Value(ZoomRequest request, string name) =>
        request.Values.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text ? text : null;

    private sealed record Place(long Meeting, string? Occurrence, string Status, int Start, DateTimeOffset Ends)
    {
        public bool Continues(long meeting, string? occurrence, string status, DateTimeOffset now) => Meeting == meeting && Occurrence == occurrence && Status == status && now < Ends;
    }
}
