using System.Data.Common;
using System.Net.Sockets;
using Dapper;
using Npgsql;
using ZoomApprover.Infrastructure.Ledger.Sql;

namespace ZoomApprover.Infrastructure.Ledger.Postgres;

/// <summary>The database that holds the ledger, and how each connection is set.</summary>
internal sealed class PostgresStore : ILedgerStore
{
    private const int LeastVersion = 140_000; // the server notices by itself that a client is gone

    // a commit is on the disk when it returns; a process that stops in the middle of a group keeps the others waiting for two seconds
    private const string Session = """
        -c synchronous_commit=on -c lock_timeout=1500 -c idle_in_transaction_session_timeout=2000 -c statement_timeout=10000
        -c client_connection_check_interval=1000 -c tcp_keepalives_idle=2 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=3 -c tcp_user_timeout=5000
        """;

    private const string Facts = """
        select current_setting('synchronous_commit') as Commits, current_setting('fsync') as Syncs, current_setting('server_encoding') as Encoding,
            cast(current_setting('server_version_num') as int) as Version, pg_is_in_recovery() as IsStandby
        """;

    private readonly string connectionString;
    private readonly string? options;

    /// <param name="options">Those that the text had of its own.</param>
    private PostgresStore(string connectionString, string? options, string name) => (this.connectionString, this.options, Name) = (connectionString, options, name);

    public string Name { get; }

    public SqlDialect Dialect { get; } = new PostgresDialect();

    /// <summary>For connections that may take their time: a change of the schema does.</summary>
    public string Patiently => new NpgsqlConnectionStringBuilder(connectionString) { CommandTimeout = 0, Options = $"{options} -c synchronous_commit=on".Trim() }.ToString();

    /// <exception cref="LedgerRefusedException">The text is none for PostgreSQL.</exception>
    public static PostgresStore Of(string connectionString)
    {
        try
        {
            var text = new NpgsqlConnectionStringBuilder(connectionString)
            {
                Pooling = false, // connections are kept as long as they are good, and their commands with them
                Enlist = false,
                Timeout = 2,
                CommandTimeout = 12, // after the server's own limit
                CancellationTimeout = -1, // who does not answer is not asked to stop either
                IncludeErrorDetail = false, // it would name values
            };
            var options = text.Options;
            text.Options = $"{options} {Session.ReplaceLineEndings(" ")}".Trim();
            text.ApplicationName ??= "zoom-approver";
            return new PostgresStore(text.ToString(), options, $"{text.Database ?? text.Username} on {text.Host}:{text.Port}");
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            // the text itself may hold a password
            throw new LedgerRefusedException($"Ledger:ConnectionString is not one for PostgreSQL: {error.Message} Write for example Host=db;Database=zoom_approver;Username=zoom_approver;Password=...", error);
        }
    }

    DbConnection ILedgerStore.Connect() => Connect();

    public NpgsqlConnection Connect()
    {
        var connection = new NpgsqlConnection(connectionString);
        try
        {
            connection.Open();
            Check(connection.QuerySingle<ServerFacts>(Facts));
            return connection;
        }
        catch (SocketException error)
        {
            connection.Dispose();
            throw new NpgsqlException(error.Message, error); // a name that cannot be looked up comes out bare
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
    }

    private void Check(ServerFacts facts)
    {
        if (facts.Version < LeastVersion)
        {
            throw new LedgerRefusedException($"The ledger {Name} cannot be used: this server is older than PostgreSQL {LeastVersion / 10_000}.");
        }

        if (facts.Syncs != "on")
        {
            throw new LedgerRefusedException($"The ledger {Name} cannot be used: the server runs with fsync={facts.Syncs} and would forget spent codes in a power cut. Set fsync=on in its configuration.");
        }

        if (facts.Commits != "on")
        {
            throw new LedgerRefusedException($"The ledger {Name} cannot be used: synchronous_commit is {facts.Commits} and will not become on. Is something between that keeps settings of sessions (a pool)? Connect to the server itself.");
        }

        if (facts.Encoding != "UTF8")
        {
            throw new LedgerRefusedException($"The ledger {Name} cannot be used: its encoding is {facts.Encoding}, and names would not fit. Make the database with encoding UTF8.");
        }

        if (facts.IsStandby)
        {
            throw new LedgerRefusedException($"The ledger {Name} cannot be used: the server is a standby, which only reads. Name the primary in Ledger:ConnectionString.");
        }
    }

    private sealed record ServerFacts
    {
        public required string Commits { get; init; }

        public required string Syncs { get; init; }

        public required string Encoding { get; init; }

        public required int Version { get; init; }

        public required bool IsStandby { get; init; }
    }
}
