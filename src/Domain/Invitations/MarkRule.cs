namespace ZoomApprover.Domain.Invitations;

/// <summary>What stands in, or belongs into, the cells of a row that are ours.</summary>
/// <param name="Status">"" when the cell is, or is to be, empty.</param>
/// <param name="RegistrantId">"" when the cell is empty, or holds a person's note that is none of ours.</param>
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

    /// <summary>A person cleared our mark: the code is to be set free, once it is certain (<see cref="Patience"/>).</summary>
    Cleared,

    /// <summary>A person wrote something else where a claim was made and nothing was sent to Zoom yet: they were first.</summary>
    Yield,

    /// <summary>A person wrote something else beside our claim: left as it is, the code stays spent.</summary>
    Conflict,

    /// <summary>The code stands in two rows: nothing is written.</summary>
    Ambiguous,
}

/// <summary>What is known of one row when it is judged.</summary>
/// <param name="IsAmbiguous">The code stands in two rows.</param>
/// <param name="Theirs">The cells as just read.</param>
/// <param name="Seen">What we last saw of our own there; null when nothing.</param>
/// <param name="Sent">What we sent since and did not see yet; null when nothing.</param>
/// <param name="IsSeenOfHolder">What we last saw there was a mark that counted a use which is held now.</param>
/// <param name="Ours">What should stand there; null when nobody holds the code.</param>
/// <param name="IsOwnText">The status cell holds one of the texts that we write.</param>
/// <param name="KnowsRegistrant">The id cell names a registrant that Zoom knows.</param>
/// <param name="IsUnsent">Of somebody who holds a use nothing was sent to Zoom yet, and what stands in the status cell is no count of ours.</param>
/// <param name="HasIds">The list has a column for ids.</param>
/// <param name="IsDataMoved">The status or the id cell holds what we sent for the data cell.</param>
/// <param name="IsStatusElsewhere">The status that we sent stands in another cell of the row.</param>
/// <param name="NamesUser">The id cell names one who holds a use of the code, or held one while others did.</param>
public sealed record RowSituation(bool IsAmbiguous, Mark Theirs, Mark? Seen, bool IsSeenOfHolder, Mark? Sent, Mark? Ours, bool IsOwnText, bool KnowsRegistrant, bool IsUnsent, bool HasIds, bool IsDataMoved = false, bool IsStatusElsewhere = false, bool NamesUser = false)
{
    public bool ShowsOurs => Theirs.Status == (Ours?.Status ?? "") && (Ours is null ? !IsLeftOver : IsIdOfOurs(Ours));

    public bool ShowsEarlier => Shows(Seen) || Shows(Sent);

    /// <summary>What stands in the row is a mark of ours: of this or an earlier state.</summary>
    public bool IsOurs => ShowsEarlier || (Theirs.Status.Length > 0 && ShowsOurs) || IsOlder;

    /// <summary>A text of ours that is not this state's: beside a holder's own id, or out of another column of ours.</summary>
    public bool IsOlder => Ours is { RegistrantId.Length: > 0 } && ((IsOwnText && (NamesUser || Theirs.RegistrantId == Ours.RegistrantId)) || IsMoved);

    // people moved columns before what we sent arrived
    private bool IsMoved => IsDataMoved || (Sent is { Status.Length: > 0, RegistrantId.Length: > 0 } && (Theirs.Status == Sent.RegistrantId || Theirs.RegistrantId == Sent.Status));

    /// <summary>
    /// A text of ours that names nobody, where we sent a mark that no reading has shown: one meant for another row, whose id cell holds
    /// a note, has landed here.
    /// </summary>
    public bool IsNobodys => Ours is not null && IsOwnText && !IsUnsent && Theirs.RegistrantId.Length == 0 && Sent is { Status.Length: > 0 };

    /// <summary>We sent something else than what should stand there, and do not know what became of it.</summary>
    public bool IsUnsettled => Sent is not null
        && (Ours is null ? Sent.Status.Length > 0 : Sent.Status != Ours.Status || (Sent.RegistrantId != Ours.RegistrantId && Sent.RegistrantId.Length > 0) || IsIdMissing);

    /// <summary>A mark of the present holder's was seen standing.</summary>
    public bool StoodHere => Ours is not null && Seen is not null && IsSeenOfHolder;

    /// <summary>
    /// What we sent had landed, though no reading told us: the id still stands beside an emptied status. Nothing is written again, nor
    /// set free: had people moved the columns, the status would only be elsewhere.
    /// </summary>
    public bool IsEmptiedUnseen => Theirs is { Status.Length: 0, RegistrantId.Length: > 0 } && Sent is { Status.Length: > 0 } && !IsStatusElsewhere
        && Theirs.RegistrantId == Sent.RegistrantId && Theirs.RegistrantId == Ours?.RegistrantId && Theirs.RegistrantId != Seen?.RegistrantId;

    /// <summary>The id cell speaks of somebody who has nothing to do with the code.</summary>
    public bool NamesAnother => KnowsRegistrant && !NamesUser && Theirs.RegistrantId.Length > 0 && Theirs.RegistrantId != Ours?.RegistrantId;

    // we wrote it too, and only the status has arrived: people moved columns
    private bool IsIdMissing => HasIds && Theirs.RegistrantId.Length == 0 && Sent is { RegistrantId.Length: > 0 };

    // the id beside an emptied status, still as we wrote it: the next holder must not be taken for them
    private bool IsLeftOver => Theirs.RegistrantId.Length > 0 && (Theirs.RegistrantId == Seen?.RegistrantId || Theirs.RegistrantId == Sent?.RegistrantId);

    private bool IsIdOfOurs(Mark ours) => Theirs.RegistrantId is "" || Theirs.RegistrantId == ours.RegistrantId || HasNote(Sent, ours) || HasNote(Seen, ours);

    // the id cell holds a person's note, which we left
    private static bool HasNote(Mark? known, Mark ours) => known is { RegistrantId.Length: 0 } && known.Status == ours.Status;

    private bool Shows(Mark? known) => known is { Status.Length: > 0 }
        && Theirs.Status == known.Status && (Theirs.RegistrantId is "" || known.RegistrantId is "" || Theirs.RegistrantId == known.RegistrantId);
}

/// <summary>Compares what stands in a row (theirs) with what should (ours) and what we last saw or sent there (base). Pure.</summary>
public static class MarkRule
{
    public static MarkVerdict Judge(RowSituation row) => row switch
    {
        { IsAmbiguous: true } => MarkVerdict.Ambiguous,

        // a reading may be older than what we sent last
        { ShowsOurs: true } => row.IsUnsettled ? MarkVerdict.Write : MarkVerdict.Settled,

        { ShowsEarlier: true } => MarkVerdict.Write, // our state moved on, or the code was set free

        // what was seen standing was cleared by a person, whatever we sent since, unless we sent to clear it ourselves
        { Theirs.Status.Length: 0, StoodHere: true } when row.Sent is { Status.Length: 0 } => MarkVerdict.Write,
        { Theirs.Status.Length: 0, StoodHere: true } => row.NamesAnother ? MarkVerdict.Conflict : MarkVerdict.Cleared,
        { IsEmptiedUnseen: true } => MarkVerdict.Conflict,
        { Theirs.Status.Length: 0 } => MarkVerdict.Write,

        { Ours: not null, IsOlder: true } => MarkVerdict.Write,
        { IsNobodys: true } => MarkVerdict.Write,
        { Ours: not null } => row.IsUnsent ? MarkVerdict.Yield : MarkVerdict.Conflict,
        { KnowsRegistrant: true } => MarkVerdict.Adopt,
        _ => MarkVerdict.SpentByPerson,
    };

    /// <summary>
    /// Whether the status cell makes the code unusable by itself. Our own mark does not: there the ledger's claim decides.
    /// </summary>
    public static bool IsSpent(MarkVerdict verdict, Mark theirs) => verdict switch
    {
        MarkVerdict.Settled or MarkVerdict.Write or MarkVerdict.Cleared => false,
        MarkVerdict.Adopt or MarkVerdict.SpentByPerson or MarkVerdict.Yield or MarkVerdict.Conflict => true,
        MarkVerdict.Ambiguous => theirs.Status.Length > 0,
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "Not a verdict."),
    };

    /// <summary>
    /// Text for a cell that a spreadsheet program must never take for a formula: what registrants typed may begin with one.
    /// </summary>
    public static string SafeText(string text) => text.TrimStart('=', '+', '-', '@', '\t', '\r', '\n', ' ');
}
