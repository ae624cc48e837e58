using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Invitations;

namespace ZoomApprover.Application.Invitations.SynchronizeList;

/// <summary>What one process remembers of the list from pass to pass. After a start patience begins anew, which only delays.</summary>
internal sealed class ListMemory(TimeProvider time)
{
    /// <summary>So old an answer of Google's may be: until then a reading says nothing of what became of a write.</summary>
    public static readonly TimeSpan Stale = TimeSpan.FromSeconds(10);

    /// <summary>So long a call may be under way that nobody answered; and a little.</summary>
    public static readonly TimeSpan Lost = TimeSpan.FromSeconds(200);

    /// <summary>
    /// What is only kept up to date is written no more often than this: a list that stays as it is costs no commit. A stored copy that
    /// is taken for older than it is makes the first reading after a start look again, nothing else.
    /// </summary>
    private static readonly TimeSpan Leisure = TimeSpan.FromMinutes(1);

    /// <summary>People take their time to let us write: until then a row that was refused is left alone.</summary>
    private static readonly TimeSpan Refusal = TimeSpan.FromMinutes(10);

    private readonly long start = time.GetTimestamp();
    private readonly Dictionary<string, TimeSpan> refusedAt = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TimeSpan> sentAt = new(StringComparer.Ordinal);

    /// <summary>Since the start, on a clock that is never set.</summary>
    public TimeSpan Now => time.GetElapsedTime(start);

    /// <summary>A write that was to empty rows was not answered: it may yet land, in whatever row stands there by then.</summary>
    public bool LostMayLand => (lostAt is { } at && Now - at < Lost) || Now < othersUntil;

    /// <summary>Whether the ledger may hold kept cells, of this or another place.</summary>
    public bool MayKeep { get; set; } = true;

    /// <summary>What writes have hit in columns that are not ours.</summary>
    public StrayCells Strays { get; } = new(time);

    private (ListPlace Place, ListContent? Content) last;
    private TimeSpan? lostAt;
    private TimeSpan othersUntil;
    private DateTimeOffset? copySavedAt;
    private TimeSpan? tidiedAt;
    private TimeSpan? lookedAt;

    /// <returns>True when the stored copy is to be given the time of this reading, although nothing else in it has changed.</returns>
    public bool IsCopyOld(DateTimeOffset beganAt) => copySavedAt is not { } saved || (beganAt - saved).Duration() >= Leisure;

    public void CopySaved(DateTimeOffset beganAt) => copySavedAt = beganAt;

    /// <returns>True once in a while: then what nobody needs any more is to be dropped.</returns>
    public bool IsTimeToTidy()
    {
        if (tidiedAt is { } at && Now - at < Leisure)
        {
            return false;
        }

        tidiedAt = Now;
        return true;
    }

    /// <summary>By code: what people did to the status cell, as long as something depends on it.</summary>
    public Dictionary<string, Patience> Patience { get; } = new(StringComparer.Ordinal);

    /// <summary>By code: what a person is to look at.</summary>
    public Dictionary<string, ProblemKind> Doubts { get; } = new(StringComparer.Ordinal);

    /// <summary>By code: whom a filled row names whose code it is not, as far as is known.</summary>
    public Dictionary<string, Stranger> Strangers { get; } = new(StringComparer.Ordinal);

    /// <summary>By code: what stood in our columns before the writes that no reading has shown yet. A blank row is left out; null before it was loaded.</summary>
    public Dictionary<string, KeptCells>? Kept { get; set; }

    /// <returns>The same as <see cref="Take"/>, which is still to come.</returns>
    public ListContent? Before(ListPlace place) => place == last.Place ? last.Content : null;

    /// <returns>The rows as the pass before took them in; null before the first one, elsewhere, and after one that failed half-way.</returns>
    public ListContent? Take(ListPlace place)
    {
        var before = last.Content;
        if (place != last.Place)
        {
            (before, Kept) = (null, null);
            Patience.Clear();
            Doubts.Clear();
            Strangers.Clear();
            sentAt.Clear();
            refusedAt.Clear();
            Strays.Clear();
        }

        last = (place, null);
        return before;
    }

    /// <summary>The rows were taken in, and all that follows from them was done.</summary>
    public void Done(ListContent content) => last = (last.Place, content);

    public void Sent(IEnumerable<string> codes)
    {
        foreach (var code in codes)
        {
            sentAt[code] = Now;
        }
    }

    /// <summary>Whether the present reading may still be from before the last write for this code. What an earlier process sent, it sent before the start.</summary>
    public bool MayBeStale(string code) => Now - sentAt.GetValueOrDefault(code) < Stale;

    /// <summary>The row of this code may not be written.</summary>
    public void Refused(string code)
    {
        refusedAt[code] = Now;
        NotSent(code);
    }

    /// <summary>It was to be written, and was not after all.</summary>
    public void NotSent(string code) => sentAt.Remove(code);

    /// <returns>True once a minute: finding out which rows are protected costs calls, of which Google takes 60 in that time.</returns>
    public bool MayLookForProtected()
    {
        if (lookedAt is { } at && Now - at < Leisure)
        {
            return false;
        }

        lookedAt = Now;
        return true;
    }

    public bool IsProtected(string code) => refusedAt.TryGetValue(code, out var at) && Now - at < Refusal;

    public void LostClearing() => lostAt = Now;

    /// <summary>
    /// Cells of other columns were emptied. Had columns moved once more, a status cell is empty instead, and no mark's base tells of it: until
    /// the readings show it, that counts like an answer that was lost.
    /// </summary>
    public void OthersEmptied() => othersUntil = Now + Stale + Stale;

    public void Settled(string code)
    {
        sentAt.Remove(code);
        refusedAt.Remove(code);
    }
}

/// <summary>Whom a row names whose code it is not.</summary>
/// <param name="Known">What the ledger knew of them then: <see cref="IListLedger.KnownRegistrantsAsync"/>; 0 for nothing.</param>
internal readonly record struct Stranger(string RegistrantId, long Known);
