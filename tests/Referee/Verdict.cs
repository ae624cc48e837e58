using System.Globalization;

namespace ZoomApprover.Referee;

/// <summary>What is found about one rule.</summary>
/// <param name="Checked">How many things were looked at; of none nothing is proven.</param>
/// <param name="Broken">A sentence for each breach.</param>
internal sealed record Verdict(string Rule, string What, int Checked, IReadOnlyList<string> Broken)
{
    private const int Shown = 5;

    public bool Holds => Checked > 0 && Broken.Count == 0;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Rule} {(Holds ? "holds" : "BROKEN")}: {What}: {Checked} checked{Breaches()}");

    private string Breaches() => (Checked, Broken.Count) switch
    {
        (0, 0) => ", so nothing is proven",
        (_, 0) => "",
        _ => $", {Broken.Count} wrong:{string.Concat(Broken.Take(Shown).Select(one => $"\n   {one}"))}",
    };
}
