namespace ZoomApprover.WebApi.Configuration.Sections;

/// <summary>Names a key nobody reads, and the one that was probably meant.</summary>
internal static class UnknownKey
{
    /// <param name="key">Relative to the section.</param>
    /// <param name="section">With its colon: <c>Zoom:</c>; "" at the top of the file.</param>
    public static ConfigurationFault Fault(string key, string section, IReadOnlyCollection<string> known)
    {
        var full = section + Secrets.Shown(key);
        return Nearest(key, known) is { } near
            ? new(full, Unknown, new(
                $"{full} is not a key; did you mean {section}{near}?",
                $"{full} no es una clave; ¿quiso decir {section}{near}?"))
            : new(full, Unknown, new(
                $"{full} is not a key; known here: {string.Join(", ", known)}.",
                $"{full} no es una clave; aquí se conocen: {string.Join(", ", known)}."));
    }

    // its value may be a secret under a mistyped key
    private static Words Unknown { get; } = new("(unknown key)", "(clave desconocida)");

    private static string? Nearest(string key, IEnumerable<string> known)
    {
        var best = known.Select(name => (name, distance: Difference(key, name))).MinBy(pair => pair.distance);
        return best.name is not null && best.distance <= Math.Max(2, LastPart(key).Length / 3) ? best.name : null;
    }

    // "CsvFile" may mean CsvFile:Path, and "SpreadsheetId" GoogleSheet:SpreadsheetId
    private static int Difference(string key, string name) => name.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase)
        ? 1
        : Math.Min(Distance(key, name), 1 + Distance(LastPart(key), LastPart(name)));

    private static string LastPart(string key) => key[(key.LastIndexOf(':') + 1)..];

    /// <summary>Letters to insert, remove or replace; upper and lower case are the same.</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var corner = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var change = corner + (char.ToUpperInvariant(from[i - 1]) == char.ToUpperInvariant(to[j - 1]) ? 0 : 1);
                corner = row[j];
                row[j] = Math.Min(change, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[^1];
    }
}
