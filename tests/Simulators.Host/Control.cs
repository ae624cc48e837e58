using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace ZoomApprover.Simulators.Host;

/// <summary>The socket for those who stage a run: what people do in Zoom and in the sheet is asked for here.</summary>
internal sealed class Control : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };
    private readonly WebApplication app;

    private Control(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.Single());

    public static async Task<Control> StartAsync(Stage stage)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(context => AnswerAsync(context, stage));
        await app.StartAsync();
        return new Control(app);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static async Task AnswerAsync(HttpContext context, Stage stage)
    {
        try
        {
            var answer = Acts.Perform(stage, context.Request.Path.Value!, await context.Request.ReadFromJsonAsync<Act>(Json) ?? new Act());
            await context.Response.WriteAsJsonAsync(answer, answer.GetType());
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or ArgumentException or KeyNotFoundException)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync(wrong.Message);
        }
    }
}
