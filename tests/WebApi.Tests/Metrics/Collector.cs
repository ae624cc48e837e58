using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace ZoomApprover.WebApi.Tests.Metrics;

/// <summary>Takes what is exported over http/protobuf. Texts stand in it as they are, so they can be searched without decoding.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, string Body)> taken = new();
    private readonly WebApplication server;

    private Collector()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        server = builder.Build();
        server.Run(TakeAsync);
    }

    public Uri Address => new(server.Urls.Single());

    public string Of(string path) => string.Concat(taken.Where(one => one.Path == path).Select(one => one.Body));

    public static async Task<Collector> StartAsync()
    {
        var collector = new Collector();
        await collector.server.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        taken.Enqueue((http.Request.Path.Value!, Encoding.UTF8.GetString(body.ToArray())));
    }
}
