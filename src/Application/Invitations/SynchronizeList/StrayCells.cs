using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Invitations;

namespace ZoomApprover.Application.Invitations.SynchronizeList;

/// <summary>
/// What was sent not long ago, by what reading, and which cells of other columns it has hit (<see cref="StrayRule"/>). Only this process
/// knows of it: what those cells held is nowhere in the ledger.
/// </summary>
internal sealed class StrayCells(TimeProvider time)
{
    /// <summary>Of a longer list only the rows written, those beside them and the last are kept.</summary>
    private const int WholeUpTo = 5_000;

    /// <summary>While no write is answered, those before are given up: each keeps the rows it was made by.</summary>
    private const int MostSendings = 8;

    /// <summary>So often at most a cell is put back: a formula may fill it again each time.</summary>
    private const int MostTimes = 3;

    /// <summary>So long after it was found a cell is still put back.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(3);

    private readonly List<Sending> sendings = [];

    /// <summary>All that is known is of another list.</summary>
    public void Clear() => sendings.Clear();

    /// <returns>What is to be put back now, by this reading.</returns>
    public IReadOnlyList<StrayCell> Look(ListReading reading, ListLayout layout, ListContent content)
    {
        if (sendings.Count == 0)
        {
            return [];
        }

        var present = ListCells.Of(reading.Rows!, layout, content);
        var now = time.GetTimestamp();
        sendings.RemoveAll(sending => time.GetElapsedTime(sending.BegunAt, now) > ListMemory.Lost + Late); // nobody has read for minutes
        List<StrayCell> due = [];
        foreach (var sending in sendings)
        {
            sending.DropShown(present);
            var found = StrayRule.Find(sending.Basis, present, reading.Rows!, sending.Cells);
            sending.GiveUpAllBut(found, now, time);
            due.AddRange(found.Where(stray => sending.IsDue(stray, now, time)));
        }

        sendings.RemoveAll(sending => reading.BeganAt > sending.ShownFrom && !sending.IsOpen(now, time));
        return [.. due.DistinctBy(stray => (stray.Row, stray.Place))];
    }

    /// <summary>All that was sent not long ago and was not seen where it belongs.</summary>
    public IReadOnlySet<string> Texts() => sendings.SelectMany(sending => sending.Cells).Select(cell => cell.Text).ToHashSet(StringComparer.Ordinal);

    /// <summary>Cells are about to be written by this reading.</summary>
    /// <param name="codeAt">Of each row in which one stands.</param>
    /// <returns>To be told when Google has answered.</returns>
    public Sending Begin(ListReading reading, ListLayout layout, ListContent content, IReadOnlyList<CellWrite> cells, Func<int, string> codeAt)
    {
        var now = time.GetTimestamp();
        foreach (var sending in sendings)
        {
            sending.PutBack(cells, now);
        }

        var basis = ListCells.Of(reading.Rows!, layout, content, Kept(content, cells));
        var begun = new Sending(
            basis, [.. cells.Select(cell => new SentCell(codeAt(cell.Row), basis.HeaderAt(cell.Column), cell.Row, cell.Column, cell.Text))], now, time.GetUtcNow() + ListMemory.Lost);
        sendings.Add(begun);
        while (sendings.Count > MostSendings)
        {
            sendings.RemoveAt(Math.Max(0, sendings.FindIndex(sending => sending != begun && !sending.IsOpen(now, time))));
        }

        return begun;
    }

    /// <param name="unwritten">Rows in which certainly nothing was written.</param>
    public void Answered(Sending sending, IReadOnlyCollection<int> unwritten)
    {
        sending.Leave(unwritten);
        sending.ShownFrom = time.GetUtcNow() + ListMemory.Stale;
    }

    // of a long list those written, those beside them, and the last: they show whether a row was moved
    private static IEnumerable<string> Kept(ListContent content, IReadOnlyList<CellWrite> cells)
    {
        if (content.RowCount <= WholeUpTo)
        {
            return content.Codes.Keys;
        }

        var rows = cells.SelectMany(cell => new[] { cell.Row - 1, cell.Row, cell.Row + 1 }).Append(content.Codes.Select(code => code.Value[^1].Row).DefaultIfEmpty().Max()).ToHashSet();
        return content.Codes.Where(code => rows.Contains(code.Value[0].Row)).Select(code => code.Key);
    }

    /// <summary>Cells sent in one pass.</summary>
    internal sealed class Sending(ListCells basis, IReadOnlyList<SentCell> cells, long begunAt, DateTimeOffset shownFrom)
    {
        private readonly Dictionary<(int Row, int Place), Owed> owed = [];

        public ListCells Basis => basis;

        public long BegunAt => begunAt;

        public IReadOnlyList<SentCell> Cells { get; private set; } = cells;

        /// <summary>A reading that began later shows whatever became of it.</summary>
        public DateTimeOffset ShownFrom { get; set; } = shownFrom;

        public void Leave(IReadOnlyCollection<int> unwritten) => Cells = unwritten.Count == 0 ? Cells : [.. Cells.Where(cell => !unwritten.Contains(cell.Row))];

        /// <summary>Something of it is still to be put back.</summary>
        public bool IsOpen(long now, TimeProvider time) => owed.Values.Any(one => one.IsOpen(now, time));

        /// <summary>What a reading has shown where it belongs did not go astray, whatever comes after it.</summary>
        public void DropShown(ListCells present)
        {
            if (Cells.Count > 0)
            {
                Cells = StrayRule.Unshown(Basis, present, Cells);
            }
        }

        /// <summary>What was found before and is so no more is back, or people have changed it: an older reading must not bring it up again.</summary>
        public void GiveUpAllBut(IReadOnlyList<StrayCell> found, long now, TimeProvider time)
        {
            foreach (var place in owed.Keys.Except(found.Select(stray => (stray.Row, stray.Place))).ToList())
            {
                var one = owed[place];
                one.IsGivenUp |= one.SentAt is not null || time.GetElapsedTime(one.FoundAt, now) >= ListMemory.Stale; // else this reading may be the older one
            }
        }

        public bool IsDue(StrayCell stray, long now, TimeProvider time)
        {
            if (!owed.TryGetValue((stray.Row, stray.Place), out var one))
            {
                owed.Add((stray.Row, stray.Place), one = new Owed(now));
            }

            return one.IsOpen(now, time) && (one.SentAt is not { } sent || time.GetElapsedTime(sent, now) >= ListMemory.Stale);
        }

        public void PutBack(IReadOnlyList<CellWrite> cells, long now)
        {
            foreach (var cell in owed.Count == 0 ? [] : cells)
            {
                if (owed.TryGetValue((cell.Row, cell.Column), out var one))
                {
                    (one.SentAt, one.Times) = (now, one.Times + 1);
                }
            }
        }
    }

    private sealed class Owed(long foundAt)
    {
        public long FoundAt => foundAt;

        public long? SentAt { get; set; }

        public int Times { get; set; }

        public bool IsGivenUp { get; set; }

        public bool IsOpen(long now, TimeProvider time) => !IsGivenUp && Times < MostTimes && time.GetElapsedTime(FoundAt, now) < Late;
    }
}
