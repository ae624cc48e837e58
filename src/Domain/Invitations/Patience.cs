namespace ZoomApprover.Domain.Invitations;

/// <summary>What people made of a status cell, as far as readings have shown.</summary>
public enum PersonsEdit
{
    /// <summary>Their own text stands there.</summary>
    Text,

    /// <summary>It is empty where their text, or a mark of ours, had stood.</summary>
    Emptied,

    /// <summary>A mark of ours stands again where an edit of theirs had been seen.</summary>
    Back,
}

/// <summary>
/// A reading may be some seconds old, and a cell may be emptied by mistake: nothing follows from a single one. An edit counts
/// once three readings over ninety seconds showed it; until then nothing is set free, and nothing is written over it.
/// </summary>
/// <param name="Since">When the first of the readings that showed it began, on a clock that is never set.</param>
/// <param name="Readings">How many showed it, one after the other.</param>
public sealed record Patience(PersonsEdit Edit, TimeSpan Since, int Readings)
{
    private const int Enough = 3;
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(90);

    public bool IsOver(TimeSpan at) => Edit != PersonsEdit.Text && Readings >= Enough && at - Since >= Long;

    /// <param name="before">What the readings before had shown; null when nothing of a person's.</param>
    /// <param name="status">What the cell shows now.</param>
    /// <returns>Null when there is nothing of a person's to wait for.</returns>
    public static Patience? After(Patience? before, MarkVerdict verdict, string status, TimeSpan at) => verdict switch
    {
        MarkVerdict.Ambiguous => before,
        MarkVerdict.Adopt or MarkVerdict.SpentByPerson or MarkVerdict.Yield or MarkVerdict.Conflict => Shown(before, PersonsEdit.Text, at),
        MarkVerdict.Cleared => Shown(before, PersonsEdit.Emptied, at),
        MarkVerdict.Settled or MarkVerdict.Write when before is null => null,
        MarkVerdict.Settled or MarkVerdict.Write => Shown(before, status.Length == 0 ? PersonsEdit.Emptied : PersonsEdit.Back, at),
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "Not a verdict."),
    };

    /// <summary>One reading more that shows the edit.</summary>
    public static Patience Shown(Patience? before, PersonsEdit edit, TimeSpan at) =>
        before?.Edit == edit ? before with { Readings = before.Readings + 1 } : new Patience(edit, at, 1);
}
