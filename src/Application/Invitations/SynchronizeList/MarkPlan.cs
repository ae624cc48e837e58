using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Invitations;

namespace ZoomApprover.Application.Invitations.SynchronizeList;

/// <summary>What one pass is to write, and what it is to remember of it.</summary>
internal sealed class MarkPlan(ListLayout layout, ListMemory memory, StatusTexts texts)
{
    private static readonly IReadOnlySet<string> Nobody = new HashSet<string>();
    private static readonly Mark Blank = new("", "");

    private readonly bool hasIds = layout.PlaceOf(ListColumn.RegistrantId) is not null;
    private readonly Dictionary<int, string> codes = [];
    private readonly HashSet<(int Row, int Column)> places = [];
    private bool putsBack;

    public List<CellWrite> Cells { get; } = [];

    public List<MarkStep> Steps { get; } = [];

    /// <summary>Codes whose rows are written.</summary>
    public List<string> Written { get; } = [];

    /// <summary>Rows that were to be written, but were found protected not long ago.</summary>
    public List<int> Protected { get; } = [];

    /// <summary>Rows in which cells of other columns are put back.</summary>
    public List<int> Strays { get; } = [];

    /// <summary>Cells of other columns are to be emptied, or their ticks taken away.</summary>
    public bool EmptiesOthers { get; private set; }

    /// <summary>A row is to be emptied.</summary>
    public bool Clears { get; private set; }

    /// <summary>Marks that stay owed without being written now.</summary>
    public int Waiting { get; private set; }

    /// <summary>Writes of earlier passes that no reading has shown yet.</summary>
    public int Unverified { get; private set; }

    /// <summary>Somebody is in with a code that stands in no row.</summary>
    public bool Gone { get; private set; }

    /// <summary>A write for another code landed in this row. Until it is back nothing is written for that other one again.</summary>
    public void PutBack(KeptCells kept, ListRow row, MarkFacts facts)
    {
        putsBack = true;
        if (memory.IsProtected(kept.Code))
        {
            Protected.Add(row.Row);
            Wait(facts);
            return;
        }

        // a mark is put back whole, and counts as unseen until a reading shows it: going astray in its turn, a part of it would tell
        // nobody whose it is
        var isMark = facts.Holder is not null && kept.Mark == Marks.Of(facts, row.Uses, texts);
        Back(ListColumn.Status, row, row.Status, kept.Status, isMark);
        Back(ListColumn.RegistrantId, row, row.RegistrantId, kept.RegistrantId, isMark);
        Back(ListColumn.Data, row, row.Data, kept.Data);
        Written.Add(kept.Code);
        if (isMark)
        {
            Steps.Add(new MarkStep(kept.Code, new MarkBase(null, new MarkedCells(kept.Mark, Marks.Print(kept.Data)), "", facts.Claim), null));
        }
        else if (kept.Mark == Blank && facts.Holder is null)
        {
            Steps.Add(new MarkStep(kept.Code, new MarkBase(facts.Base?.Seen, new MarkedCells(Blank, ""), facts.Base?.SeenFor ?? ""), null)); // it may go astray itself
        }
    }

    /// <summary>A write that moved columns had led astray lies over a cell that is not ours.</summary>
    public void PutBack(StrayCell stray)
    {
        if (memory.IsProtected(stray.Code))
        {
            Protected.Add(stray.Row);
            return;
        }

        if (places.Add((stray.Row, stray.Place))) // else a mark comes to stand there anyway
        {
            Cells.Add(new CellWrite(stray.Row, stray.Place, stray.Before));
            codes[stray.Row] = stray.Code;
            EmptiesOthers |= stray.Before.Said.Length == 0; // what a status cell would be read as
            Strays.Add(stray.Row);
        }
    }

    /// <param name="rows">Null when the code stands in no row.</param>
    public void Add(MarkFacts facts, IReadOnlyList<ListRow>? rows)
    {
        if (rows is null)
        {
            // should the row come back, the mark is still owed; who came in with the code stays in
            LookAtGone(facts);
            return;
        }

        var row = rows[0];
        switch (MarkRule.Judge(Marks.Situation(facts, rows, Nobody, hasIds, texts)))
        {
            case MarkVerdict.Settled:
                memory.Settled(facts.Code);
                Steps.Add(new MarkStep(facts.Code, facts.Holder is null ? null : new MarkBase(Standing(facts, row), null, facts.Claim), facts.OwedVersion));
                break;
            case MarkVerdict.Write when memory.IsProtected(facts.Code):
                Protected.Add(row.Row);
                Wait(facts);
                break;
            case MarkVerdict.Write when IsTooEarly(facts, row):
                Wait(facts);
                break;
            case MarkVerdict.Write:
                Write(facts, rows);
                break;
            case MarkVerdict.SpentByPerson or MarkVerdict.Adopt:
                Steps.Add(new MarkStep(facts.Code, null, facts.OwedVersion)); // nobody's code any more, and a person's text stands
                break;
            case MarkVerdict.Cleared or MarkVerdict.Conflict or MarkVerdict.Yield or MarkVerdict.Ambiguous:
                Wait(facts);
                break;
        }
    }

    /// <param name="row">One of <see cref="Cells"/>.</param>
    public string CodeAt(int row) => codes[row];

    /// <summary>The mark stays owed: a person is asked about its row.</summary>
    public void Hold(MarkFacts facts) => Wait(facts);

    // a person's edit was seen not long ago, or the reading may be from before our last write
    private bool IsTooEarly(MarkFacts facts, ListRow row)
    {
        var isSeen = facts.Base?.Sent is not { } sent || (sent.Mark == Blank ? Marks.IsEmptied(facts.Base, row) : Marks.IsShown(sent.Mark, row));
        return memory.Patience.ContainsKey(facts.Code) || (!isSeen && (putsBack || memory.MayBeStale(facts.Code)));
    }

    private void Wait(MarkFacts facts)
    {
        Waiting++;
        Unverified += facts.Base?.Sent is null ? 0 : 1;
    }

    private void LookAtGone(MarkFacts facts)
    {
        if (facts.Holder is null)
        {
            Steps.Add(new MarkStep(facts.Code, null, facts.OwedVersion)); // free, and nothing stands anywhere
            return;
        }

        Gone = true;
        Wait(facts);
    }

    private void Write(MarkFacts facts, IReadOnlyList<ListRow> rows)
    {
        var row = rows[0];
        var ours = Marks.Of(facts, row.Uses, texts) ?? Blank;
        var data = facts.Holder is null ? "" : Marks.Data(facts.Holder) ?? (IsOfAnother(facts, row) ? "" : null);
        Put(ListColumn.Status, row, ours.Status);
        var isIdOurs = IsOurs(row.RegistrantId, facts.Base?.Seen, facts.Base?.Sent) || facts.ClaimOf(row.RegistrantId) is not null;
        if (isIdOurs)
        {
            Put(ListColumn.RegistrantId, row, ours.RegistrantId);
        }

        if (data is not null && IsOurs(row.Data, facts.Base?.Seen, facts.Base?.Sent))
        {
            Put(ListColumn.Data, row, data);
        }

        // should a person clear what stands there now, it must be known to have stood, even if this write never leaves
        var (seen, seenFor) = Marks.Situation(facts, rows, Nobody, hasIds, texts).IsOurs ? (Standing(facts, row), StandsFor(facts, row)) : (facts.Base?.Seen, facts.Base?.SeenFor ?? "");
        ours = isIdOurs ? ours : ours with { RegistrantId = "" };
        Steps.Add(new MarkStep(facts.Code, new MarkBase(seen, new MarkedCells(ours, data is null ? Marks.Print(row.Data) : Marks.Print(data)), seenFor, facts.Claim), null));
        Written.Add(facts.Code);
    }

    private static string StandsFor(MarkFacts facts, ListRow row) =>
        facts.ClaimOf(row.RegistrantId) is { } named ? named
        : facts.Base?.Sent is { } sent && Marks.IsShown(sent.Mark, row) ? facts.Base.SentFor
        : facts.Base?.SeenFor ?? "";

    // whose answers are no longer kept keeps the data that stands there, unless it tells of somebody else who used the code
    private static bool IsOfAnother(MarkFacts facts, ListRow row) => facts.Uses.Count > 1 && StandsFor(facts, row) is { Length: > 0 } claim && claim != facts.Claim;

    private static MarkedCells Standing(MarkFacts facts, ListRow row)
    {
        var isIdOurs = facts.ClaimOf(row.RegistrantId) is not null || IsOf(row.RegistrantId, facts.Base?.Seen) || IsOf(row.RegistrantId, facts.Base?.Sent);
        return new MarkedCells(new Mark(row.Status, isIdOurs ? row.RegistrantId : ""), Marks.Print(row.Data));
    }

    // people may keep notes in these cells: only what is empty or was ours is replaced, wherever moved columns have brought it
    private static bool IsOurs(string theirs, MarkedCells? seen, MarkedCells? sent) => theirs.Length == 0 || IsOf(theirs, seen) || IsOf(theirs, sent);

    private static bool IsOf(string theirs, MarkedCells? known) =>
        known is not null && (theirs == known.Mark.RegistrantId || theirs == known.Mark.Status || Marks.Print(theirs) == known.DataPrint);

    private void Back(ListColumn column, ListRow row, string present, string kept, bool always = false)
    {
        if (always || present != kept) // a note of a person's that stands is not ours to write
        {
            Put(column, row, kept);
        }
    }

    private void Put(ListColumn column, ListRow row, string text)
    {
        if (layout.PlaceOf(column) is { } place)
        {
            Cells.Add(new CellWrite(row.Row, place, text));
            places.Add((row.Row, place));
            codes[row.Row] = row.Code;
            Clears |= column == ListColumn.Status && text.Length == 0;
        }
    }
}
