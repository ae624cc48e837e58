using ZoomApprover.Simulation.Tests.World;

namespace ZoomApprover.Simulation.Tests.Service;

/// <summary>Where the process dies next: at the n-th crash point of a kind, counted from the moment it is armed.</summary>
internal sealed class CrashPlan(Chance chance)
{
    private static readonly string[] Kinds = ["before commit", "after commit", "before call", "after call"];
    private string? kind;
    private int left;

    /// <summary>Between 1 and the given number of points from now.</summary>
    public void Arm(int within) => (kind, left) = (chance.Pick(Kinds), chance.Between(1, within));

    public void Disarm() => kind = null;

    /// <summary>Whether the very next such point is the last one passed.</summary>
    public bool IsNextAt(string what) => what == kind && left == 1;

    public bool StrikesAt(string what)
    {
        if (what != kind || --left > 0)
        {
            return false;
        }

        kind = null;
        return true;
    }
}
