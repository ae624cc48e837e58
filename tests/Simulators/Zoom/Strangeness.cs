using System.Text.Json.Nodes;

namespace ZoomApprover.Simulators.Zoom;

/// <summary>Adds what no document of Zoom's names: fields, nested things, nulls. A reader has to pass over them.</summary>
internal static class Strangeness
{
    public static ZoomAnswer In(ZoomAnswer answer)
    {
        if (answer.Body.Length == 0 || JsonNode.Parse(answer.Body) is not JsonObject body)
            return answer;

        AddTo(body);
        foreach (var item in body["registrants"] as JsonArray ?? [])
            AddTo(item!.AsObject());
        return answer with { Body = ZoomJson.Write(body) };
    }

    private static void AddTo(JsonObject thing)
    {
        thing["share_url"] = "https://zoom.example/share";
        thing["x_status"] = new JsonObject { ["status"] = "denied", ["id"] = 7 };
        thing["labels"] = new JsonArray("status", null, new JsonArray(1, 2, 3));
        thing["registrant"] = null;
    }
}
