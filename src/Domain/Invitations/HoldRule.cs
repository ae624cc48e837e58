namespace ZoomApprover.Domain.Invitations;

/// <summary>Why the list is not followed before a person has said what is meant.</summary>
public enum HoldKind
{
    /// <summary>It is read in another spreadsheet or tab than the copy, and codes are spent.</summary>
    OtherPlace,

    /// <summary>So many codes were freed or removed at once that it looks like a mistake.</summary>
    FreedOrRemoved,
}

/// <summary>What lies between the copy and a reading, as far as it is people's doing and nobody has answered for it.</summary>
/// <param name="IsOtherPlace">The reading was made in another spreadsheet or tab.</param>
/// <param name="Spent">How many codes are spent under the list's name.</param>
/// <param name="Freed">Codes whose status cell is empty now and that are not free yet (<see cref="HoldRule.IsFreed"/>).</param>
/// <param name="Removed">Codes of the copy that stand in no row.</param>
/// <param name="Before">How many codes the copy has.</param>
public sealed record ListDifference(bool IsOtherPlace, int Spent, int Freed, int Removed, int Before)
{
    public int Count => Freed + Removed;
}

/// <summary>Tells a slip of the hand from what people do all day. Pure.</summary>
public static class HoldRule
{
    private const int Many = 50;
    private const int Few = 5;
    private const int OneInTen = 10;

    /// <returns>Null when the reading may be taken in.</returns>
    public static HoldKind? Judge(ListDifference difference) => difference switch
    {
        { IsOtherPlace: true, Spent: > 0 } => HoldKind.OtherPlace,
        { IsOtherPlace: true } => null, // nothing is spent: a sheet was replaced before anybody came
        { Count: > Many } => HoldKind.FreedOrRemoved,
        { Count: >= Few } when (long)difference.Count * OneInTen > difference.Before => HoldKind.FreedOrRemoved,
        _ => null,
    };

    /// <summary>
    /// Whether people emptied the status cell of a spent code and it is not free yet. It stays so until patience is over: two
    /// halves of a clearing count together, and what was set free before counts no more.
    /// </summary>
    /// <param name="isSpentByText">A person's text made the code unusable until now, and nobody holds it.</param>
    public static bool IsFreed(MarkVerdict verdict, string status, bool isSpentByText) => status.Length == 0 && verdict switch
    {
        MarkVerdict.Cleared => true,
        MarkVerdict.Settled or MarkVerdict.Write => isSpentByText,
        MarkVerdict.Adopt or MarkVerdict.SpentByPerson or MarkVerdict.Yield or MarkVerdict.Conflict or MarkVerdict.Ambiguous => false,
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "Not a verdict."),
    };
}
