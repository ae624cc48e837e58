using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace ZoomApprover.Simulators.Zoom;

/// <summary>A request read whole, with what is strange about it.</summary>
internal sealed class ZoomRequest
{
    /// <summary>What an ordinary HTTP client sends. Anything else is a leak or a misunderstanding.</summary>
    private static readonly HashSet<string> KnownHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host", "Authorization", "Accept", "Accept-Encoding", "Accept-Language", "Connection", "Content-Type", "Content-Length",
        "Transfer-Encoding", "User-Agent", "traceparent", "tracestate", "baggage", "Request-Id", "Correlation-Context",
    };

    public required string Method { get; init; }

    public required string Path { get; init; }

    public required string Query { get; init; }

    public required string Body { get; init; }

    public required ZoomRoute? Route { get; init; }

    public required string Authorization { get; init; }

    public required string ContentType { get; init; }

    public required IReadOnlyDictionary<string, StringValues> Values { get; init; }

    /// <summary>Null unless this is a status call with a body the simulator understands.</summary>
    public StatusBody? Status { get; private set; }

    /// <summary>Zoom's own refusal of the body. Null: nothing to refuse.</summary>
    public ZoomAnswer? Refusal { get; private set; }

    /// <summary>Why the simulator does not know this call. Null: it does.</summary>
    public string? Unexpected { get; private set; }

    public IReadOnlyList<string> RegistrantIds =>
        Route?.RegistrantId is { } id ? [id] : [.. Status?.Registrants.Select(one => one.Id).OfType<string>() ?? []];

    public static async Task<ZoomRequest> ReadAsync(HttpRequest from, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(from.Body, Encoding.UTF8);
        var path = from.Path.Value ?? "";
        var request = new ZoomRequest
        {
            Method = from.Method,
            Path = path,
            Query = from.QueryString.Value ?? "",
            Body = await reader.ReadToEndAsync(cancellationToken),
            Route = ZoomRoute.Find(from.Method, path),
            Authorization = from.Headers.Authorization.ToString(),
            ContentType = from.ContentType ?? "",
            Values = from.Query.ToDictionary(one => one.Key, one => one.Value),
        };
        request.Judge(from.Headers);
        return request;
    }

    private void Judge(IHeaderDictionary headers)
    {
        Unexpected = Route is null ? "no such call"
            : headers.Keys.FirstOrDefault(name => !KnownHeaders.Contains(name)) is { } header ? $"header {header}"
            : headers.FirstOrDefault(one => one.Key is not "Accept" and not "Accept-Encoding" and not "User-Agent" && one.Value.Count > 1).Key is { } twice ? $"header {twice} twice"
            : Route.Endpoint == ZoomEndpoint.Token ? null // its rules are all its own
            : Values.Keys.FirstOrDefault(name => !Route.Knows(name)) is { } query ? $"query parameter {query}"
            : Values.FirstOrDefault(one => one.Value.Count != 1).Key is { } many ? $"query parameter {many} twice"
            : Method == "GET" && Body.Length > 0 ? "a GET with a body"
            : Method == "PUT" && !IsJson ? $"content type '{ContentType}'"
            : null;

        if (Unexpected is null && Route!.Endpoint == ZoomEndpoint.Status)
            (Status, Refusal, Unexpected) = StatusBody.Parse(Body);
    }

    private bool IsJson => ContentType.ToUpperInvariant().Replace(" ", "", StringComparison.Ordinal)
        is "APPLICATION/JSON" or "APPLICATION/JSON;CHARSET=UTF-8";
}
