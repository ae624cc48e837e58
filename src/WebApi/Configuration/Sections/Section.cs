using System.Globalization;

namespace ZoomApprover.WebApi.Configuration.Sections;

/// <summary>
/// Reads one section key by key, parses by hand (the binder stops at its first bad value and skips unknown keys), records
/// every fault and remembers which keys exist. A blank value is a missing one.
/// </summary>
internal sealed class Section(IConfiguration configuration, string name, FaultLog log)
{
    private readonly IConfigurationSection section = configuration.GetSection(name);
    private readonly List<string> known = [];
    private readonly List<string> lists = [];

    public FaultLog Log => log;

    /// <summary>As it stands there, blank too; null when the key is absent.</summary>
    public string? Raw(string key)
    {
        known.Add(key);
        return section[key];
    }

    /// <summary>Trimmed; null when missing.</summary>
    public string? Text(string key) => Raw(key)?.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>Several texts, or a single one in place of the list.</summary>
    public IReadOnlyList<string> Texts(string key)
    {
        lists.Add(key + ":");
        return Text(key) is { } single
            ? [single]
            : [.. section.GetSection(key).GetChildren().Select(child => child.Value?.Trim() ?? "").Where(text => text.Length > 0)];
    }

    public bool? Flag(string key) => Text(key) switch
    {
        null => null,
        var text when bool.TryParse(text, out var flag) => flag,
        var text => Refuse<bool>(key, text, new("Write true or false.", "Escriba true o false.")),
    };

    public int? Number(string key, int least, int most) => Text(key) switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most => number,
        var text => Refuse<int>(key, text, new($"Write a whole number from {least} to {most}.", $"Escriba un número entero de {least} a {most}.")),
    };

    public TimeSpan? Seconds(string key, int least, int most) => Number(key, least, most) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    public T? Choice<T>(string key)
        where T : struct, Enum
    {
        var text = Text(key);
        var choices = Enum.GetNames<T>();
        return text is null ? null
            : choices.FirstOrDefault(choice => choice.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } choice ? Enum.Parse<T>(choice)
            : Refuse<T>(key, text, new($"Write one of: {string.Join(", ", choices)}.", $"Escriba uno de: {string.Join(", ", choices)}."));
    }

    /// <summary>Absolute, starting at the home folder when relative.</summary>
    public string FilePath(string key, string standard, string home)
    {
        var path = Text(key) ?? standard;
        if (!path.Any(char.IsControl))
        {
            return Path.GetFullPath(path, home);
        }

        Fault(key, log.Shown(path), new("Write a path without control characters.", "Escriba una ruta sin caracteres de control."));
        return "";
    }

    public void Fault(string key, Words seen, Words mend) => log.Add(new($"{name}:{key}", seen, mend));

    /// <summary>To be called when every key has been read.</summary>
    public void NameUnknown()
    {
        foreach (var key in Leaves(section).Select(leaf => leaf[(section.Path.Length + 1)..]))
        {
            if (!known.Contains(key, StringComparer.OrdinalIgnoreCase) && !lists.Exists(list => key.StartsWith(list, StringComparison.OrdinalIgnoreCase)))
            {
                log.Add(UnknownKey.Fault(key, name + ":", known));
            }
        }
    }

    private T? Refuse<T>(string key, string text, Words mend)
        where T : struct
    {
        Fault(key, log.Shown(text), mend);
        return null;
    }

    private static IEnumerable<string> Leaves(IConfigurationSection section)
    {
        foreach (var child in section.GetChildren())
        {
            var below = Leaves(child).ToList();
            if (below.Count == 0 || child.Value is not null)
            {
                yield return child.Path;
            }

            foreach (var leaf in below)
            {
                yield return leaf;
            }
        }
    }
}
