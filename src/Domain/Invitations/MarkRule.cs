namespace ZoomApprover.Domain.Invitations;

/// <summary>What stands in, or belongs into, the cells of a row that are ours.</summary>
/// <param name="Status">"" when the cell is, or is to be, empty.</param>
public sealed record Mark(string Status, string RegistrantId);

/// <summary>What to make of one row's status cell.</summary>
public enum MarkVerdict
{
    /// <summary>It shows what it should.</summary>
    Settled,

    /// <summary>It shows an older state of ours, or a mark that did not land: write.</summary>
    Write,

    /// <summary>A mark without a claim that names somebody Zoom knows: the claim is theirs.</summary>
    Adopt,

    /// <summary>A person used the code.</summary>
    SpentByPerson,

    /// <summary>A person cleared our mark. The code stays spent; it is set free at the API.</summary>
    Cleared,

    /// <summary>A person wrote something else beside our claim: left as it is, the code stays spent.</summary>
    Conflict,

    /// <summary>The code stands in two rows: nothing is written.</summary>
    Ambiguous,
}

/// <summary>Compares what stands in a row (theirs) with what should (ours) and what we last saw or sent there (base). Pure.</summary>
public static class MarkRule
{
    /// <param name="theirs">The cells as just read.</param>
    /// <param name="seen">What we last saw of our own there; null when nothing.</param>
    /// <param name="sent">What we sent since and did not see yet; null when nothing.</param>
    /// <param name="ours">What should stand there; null when nobody holds the code.</param>
    /// <param name="knowsRegistrant">Whether the id cell names a registrant that Zoom knows.</param>
    public static MarkVerdict Judge(bool isAmbiguous, Mark theirs, Mark? seen, Mark? sent, Mark? ours, bool knowsRegistrant)
    {
        if (isAmbiguous)
        {
            return MarkVerdict.Ambiguous;
        }

        if (theirs.Status == (ours?.Status ?? "") && (ours is null || theirs.RegistrantId is "" || theirs.RegistrantId == ours.RegistrantId))
        {
            return MarkVerdict.Settled;
        }

        if (Shows(theirs, seen) || Shows(theirs, sent))
        {
            return MarkVerdict.Write; // our state moved on, or the code was set free
        }

        if (theirs.Status.Length == 0)
        {
            // whose mark a person cleared matters: the next holder's was never there. What was seen standing was cleared by a
            // person whatever we sent since, unless we sent to clear it ourselves
            var ofAnother = seen is { RegistrantId.Length: > 0 } && seen.RegistrantId != ours?.RegistrantId;
            return seen is null || ofAnother || sent is { Status.Length: 0 } ? MarkVerdict.Write : MarkVerdict.Cleared;
        }

        if (ours is not null)
        {
            return theirs.RegistrantId.Length > 0 && theirs.RegistrantId == ours.RegistrantId ? MarkVerdict.Write : MarkVerdict.Conflict;
        }

        return knowsRegistrant ? MarkVerdict.Adopt : MarkVerdict.SpentByPerson;
    }

    /// <summary>Whether what stands in the row is a mark of ours: of this or an earlier state.</summary>
    public static bool IsOurs(Mark theirs, Mark? seen, Mark? sent, Mark? ours) =>
        Shows(theirs, seen) || Shows(theirs, sent) || (theirs.Status.Length > 0 && theirs.RegistrantId.Length > 0 && theirs.RegistrantId == ours?.RegistrantId);

    /// <summary>
    /// Whether the status cell makes the code unusable by itself. Our own mark does not: there the ledger's claim decides.
    /// </summary>
    public static bool IsSpent(MarkVerdict verdict, Mark theirs) => verdict switch
    {
        MarkVerdict.Settled or MarkVerdict.Write or MarkVerdict.Cleared => false,
        MarkVerdict.Adopt or MarkVerdict.SpentByPerson or MarkVerdict.Conflict => true,
        MarkVerdict.Ambiguous => theirs.Status.Length > 0,
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "Not a verdict."),
    };

    /// <summary>
    /// Text for a cell that a spreadsheet program must never take for a formula: what registrants typed may begin with one.
    /// </summary>
    public static string SafeText(string text) => text.TrimStart('=', '+', '-', '@', '\t', '\r', '\n', ' ');

    private static bool Shows(Mark theirs, Mark? known) => known is { Status.Length: > 0 }
        && theirs.Status == known.Status && (theirs.RegistrantId is "" || theirs.RegistrantId == known.RegistrantId);
}
