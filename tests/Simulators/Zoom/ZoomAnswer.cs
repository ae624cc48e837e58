using System.Text.Json.Nodes;

namespace ZoomApprover.Simulators.Zoom;

/// <summary>An answer, not yet sent.</summary>
internal sealed record ZoomAnswer(int Status, string Body = "")
{
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public bool IsSuccess => Status < 300;

    public static ZoomAnswer NoContent { get; } = new(204);

    public static ZoomAnswer Ok(JsonObject body) => new(200, ZoomJson.Write(body));

    public static ZoomAnswer Error(int status, int code, string message) =>
        new(status, ZoomJson.Write(new JsonObject { ["code"] = code, ["message"] = message }));

    public static ZoomAnswer Invalid(string field, string message) => new(400, ZoomJson.Write(new JsonObject
    {
        ["code"] = 300,
        ["message"] = "Validation Failed.",
        ["errors"] = new JsonArray(new JsonObject { ["field"] = field, ["message"] = message }),
    }));
}
