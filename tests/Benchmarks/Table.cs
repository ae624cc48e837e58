using System.Globalization;

namespace ZoomApprover.Benchmarks;

/// <summary>The figures, in Markdown.</summary>
internal sealed class Table
{
    private readonly List<(string What, string Figure)> rows = [];

    public void Add(string what, FormattableString figure)
    {
        rows.Add((what, figure.ToString(CultureInfo.InvariantCulture)));
        Console.Error.WriteLine($"{what}: {rows[^1].Figure}"); // what runs for minutes shows that it does
    }

    public void Print(TextWriter output)
    {
        output.WriteLine("| what | figure |");
        output.WriteLine("|---|---|");
        rows.ForEach(row => output.WriteLine($"| {row.What} | {row.Figure} |"));
    }
}
