using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using ZoomApprover.Simulators.Sheets;

namespace ZoomApprover.WebApi.Tests.EndToEnd.SheetWar;

/// <summary>What people do in their sheet, and what they would expect to find there afterwards.</summary>
internal sealed class Robot(SimTab tab, Random chance, FakeTimeProvider clock)
{
    public const string Key = "registrant_key";
    public const string Status = "registrant_status";
    public const string Id = "registrant_id";
    public const string Mark = "REGISTERED";
    public const string Name = "nombre";
    public const string Seat = "asiento";
    public const string MoveInWrite = "move a column in a write";

    /// <summary>The first codes of <see cref="Codes"/> are given to guests; nobody uses the others, so that people work in their rows.</summary>
    public const int GuestCodes = 14;

    // five of them together, freed or gone, would be a question to a person
    private const int MostClearings = 3;
    private const int MostDeletions = 1;

    // a mark that has stood for so long was seen standing
    private static readonly TimeSpan Standing = TimeSpan.FromSeconds(90);

    // so long after a row was emptied by the service, another that is empty may have been hit: its mark is written again
    private static readonly TimeSpan Landing = TimeSpan.FromMinutes(4);

    public static readonly IReadOnlyList<string> Codes = [.. Enumerable.Range(0, 40).Select(number => string.Create(CultureInfo.InvariantCulture, $"WARKEY{number:0000}"))];

    /// <summary>Everything that people do.</summary>
    public static readonly IReadOnlyList<string> Acts =
        ["sort", "insert a row", "append a code", "delete a row", "move a column", "rename a column", "edit a name", "note in a status", "clear a status", "write a code otherwise", "sort in a write", "insert in a write", "append in a write", "edit in a write", MoveInWrite];

    private const int AtFirst = 32; // of the codes; the others are appended

    private readonly HashSet<string> deleted = new(StringComparer.Ordinal);
    private int appended = AtFirst;
    private int looking;

    /// <summary>By code: what stands in the column of names.</summary>
    public Dictionary<string, string> Names { get; } = Codes.Take(AtFirst).ToDictionary(code => code, NameOf, StringComparer.Ordinal);

    /// <summary>By code: what a person wrote into the status of a row that nobody uses.</summary>
    public Dictionary<string, string> Notes { get; } = new(StringComparer.Ordinal);

    /// <summary>Codes whose mark a person took away, each time.</summary>
    public List<string> Cleared { get; } = [];

    public SortedDictionary<string, int> Done { get; } = new(StringComparer.Ordinal);

    public List<string> Story { get; } = [];

    /// <summary>Columns may be renamed that the service has no use for.</summary>
    public string SeatHeader { get; private set; } = Seat;

    public static void Fill(SimTab tab)
    {
        tab.SetCell(1, 7, Seat);
        for (var number = 0; number < AtFirst; number++)
        {
            tab.AppendRow(NameOf(Codes[number]), Codes[number], "1", null, null, null, SeatOf(Codes[number]));
        }
    }

    public static double SeatOf(string code) => Codes.ToList().IndexOf(code) + 600_000_000;

    /// <summary>As the service compares them.</summary>
    public static string Compared(object? cell) => ((cell as string) ?? "").Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();

    /// <summary>From 2; 0 when it stands nowhere.</summary>
    public int RowOf(string code)
    {
        var key = tab.Find(Key);
        return Enumerable.Range(2, Math.Max(0, tab.LastRow - 1)).FirstOrDefault(row => Compared(tab.Cell(row, key)) == code);
    }

    public void Act()
    {
        if (looking > 0)
        {
            looking--; // who has moved a column looks at what became of it
            return;
        }

        switch (chance.Next(14))
        {
            case 0 or 1:
                Sort("sort");
                break;
            case 2:
                Insert("insert a row");
                break;
            case 3:
                Append("append a code");
                break;
            case 4:
                Delete();
                break;
            case 5:
                MoveColumn("move a column");
                break;
            case 6:
                Rename();
                break;
            case 7:
                EditName("edit a name");
                break;
            case 8:
                Note();
                break;
            case 9 or 10:
                ClearStatus();
                break;
            case 11:
                WriteCodeOtherwise();
                break;
            default:
                break;
        }
    }

    public void ActDuringWrite()
    {
        if (looking > 0)
        {
            return;
        }

        switch (chance.Next(6))
        {
            case 0 or 1:
                Sort("sort in a write");
                break;
            case 2:
                Insert("insert in a write");
                break;
            case 3:
                Append("append in a write");
                break;
            case 4:
                EditName("edit in a write");
                break;
            default:
                MoveColumn(MoveInWrite);
                looking = 2;
                break;
        }
    }

    private static string NameOf(string code) => $"invitada {code[^4..]}";

    private void Sort(string what)
    {
        var (header, up) = (chance.Next(2) == 0 ? Key : Name, chance.Next(2) == 0);
        tab.SortBy(header, up);
        Say(what, $"by {header}, {(up ? "up" : "down")}");
    }

    private void Insert(string what)
    {
        var row = chance.Next(2, tab.LastRow + 1);
        tab.InsertRow(row);
        Say(what, $"at {row}");
    }

    private void Append(string what)
    {
        if (appended == Codes.Count)
        {
            return;
        }

        var (code, row) = (Codes[appended++], tab.LastRow + 1);
        tab.SetCell(row, tab.Find(Name), Names[code] = NameOf(code));
        tab.SetCell(row, tab.Find(Key), code);
        tab.SetCell(row, tab.Find("time_id"), "1");
        tab.SetCell(row, tab.Find(SeatHeader), SeatOf(code));
        Say(what, $"{code} in row {row}");
    }

    private void Delete()
    {
        if (deleted.Count < MostDeletions && RowOf(Spare()) is > 0 and var row)
        {
            var code = Compared(tab.Cell(row, tab.Find(Key)));
            tab.DeleteRow(row);
            deleted.Add(code);
            Names.Remove(code);
            Notes.Remove(code);
            Say("delete a row", $"{row}, {code}");
        }
    }

    private void MoveColumn(string what)
    {
        var (from, to) = (chance.Next(1, 8), chance.Next(1, 8));
        tab.MoveColumn(from, to);
        Say(what, $"{from} to {to}");
    }

    private void Rename()
    {
        var other = SeatHeader == Seat ? "butaca" : Seat;
        tab.RenameHeader(SeatHeader, other);
        SeatHeader = other;
        Say("rename a column", other);
    }

    private void EditName(string what)
    {
        var code = Names.Keys.Order(StringComparer.Ordinal).ElementAt(chance.Next(Names.Count));
        if (RowOf(code) == 0)
        {
            return;
        }

        tab.SetCell(RowOf(code), tab.Find(Name), Names[code] = string.Create(CultureInfo.InvariantCulture, $"persona {chance.Next(10_000)}"));
        Say(what, $"of {code}: {Names[code]}");
    }

    private void Note()
    {
        var code = Spare();
        if (RowOf(code) is > 0 and var row && tab.Cell(row, tab.Find(Status)) as string != Mark)
        {
            tab.SetCell(row, tab.Find(Status), Notes[code] = string.Create(CultureInfo.InvariantCulture, $"pagado {chance.Next(10_000)}"));
            Say("note in a status", $"of {code}: {Notes[code]}");
        }
    }

    private void ClearStatus()
    {
        var standing = Codes.Take(GuestCodes).Where(code => RowOf(code) is > 0 and var row && tab.Cell(row, tab.Find(Status)) as string == Mark && HasStood(code)).ToList();
        if (Cleared.Count < MostClearings && standing.Count > 0 && !tab.History.Any(change => change is { ByService: true, NewValue: null or "" } && clock.GetUtcNow() - change.At < Landing))
        {
            var code = standing[chance.Next(standing.Count)];
            tab.SetCell(RowOf(code), tab.Find(Status), null);
            Cleared.Add(code);
            Say("clear a status", $"of {code}");
        }
    }

    private bool HasStood(string code) => tab.History.LastOrDefault(change => change.ByService && Compared(change.Key) == code) is { } last && clock.GetUtcNow() - last.At > Standing;

    private void WriteCodeOtherwise()
    {
        var code = Codes[chance.Next(appended)];
        if (RowOf(code) is > 0 and var row)
        {
            var other = chance.Next(3) switch { 0 => code, 1 => code.ToLowerInvariant(), _ => $" {code[..5]} {code[5..]}" };
            tab.SetCell(row, tab.Find(Key), other);
            Say("write a code otherwise", $"\"{other}\"");
        }
    }

    private string Spare() => Codes[chance.Next(GuestCodes, AtFirst)];

    private void Say(string what, string which)
    {
        Done[what] = Done.GetValueOrDefault(what) + 1;
        Story.Add($"{what}: {which}");
    }
}
