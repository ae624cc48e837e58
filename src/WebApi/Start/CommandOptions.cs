namespace ZoomApprover.WebApi.Start;

/// <summary>Reads a command's own options, <c>--name value</c> or <c>--name=value</c>, out of those of the configuration (<c>--Zoom:DryRun=true</c>).</summary>
internal static class CommandOptions
{
    /// <param name="faults">Takes what cannot be understood, with the mend.</param>
    public static IReadOnlyDictionary<string, string> Read(string[] options, string[] names, List<string> faults)
    {
        Dictionary<string, string> given = new(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < options.Length; i++)
        {
            var option = options[i];
            var parts = option.Split('=', 2);
            var name = parts[0].TrimStart('-');
            var isOption = option.StartsWith("--", StringComparison.Ordinal) && name.Length > 0;
            var value = parts.Length == 2 ? parts[1] : i + 1 < options.Length && !options[i + 1].StartsWith("--", StringComparison.Ordinal) ? options[++i] : null;
            if (isOption && name.Contains(':', StringComparison.Ordinal))
            {
                continue; // a key of the configuration
            }

            if (!isOption || !names.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                faults.Add($"{parts[0]} is no option here. There are: {string.Join(", ", names.Select(known => "--" + known))}, and keys of the configuration (--Zoom:DryRun=true).");
            }
            else if (string.IsNullOrWhiteSpace(value))
            {
                faults.Add($"--{name} has no value. Write it behind the name: --{name} VALUE");
            }
            else if (!given.TryAdd(name, value.Trim()))
            {
                faults.Add($"--{name} is given twice. Leave one out.");
            }
        }

        return given;
    }
}
