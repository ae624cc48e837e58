using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ZoomApprover.Processes.Tests.Judging;

/// <summary>The HTTP API as the referee reads it, saying whatever a test wants.</summary>
internal sealed class SayingService
{
    private readonly Dictionary<string, Said> registrations = [];

    /// <summary>Added to what the service would rightly count.</summary>
    public Dictionary<string, int> Miscounts { get; } = [];

    public int MarksOwed { get; set; }

    private sealed record Said(long Meeting, DateTimeOffset ReceivedAt)
    {
        public List<object> History { get; } = [];

        public string Status { get; set; } = "waiting";

        public string? Reason { get; set; }

        public string? Code { get; set; }

        public int? Generation { get; set; }
    }

    public void Knows(long meeting, string registrant, DateTimeOffset at) => registrations[registrant] = new Said(meeting, at);

    public void Forgets(string registrant) => registrations.Remove(registrant);

    public void Says(string registrant, DateTimeOffset at, string what, string actor, string status, string? reason = null, string? code = null, int? generation = null)
    {
        var said = registrations[registrant];
        said.History.Add(new { At = at, Event = what, Actor = actor, Status = status, Reason = reason, Code = code, Generation = generation });
        (said.Status, said.Reason) = (status, reason);
        (said.Code, said.Generation) = (code ?? said.Code, generation ?? said.Generation);
    }

    /// <summary>Serves it on a real socket until disposed.</summary>
    public async Task<Running> ServeAsync(DateTimeOffset since, int accepted, IReadOnlyCollection<string> codes)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.UseRouting();
        app.MapGet("/api/registrations", () => Results.Json(new { Items = registrations.Select(one => Item(one.Key, one.Value)), Total = registrations.Count }));
        app.MapGet("/api/registrations/{kind}/{meeting}/{id}", (string id) => Results.Json(new { Registration = Item(id, registrations[id]), registrations[id].History }));
        app.MapGet("/api/invitations", () => Results.Json(new { Items = codes.Select(code => new { Code = code, State = "free" }), Total = codes.Count, List = "default" }));
        app.MapGet("/api/status", () => Results.Json(new
        {
            Zoom = new { Owed = 0 },
            List = new { Rows = codes.Count, MarksOwed },
            Deliveries = new { Since = since, Accepted = accepted + Miscounts.GetValueOrDefault("accepted") },
            Registrations = new[] { "waiting", "approving", "approved", "denied" }
                .ToDictionary(status => status, status => registrations.Values.Count(one => one.Status == status) + Miscounts.GetValueOrDefault(status)),
        }));
        await app.StartAsync();
        return new Running(app);
    }

    private static object Item(string id, Said said) => new
    {
        Kind = "meeting",
        MeetingId = said.Meeting.ToString(CultureInfo.InvariantCulture),
        RegistrantId = id,
        said.Status,
        said.Reason,
        said.Code,
        said.Generation,
        said.ReceivedAt,
    };

    internal sealed class Running(WebApplication app) : IAsyncDisposable
    {
        public Uri Address => new(app.Urls.Single());

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
