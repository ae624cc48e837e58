using System.Collections.Concurrent;
using System.Data.Common;
using Npgsql;
using NpgsqlTypes;
using ZoomApprover.Infrastructure.Ledger.Sql;

namespace ZoomApprover.Infrastructure.Ledger.Postgres;

/// <summary>
/// Groups of all processes are written one after the other, as in a file: the statements read before they write, and rely on
/// nobody having been between. The lock ends with the transaction, and the server ends the transaction of whoever does nothing in it.
/// </summary>
internal sealed class PostgresDialect : SqlDialect
{
    private const long Writing = 0x5a6f6f6d;

    /// <summary>Begins a transaction behind the writers' lock, however long that takes.</summary>
    public static readonly string Patiently = $"begin isolation level read committed; set local lock_timeout = '30s'; set local statement_timeout = '40s'; select pg_advisory_xact_lock({Writing})";

    // what the server makes of each statement's parameters; asked once, whatever the number of connections
    private readonly ConcurrentDictionary<string, Dictionary<string, NpgsqlDbType>> types = new(ReferenceEqualityComparer.Instance);

    public override string BeginWriting { get; } = $"begin isolation level read committed; select pg_advisory_xact_lock({Writing})";

    public override string BeginWritingPatiently => Patiently;

    public override string BeginReading => "begin isolation level repeatable read read only";

    public override bool OutlivesUnknownCommits => true;

    public override DbCommand Prepare(DbConnection connection, string sql, ReadOnlySpan<(string Name, object? Value)> values)
    {
        var command = new NpgsqlCommand(PostgresText.Of(sql), (NpgsqlConnection)connection);
        if (values.Length == 0)
        {
            return command;
        }

        var known = types.GetOrAdd(sql, static (_, command) => TypesOf(command), command);
        command.Parameters.Clear();
        foreach (var (name, _) in values)
        {
            command.Parameters.Add(new NpgsqlParameter(name, known.GetValueOrDefault(name, NpgsqlDbType.Unknown)));
        }

        command.Prepare();
        return command;
    }

    public override void Set(DbParameter parameter, object? value) => parameter.Value = value switch
    {
        null => DBNull.Value,
        int number => (long)number,
        string text => PostgresText.Storable(text, ((NpgsqlParameter)parameter).NpgsqlDbType == NpgsqlDbType.Jsonb),
        _ => value,
    };

    public override WriteFailure FailureOf(Exception error) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.DeadlockDetected } => WriteFailure.Busy,
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => WriteFailure.Full,
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => WriteFailure.Away, // what is there now is a standby
        PostgresException { SqlState: ['0', '8', ..] or ['5', '7', 'P', ..] } => WriteFailure.Away,
        PostgresException => WriteFailure.Change,
        NpgsqlException or LedgerRefusedException => WriteFailure.Away,
        _ => WriteFailure.Change,
    };

    private static Dictionary<string, NpgsqlDbType> TypesOf(NpgsqlCommand command)
    {
        NpgsqlCommandBuilder.DeriveParameters(command);
        return command.Parameters.ToDictionary(
            parameter => '@' + parameter.ParameterName.TrimStart('@'),
            parameter => parameter.NpgsqlDbType == NpgsqlDbType.Integer ? NpgsqlDbType.Bigint : parameter.NpgsqlDbType,
            StringComparer.Ordinal);
    }
}
