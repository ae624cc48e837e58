using System.Globalization;
using System.Text;
using ZoomApprover.Simulation.Tests.Story;

namespace ZoomApprover.Simulation.Tests;

/// <summary>A story that ended badly, for people: what happened in order, what was broken, and how to see it again.</summary>
internal static class Telling
{
    public static string Of(ulong seed, string violation, string? planted)
    {
        var told = new StringBuilder();
        foreach (var line in StoryRun.Play(seed, keepLines: true, planted).Lines)
        {
            told.AppendLine(line);
        }

        told.AppendLine(CultureInfo.InvariantCulture, $"Seed {seed} broke {violation}");
        told.AppendLine(CultureInfo.InvariantCulture, $"Again: tests/simulate.sh 1 {seed}{(planted is null ? "" : $" {planted}")}");
        return told.ToString();
    }
}
