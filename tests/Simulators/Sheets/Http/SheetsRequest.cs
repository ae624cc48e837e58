using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace ZoomApprover.Simulators.Sheets.Http;

/// <summary>A request taken off the wire whole, before anybody judges it.</summary>
internal sealed record SheetsRequest(
    SheetsEndpoint Endpoint, string Method, string Path, string Query, string[] Segments, byte[] Body, IHeaderDictionary Headers)
{
    public const int BodyLimit = 10_485_760;

    public string BodyText => Encoding.UTF8.GetString(Body);

    public Dictionary<string, StringValues> Parameters { get; } = QueryHelpers.ParseQuery(Query);

    public string SpreadsheetId => Segments[2];

    /// <summary>Google wants to see the word in both headers before it compresses.</summary>
    public bool TakesGzip => Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase)
        && Headers.UserAgent.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);

    public bool Pretty => Parameters.GetValueOrDefault("prettyPrint") != "false";

    public static async Task<SheetsRequest> TakeAsync(HttpContext context)
    {
        // The raw target, since the decoded path cannot tell an encoded slash in a tab's title from a real one.
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?', 2);
        string[] segments = [.. target[0].Split('/').Skip(1).Select(Uri.UnescapeDataString)];
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return new(EndpointOf(context.Request.Method, segments), context.Request.Method, target[0], target.Length > 1 ? target[1] : "",
            segments, body.ToArray(), context.Request.Headers);
    }

    private static SheetsEndpoint EndpointOf(string method, string[] segments) => (method, segments) switch
    {
        ("POST", ["token"]) => SheetsEndpoint.Token,
        ("GET", ["v4", "spreadsheets", var id]) when !id.Contains(':', StringComparison.Ordinal) => SheetsEndpoint.Metadata,
        ("GET", ["v4", "spreadsheets", _, "values:batchGet"]) => SheetsEndpoint.Read,
        ("GET", ["v4", "spreadsheets", _, "values", _]) => SheetsEndpoint.Read,
        ("POST", ["v4", "spreadsheets", _, "values:batchUpdate"]) => SheetsEndpoint.Write,
        _ => SheetsEndpoint.Unknown,
    };

    /// <summary>Refuses every parameter that is not named here, and any but <paramref name="repeatable"/> given twice.</summary>
    public void AllowOnly(string[] names, string? repeatable = null)
    {
        foreach (var (name, values) in Parameters)
        {
            if (name != "alt" && !names.Contains(name))
                throw new UnexpectedCallException($"query parameter '{name}'");
            if (name != repeatable && values.Count > 1)
                throw new UnexpectedCallException($"query parameter '{name}' given {values.Count} times");
        }

        if (Parameters.TryGetValue("alt", out var alt) && alt != "json")
            throw new UnexpectedCallException($"alt={alt}");
        if (Parameters.TryGetValue("prettyPrint", out var pretty) && pretty != "true" && pretty != "false")
            throw new UnexpectedCallException($"prettyPrint={pretty}");
    }
}
