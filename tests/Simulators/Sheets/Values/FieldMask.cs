using System.Text.Json.Nodes;
using ZoomApprover.Simulators.Sheets.Http;

namespace ZoomApprover.Simulators.Sheets.Values;

/// <summary>A partial-response mask such as <c>a,b(c,d.e)</c>. A field without children stands for all of it.</summary>
internal sealed class FieldMask
{
    private readonly Dictionary<string, FieldMask> children = [];

    public static FieldMask Parse(string text)
    {
        var root = new FieldMask();
        var position = 0;
        root.ReadList(text, ref position);
        return position == text.Length ? root : throw Bad(text);
    }

    /// <summary>Leaves only the fields that the request asks for; all of them when it asks for none.</summary>
    /// <param name="schema">Everything the simulator can answer.</param>
    public static JsonObject Apply(SheetsRequest request, FieldMask schema, JsonObject whole)
    {
        if (!request.Parameters.TryGetValue("fields", out var text))
            return whole;
        var mask = Parse(text.ToString());
        mask.CheckKnown(schema);
        return (JsonObject)mask.Cut(whole);
    }

    private void CheckKnown(FieldMask schema)
    {
        foreach (var (name, child) in children.Where(child => child.Key != "*"))
        {
            if (!schema.children.TryGetValue(name, out var known))
                throw new UnexpectedCallException($"field '{name}' in the mask");
            child.CheckKnown(known);
        }
    }

    private JsonNode Cut(JsonNode node)
    {
        if (children.Count == 0 || children.ContainsKey("*"))
            return node.DeepClone();
        if (node is JsonArray array)
            return new JsonArray([.. array.Select(item => Cut(item!))]);
        var kept = new JsonObject();
        foreach (var (name, value) in (JsonObject)node)
            if (children.TryGetValue(name, out var child))
                kept[name] = child.Cut(value!);
        return kept;
    }

    private void ReadList(string text, ref int position)
    {
        while (true)
        {
            ReadPath(text, ref position);
            if (position == text.Length || text[position] != ',')
                return;
            position++;
        }
    }

    private void ReadPath(string text, ref int position)
    {
        var node = this;
        while (true)
        {
            var start = position;
            while (position < text.Length && (char.IsAsciiLetterOrDigit(text[position]) || text[position] is '*' or '_'))
                position++;
            if (position == start)
                throw Bad(text);
            var name = text[start..position];
            if (!node.children.TryGetValue(name, out var child))
                node.children[name] = child = new();
            node = child;
            if (position == text.Length || text[position] is not ('.' or '/'))
                break;
            position++;
        }

        if (position < text.Length && text[position] == '(')
        {
            position++;
            node.ReadList(text, ref position);
            if (position == text.Length || text[position] != ')')
                throw Bad(text);
            position++;
        }
    }

    private static RefusedException Bad(string text) => new(SheetsErrors.Invalid($"Invalid field mask: {text}"));
}
