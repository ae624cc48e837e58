using System.Text.RegularExpressions;

namespace ZoomApprover.WebApi.Tests.Metrics;

/// <summary>What /metrics prints, line by line.</summary>
internal sealed partial class Exposition(string text)
{
    [GeneratedRegex(@"^(?<name>[a-zA-Z_:][\w:]*)(?:\{(?<labels>.*)\})? (?<value>\S+)(?: \d+)?$")]
    private static partial Regex Line();

    [GeneratedRegex(@"(?<name>\w+)=""(?<value>[^""]*)""")]
    private static partial Regex Label();

    public string Text => text;

    /// <summary>Each line that is not a comment.</summary>
    public IReadOnlyList<Sample> Samples { get; } = [.. text.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(Read)];

    /// <summary>The names that are declared, as a query names them: with what a histogram appends.</summary>
    public IReadOnlySet<string> Names => Samples.Select(sample => sample.Name).ToHashSet();

    /// <summary>The value of the one line with that name and these labels among its own; null when there is none.</summary>
    public double? Value(string name, params (string Name, string Value)[] labels) =>
        Samples.SingleOrDefault(sample => sample.Name == name && labels.All(label => sample.Labels.GetValueOrDefault(label.Name) == label.Value))?.Value;

    private static Sample Read(string line)
    {
        var read = Line().Match(line);
        Assert.That(read.Success, Is.True, $"unreadable: {line}");
        return new Sample(
            read.Groups["name"].Value,
            Label().Matches(read.Groups["labels"].Value).ToDictionary(label => label.Groups["name"].Value, label => label.Groups["value"].Value),
            double.Parse(read.Groups["value"].Value.Replace("+Inf", "Infinity", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture));
    }

    internal sealed record Sample(string Name, IReadOnlyDictionary<string, string> Labels, double Value);
}
