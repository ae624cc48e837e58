using ZoomApprover.Domain.Invitations;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Ports;

/// <summary>The ledger's side of the invitation list: its last good copy, whom a change concerns, and the marks owed to it.</summary>
public interface IListLedger
{
    /// <summary>The last good copy; null when the list under this name was never read.</summary>
    Task<StoredCopy?> LoadCopyAsync();

    /// <summary>Stores what changed, in pieces that leave room for registrations between them.</summary>
    /// <param name="removed">Codes that stand in no row any more.</param>
    Task SaveCopyAsync(ListPlace place, DateTimeOffset beganAt, IReadOnlyCollection<Invitation> changed, IReadOnlyCollection<string> removed);

    /// <summary>Waiting registrations that may be judged again: those whose candidates are among the codes, and those whose decision is not final.</summary>
    /// <param name="codes">Null for all that wait.</param>
    Task<IReadOnlyList<Registration>> WaitingAsync(IReadOnlyCollection<string>? codes, DateTimeOffset beganAt);

    /// <summary>Stores new decisions; those made from an older version are left alone.</summary>
    /// <returns>How many of them now await Zoom.</returns>
    Task<int> JudgeAsync(IReadOnlyList<Judgement> judgements);

    /// <summary>Adopted registrations that no reading younger than their adoption has blocked the codes for.</summary>
    Task<IReadOnlyList<Registration>> AdoptedAsync(DateTimeOffset beganAt);

    /// <summary>Blocks the codes of an adopted registration by a younger reading.</summary>
    /// <returns>Codes with which somebody else is approved too.</returns>
    Task<IReadOnlyList<string>> BlockAsync(Registration adopted, IReadOnlyList<string> knownCodes, DateTimeOffset judgedAgainst);

    /// <summary>What the ledger knows of the marks of these codes.</summary>
    /// <param name="codes">Null: of all codes with an owed mark.</param>
    Task<IReadOnlyDictionary<string, MarkFacts>> MarksAsync(ListPlace place, IReadOnlyCollection<string>? codes);

    /// <summary>The list should show something else than it does for these codes.</summary>
    Task OweMarksAsync(IReadOnlyCollection<string> codes);

    /// <summary>
    /// A person cleared the mark of a code, for certain: the uses given are set free, as if asked for at the API; or, should somebody
    /// else be in with it too, one is theirs from now on. Nothing happens to a claim that is no more the one whose mark was cleared.
    /// </summary>
    /// <param name="cleared">With the uses that the mark had counted (<see cref="MarkFacts.Counted"/>).</param>
    Task ReleaseClearedAsync(MarkFacts cleared);

    /// <summary>What stood in our columns before writes that no reading has shown yet, by code; blank rows are missing.</summary>
    Task<IReadOnlyDictionary<string, KeptCells>> KeptAsync(ListPlace place);

    /// <summary>Changes what is kept: before a write it is what the reading showed, and nothing once all writes were seen.</summary>
    /// <param name="dropped">Codes of which nothing is kept any more; null for all, at every place.</param>
    /// <exception cref="LedgerUnavailableException">Also when another process has taken the ledger over: then nothing may be written into the list.</exception>
    Task KeepAsync(ListPlace place, IReadOnlyCollection<KeptCells> kept, IReadOnlyCollection<string>? dropped);

    /// <summary>Stores what stands, or what was sent, in the list's cells.</summary>
    /// <exception cref="LedgerUnavailableException">Also when another process has taken the ledger over: then nothing may be written into the list.</exception>
    Task SaveMarksAsync(ListPlace place, IReadOnlyCollection<MarkStep> steps);

    /// <summary>Gives spent codes, by their marks, to the registrants whom the marks name; of many, some at a time.</summary>
    /// <returns>The codes that were given: the others are held by now, or the ledger does not know that the registrant gave them.</returns>
    Task<IReadOnlySet<string>> AdoptMarksAsync(IReadOnlyList<NamedMark> marks);

    /// <summary>
    /// A mark that is not ours stands where a registration claimed the code and nothing was sent yet: the mark stands, the code is
    /// the registration's no more, and it waits with <see cref="WaitingReason.CodeAlreadyUsed"/>.
    /// </summary>
    /// <returns>False when the registration has moved on.</returns>
    Task<bool> YieldToMarkAsync(Registration unsent, string code);

    /// <summary>Which of these registrant ids the ledger knows from Zoom, each with a number that grows whenever anything is stored of them.</summary>
    Task<IReadOnlyDictionary<string, long>> KnownRegistrantsAsync(IReadOnlyCollection<string> registrantIds);

    /// <summary>For a list that takes no marks: none is owed any more.</summary>
    Task ForgetMarksAsync();

    /// <summary>Drops the answers of registrations that are decided for good and marked in the list; of many, some at a time.</summary>
    /// <returns>How many registrations lost theirs.</returns>
    Task<int> ForgetAnswersAsync();
}

/// <param name="Invitations">Their rows are unknown (0).</param>
public sealed record StoredCopy(ListPlace Place, DateTimeOffset BeganAt, IReadOnlyList<Invitation> Invitations);

/// <summary>A new decision about a registration that waits.</summary>
/// <param name="From">As it stood when it was judged.</param>
/// <param name="Candidates">Normal forms.</param>
/// <param name="JudgedAgainst">When the reading began that the decision rests on.</param>
public sealed record Judgement(Registration From, Decision Decision, IReadOnlyList<string> Candidates, DateTimeOffset JudgedAgainst)
{
    /// <summary>As in <see cref="Recording.Tries"/>; they count when there was no list to judge by before.</summary>
    public IReadOnlyList<string> Tries { get; init; } = [];
}

/// <summary>One code's mark, as the ledger sees it.</summary>
/// <param name="Holder">The registration that claimed a use last, of those that hold one now; null when nobody does.</param>
/// <param name="Base">What we last saw of our own in the row, or sent there; null when nothing.</param>
/// <param name="Generation">Of the holder's claim; 0 when nobody holds a use.</param>
/// <param name="OwedVersion">Set while a mark is owed; to be handed back when it is settled.</param>
public sealed record MarkFacts(string Code, Registration? Holder, MarkBase? Base, long? OwedVersion, int Generation = 1)
{
    /// <summary>Every use that was claimed in this generation, the latest last, with those that were set free while others were held.</summary>
    public IReadOnlyList<CodeUse> Uses
    {
        get => field ?? (Holder is null ? [] : [new CodeUse(Holder, 1)]);
        init;
    }

    /// <summary>Names the last holder's claim; "" when nobody holds a use.</summary>
    public string Claim => Holder is null ? "" : ClaimOf(Holder);

    public int Held => Uses.Count(use => use.IsHeld);

    /// <summary>What we last saw in the row counted a use that is held now.</summary>
    public bool IsSeenOfHolder => Uses.Any(use => use.IsHeld && use.Ordinal <= SeenUntil);

    /// <summary>The claim of the registrant with this id, the latest one; null when they never had a use in this generation.</summary>
    public string? ClaimOf(string registrantId) => UseOf(registrantId) is { } use ? ClaimOf(use.Holder) : null;

    /// <summary>Reduced to the uses that a mark had counted which a person cleared: whoever came after it keeps theirs.</summary>
    /// <param name="registrantId">What stands in the id cell beside it: a later mark may have stood there than was seen.</param>
    public MarkFacts Counted(string registrantId)
    {
        var until = Math.Max(SeenUntil, UseOf(registrantId)?.Ordinal ?? 0);
        return Uses.All(use => use.Ordinal <= until) ? this : this with { Uses = [.. Uses.Where(use => use.Ordinal <= until)] };
    }

    /// <summary>What was sent was not seen in the row yet.</summary>
    public bool IsUnverified => Base?.Sent is { } sent && sent.Mark != Base.Seen?.Mark;

    /// <summary>Without the code.</summary>
    public override string ToString() => nameof(MarkFacts);

    private int SeenUntil => Base is null ? 0 : Uses.LastOrDefault(use => ClaimOf(use.Holder) == Base.SeenFor)?.Ordinal ?? 0;

    private CodeUse? UseOf(string registrantId) => Uses.LastOrDefault(use => use.Holder.Key.RegistrantId == registrantId);

    private string ClaimOf(Registration holder) => $"{Generation} {holder.Key}";
}

/// <summary>One use of a code.</summary>
/// <param name="Ordinal">Which claim of the generation it was, from 1.</param>
/// <param name="IsHeld">False when it was set free while others held theirs.</param>
public sealed record CodeUse(Registration Holder, int Ordinal, bool IsHeld = true)
{
    /// <summary>Nothing was sent to Zoom for it yet.</summary>
    public bool IsUnsent => IsHeld && Holder is { Status: RegistrationStatus.Approving, HasOpenAttempt: false };
}

/// <summary>A mark that names who used the code.</summary>
public readonly record struct NamedMark(string Code, string RegistrantId)
{
    /// <summary>Without the code.</summary>
    public override string ToString() => RegistrantId;
}

/// <param name="Seen">What a reading last showed of our own; null when none did.</param>
/// <param name="Sent">What was sent since, and not seen yet; null when nothing was.</param>
/// <param name="SeenFor">The claim whose mark that was; "" when it is not known.</param>
/// <param name="SentFor">The claim it was sent for; "" for none, and when it is not known.</param>
public sealed record MarkBase(MarkedCells? Seen, MarkedCells? Sent, string SeenFor = "", string SentFor = "");

/// <param name="DataPrint">Fingerprint of the data cell; "" when it was empty.</param>
public sealed record MarkedCells(Mark Mark, string DataPrint);

/// <summary>Our three cells of a row as a reading showed them.</summary>
/// <param name="Data">The whole text: it may have to go back.</param>
public sealed record KeptCells(string Code, string Status, string RegistrantId, string Data)
{
    public Mark Mark => new(Status, RegistrantId);

    public bool IsBlank => Status.Length + RegistrantId.Length + Data.Length == 0;

    /// <summary>The row as it stood.</summary>
    public ListRow In(ListRow row) => row with { Status = Status, RegistrantId = RegistrantId, Data = Data };

    /// <summary>Nothing of it: people's names are in it.</summary>
    public override string ToString() => nameof(KeptCells);
}

/// <param name="Base">The new base; null forgets it.</param>
/// <param name="SettledVersion">The owed version that is settled; null when the mark stays owed.</param>
public sealed record MarkStep(string Code, MarkBase? Base, long? SettledVersion)
{
    /// <summary>Without the code.</summary>
    public override string ToString() => nameof(MarkStep);
}
