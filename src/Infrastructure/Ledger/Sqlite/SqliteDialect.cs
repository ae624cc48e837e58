using System.Data.Common;
using Microsoft.Data.Sqlite;
using ZoomApprover.Infrastructure.Ledger.Sql;

namespace ZoomApprover.Infrastructure.Ledger.Sqlite;

/// <summary>The statements are written in its words; what is left are its transactions and errors.</summary>
internal sealed class SqliteDialect : SqlDialect
{
    private const int Busy = 5;
    private const int Full = 13;

    // read-only (8), I/O error (10), corrupt (11), not a database (26): nothing this process does can be relied on any more
    private static readonly int[] Fatal = [8, 10, 11, 26];

    private SqliteDialect()
    {
    }

    public static SqliteDialect Instance { get; } = new();

    public override string BeginWriting => "begin immediate";

    public override string BeginWritingPatiently => BeginWriting;

    public override string BeginReading => "begin deferred";

    public override bool OutlivesUnknownCommits => false;

    public override DbCommand Prepare(DbConnection connection, string sql, ReadOnlySpan<(string Name, object? Value)> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, _) in values)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        return command;
    }

    public override void Set(DbParameter parameter, object? value) => parameter.Value = value ?? DBNull.Value;

    public override WriteFailure FailureOf(Exception error) => error is not SqliteException sqlite
        ? WriteFailure.Change
        : sqlite.SqliteErrorCode switch
        {
            Busy => WriteFailure.Busy,
            Full => WriteFailure.Full,
            var code when Fatal.Contains(code) => WriteFailure.Fatal,
            _ => WriteFailure.Change,
        };
}
