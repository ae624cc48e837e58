using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.State;
using ZoomApprover.Domain.Codes;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.WebApi.Start;

namespace ZoomApprover.WebApi.Tests.Swagger;

/// <summary>The whole service in a dry run, on a port of its own, with a list of one code.</summary>
internal sealed class SwaggerService : IAsyncDisposable
{
    public const string Secret = "a-secret-of-Zoom";
    public const string Key = "a-key-of-the-api-with-32-letters-or-more";
    public const long Meeting = 86412345678;

    private readonly string folder;
    private readonly WebApplication app;

    private SwaggerService(string folder, WebApplication app)
    {
        (this.folder, this.app) = (folder, app);
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Http { get; }

    public static async Task<SwaggerService> StartAsync(bool enabled = true, string webhookPath = "/webhooks/zoom", bool dryRun = true)
    {
        var folder = Directory.CreateTempSubdirectory("swagger-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "codes.csv"), "registrant_key,time_id,registrant_id,registrant_status,registrant_data\nABCDE12345,1,,,\n");
        var settings = new Settings
        {
            Home = folder,
            Zoom = new() { WebhookSecretToken = Secret, WebhookPath = webhookPath, DryRun = dryRun, ApiBaseUrl = new("http://localhost:1"), OAuthBaseUrl = new("http://localhost:1") },
            List = new() { CsvPath = Path.Combine(folder, "codes.csv") },
            Codes = new() { Format = CodeFormat.OfLength(10) },
            Meetings = new Dictionary<long, MeetingRules> { [Meeting] = new(new MeetingKey(MeetingKind.Meeting, Meeting), new Session("1")) },
            Ledger = new() { ConnectionString = $"Data Source={Path.Combine(folder, "ledger.db")}", Ephemeral = true },
            Admin = new() { ApiKey = Key, SwaggerEnabled = enabled },
        };
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production, ContentRootPath = folder, ApplicationName = "ZoomApprover.WebApi" });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddZoomApprover(settings);
        var app = builder.Build();
        await Opening.OpenAsync(app.Services, settings);
        app.UseZoomApprover(settings);
        await app.StartAsync();
        return new SwaggerService(folder, app);
    }

    /// <summary>Waits until the worker has read the list.</summary>
    public async Task ListIsReadAsync()
    {
        var list = app.Services.GetRequiredService<ListCopy>();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (list.BeganAt is null)
        {
            await Task.Delay(10, limit.Token);
        }
    }

    /// <summary>Posts a body, signed as Zoom signs.</summary>
    public async Task<JsonElement> DeliverAsync(string path, string body)
    {
        var seconds = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"v0:{seconds}:{body}"));
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, new MediaTypeHeaderValue("application/json")) };
        request.Headers.Add("x-zm-request-timestamp", $"{seconds}");
        request.Headers.Add("x-zm-signature", "v0=" + Convert.ToHexStringLower(hash));
        using var response = await Http.SendAsync(request);
        return JsonElement.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
