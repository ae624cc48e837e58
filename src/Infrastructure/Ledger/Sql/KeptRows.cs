using ZoomApprover.Application.Ports;

namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>What stood in our columns before writes that no reading has shown yet.</summary>
internal static class KeptRows
{
    private const string All = "select code, status, id, data from kept_cells where list = @list and spreadsheet = @spreadsheet and tab = @tab";

    private const string Save = """
        insert into kept_cells (list, spreadsheet, tab, code, status, id, data) values (@list, @spreadsheet, @tab, @code, @status, @id, @data)
        on conflict (list, spreadsheet, tab, code) do update set status = excluded.status, id = excluded.id, data = excluded.data
        """;

    private const string Drop = """
        delete from kept_cells where list = @list and spreadsheet = @spreadsheet and tab = @tab and code in (select value from json_each(@codes))
        """;

    private const string DropSome = """
        delete from kept_cells where (list, spreadsheet, tab, code) in (select list, spreadsheet, tab, code from kept_cells limit @most)
        """;

    public static IReadOnlyDictionary<string, KeptCells> Kept(this LedgerReader reader, string list, ListPlace place) => reader.Rows(
        All, row => new KeptCells(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3)),
        ("@list", list), ("@spreadsheet", place.Spreadsheet), ("@tab", place.Tab)).ToDictionary(kept => kept.Code, StringComparer.Ordinal);

    public static int Keep(this LedgerTransaction transaction, string list, ListPlace place, IReadOnlyCollection<KeptCells> kept) => kept.Sum(one => transaction.Execute(
        Save, ("@list", list), ("@spreadsheet", place.Spreadsheet), ("@tab", place.Tab), ("@code", one.Code),
        ("@status", one.Status), ("@id", one.RegistrantId), ("@data", one.Data)));

    public static int DropKept(this LedgerTransaction transaction, string list, ListPlace place, IReadOnlyCollection<string> codes) =>
        transaction.Execute(Drop, ("@list", list), ("@spreadsheet", place.Spreadsheet), ("@tab", place.Tab), ("@codes", Json.Of(codes)));

    public static int DropKept(this LedgerTransaction transaction, int most) => transaction.Execute(DropSome, ("@most", most));
}
