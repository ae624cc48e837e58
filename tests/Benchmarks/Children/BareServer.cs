using System.Buffers;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace ZoomApprover.Benchmarks.Children;

/// <summary>The least that can be done with a delivery: read it, check its signature, parse it, answer 200. What no service of this kind can be faster than.</summary>
internal static class BareServer
{
    private static readonly byte[] Secret = Encoding.UTF8.GetBytes(Stage.Secret);

    public static async Task<int> RunAsync(string port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, int.Parse(port, CultureInfo.InvariantCulture)));
        await using var app = builder.Build();
        app.Run(AnswerAsync);
        await app.StartAsync();
        while (await Console.In.ReadLineAsync() is not null)
        {
            // it ends when its input does
        }

        return 0;
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            return; // whether it listens
        }

        var body = (await context.Request.BodyReader.ReadAtLeastAsync((256 * 1024) + 1)).Buffer;
        var headers = context.Request.Headers;
        var isGenuine = IsGenuine(headers["x-zm-request-timestamp"].ToString(), headers["x-zm-signature"].ToString(), body);
        using var delivery = JsonDocument.Parse(body);
        context.Response.StatusCode = isGenuine && delivery.RootElement.TryGetProperty("event", out _) ? 200 : 401;
        context.Request.BodyReader.AdvanceTo(body.End);
    }

    private static bool IsGenuine(string timestamp, string signature, ReadOnlySequence<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Secret);
        hash.AppendData(Encoding.UTF8.GetBytes($"v0:{timestamp}:"));
        foreach (var piece in body)
        {
            hash.AppendData(piece.Span);
        }

        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes("v0=" + Convert.ToHexStringLower(hash.GetHashAndReset())));
    }
}
