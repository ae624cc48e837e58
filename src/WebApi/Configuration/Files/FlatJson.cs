using System.Text.Json;
using ZoomApprover.WebApi.Configuration.Sections;

namespace ZoomApprover.WebApi.Configuration.Files;

/// <summary>Turns the file into flat keys and names what has no place in it.</summary>
internal sealed class FlatJson
{
    private static readonly string[] Sections = ["Zoom", "InvitationList", "Codes", "Meetings", "Sweep", "Guessing", "Ledger", "Admin", "Swagger", "Telemetry"];

    // the host's own; not ours to judge
    private static readonly string[] Foreign = ["Logging", "Urls", "Kestrel", "AllowedHosts", "$schema"];

    private readonly Dictionary<string, string?> values = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<ConfigurationFault> faults = [];

    public IReadOnlyDictionary<string, string?> Values => values;
    public IReadOnlyList<ConfigurationFault> Faults => faults;

    public void Read(JsonElement root)
    {
        foreach (var property in root.EnumerateObject())
        {
            var top = property.Name.Split(':')[0].Trim();
            if (Foreign.Contains(top, StringComparer.OrdinalIgnoreCase))
            {
                Add(property.Name, property.Value, isOurs: false);
            }
            else if (!Sections.Contains(top, StringComparer.OrdinalIgnoreCase))
            {
                faults.Add(UnknownKey.Fault(property.Name, "", [.. Sections, .. Foreign[..^1]]));
            }
            else if (top == property.Name && property.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null))
            {
                faults.Add(new(top, KindOf(property.Value), new($"Write a section: \"{top}\": {{ … }}.", $"Escriba una sección: \"{top}\": {{ … }}.")));
            }
            else
            {
                Add(property.Name, property.Value, isOurs: true);
            }
        }
    }

    private void Add(string key, JsonElement element, bool isOurs)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                AddObject(key, element, isOurs);
                break;
            case JsonValueKind.Array when isOurs && !CodesSection.ListKeys.Contains(key, StringComparer.OrdinalIgnoreCase):
                faults.Add(new(key, KindOf(element), new("A list [ … ] has no place here.", "Aquí no va una lista [ … ].")));
                break;
            case JsonValueKind.Array:
                foreach (var (index, item) in element.EnumerateArray().Index())
                {
                    Add($"{key}:{index}", item, isOurs);
                }

                break;
            default:
                Set(key, element.ValueKind switch
                {
                    JsonValueKind.Null => null,
                    JsonValueKind.String => element.GetString(),
                    _ => element.GetRawText(),
                });
                break;
        }
    }

    private void AddObject(string key, JsonElement element, bool isOurs)
    {
        var empty = true;
        foreach (var property in element.EnumerateObject())
        {
            empty = false;
            Add($"{key}:{property.Name}", property.Value, isOurs);
        }

        if (empty && !values.ContainsKey(key))
        {
            values[key] = null;
        }
    }

    private void Set(string key, string? value)
    {
        if (!values.TryAdd(key, value))
        {
            faults.Add(new(key, new("(twice in the file)", "(dos veces en el archivo)"), new(
                "The key stands twice (upper and lower case are the same): remove one.",
                "La clave aparece dos veces (mayúsculas y minúsculas son iguales): quite una.")));
        }
    }

    private static Words KindOf(JsonElement element) => element.ValueKind == JsonValueKind.Array
        ? new("(a list)", "(una lista)")
        : new("(a single value)", "(un solo valor)");
}
