using System.Data.Common;
using Dapper;
using ZoomApprover.Domain.Codes;

namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>
/// Stores codes under the keys that another set of generated forms gives them, in the caller's transaction: all or none. History
/// stays as it was written.
/// </summary>
internal static class Rekeying
{
    private const int Named = 10;

    // where a code stands once; the candidates of waiting people may well meet in one
    private static readonly string[] Keyed = ["claims", "generations", "invitations", "marks", "owed_marks", "kept_cells", "approve_cells"];

    // who is a candidate of both codes is one of the key already
    private const string DropMet = """
        delete from candidates where list = @list and code = @code and exists (select 1 from candidates k
          where k.list = @list and k.code = @key and k.kind = candidates.kind and k.meeting_id = candidates.meeting_id and k.registrant_id = candidates.registrant_id)
        """;

    /// <exception cref="LedgerRefusedException">Two codes would become one, or spent codes would be taken for other ones; nothing was changed.</exception>
    public static void Run(ILedgerStore store, DbConnection connection, IReadOnlyList<GeneratedForm> before, CodeFormat format)
    {
        var stored = Keyed.SelectMany(table => connection.Query<(string List, string Code)>($"select distinct list, code from {table}")).ToHashSet();
        RefuseDropped(store, connection, before, format);
        RefuseClashes(store, stored, format);
        foreach (var (list, code) in stored)
        {
            Move(connection, [.. Keyed, "registrations"], list, code, format.KeyOf(code));
        }

        foreach (var (list, code) in connection.Query<(string List, string Code)>("select distinct list, code from candidates").ToList())
        {
            if (format.KeyOf(code) is var key && key != code)
            {
                connection.Execute(DropMet, new { key, list, code });
                Move(connection, ["candidates"], list, code, key);
            }
        }
    }

    private static void Move(DbConnection connection, IEnumerable<string> tables, string list, string code, string key)
    {
        if (key == code)
        {
            return;
        }

        foreach (var table in tables)
        {
            connection.Execute($"update {table} set code = @key where list = @list and code = @code", new { key, list, code });
        }
    }

    // O was read as 0; without the form the list's O would be another code, and free
    private static void RefuseDropped(ILedgerStore store, DbConnection connection, IReadOnlyList<GeneratedForm> before, CodeFormat format)
    {
        var dropped = before.Where(form => format.Generated.All(kept => kept.Prefix != form.Prefix || kept.Length != form.Length)).ToList();
        var spent = connection.Query<string>("select code from claims union select code from generations").ToList();
        if (dropped.Where(form => spent.Exists(code => form.Read(code, out _) == FormReading.Sound)).ToList() is { Count: > 0 } missing)
        {
            throw new LedgerRefusedException($"The ledger {store.Name} holds spent codes of the form {string.Join(", ", missing)}, which Codes:Generated does not name any more: they would be taken for other codes. Put it back into Codes:Generated, beside the new ones.");
        }
    }

    private static void RefuseClashes(ILedgerStore store, HashSet<(string List, string Code)> stored, CodeFormat format)
    {
        var clashes = stored.GroupBy(one => (one.List, Key: format.KeyOf(one.Code))).Where(group => group.Count() > 1)
            .Select(group => string.Join(" = ", group.Select(one => one.Code).Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal).ToList();
        if (clashes.Count > 0)
        {
            var more = clashes.Count > Named ? $" and {clashes.Count - Named} more" : "";
            throw new LedgerRefusedException($"By Codes:Generated these codes of the ledger {store.Name} would be one and the same, for O is read as 0, I and L as 1 and so on: {string.Join("; ", clashes.Take(Named))}{more}. Nothing was changed. Take the form out of Codes:Generated; should one of each stand in the list by mistake, delete that row, start once without the form, and add it again.");
        }
    }
}
