using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;
using ZoomApprover.Application.Ports;
using ZoomApprover.Infrastructure.Ledger;
using ZoomApprover.Infrastructure.Ledger.Postgres;
using ZoomApprover.Infrastructure.Ledger.Sqlite;
using ZoomApprover.Infrastructure.Tests.Ledger.Given;
using ZoomApprover.Simulators.Databases;

namespace ZoomApprover.Infrastructure.Tests.Ledger;

/// <summary>The server that holds a ledger: how it must be set, and its going away and coming back.</summary>
internal sealed class PostgresTests
{

    [Test]
    public void Schema_has_the_tables_and_columns_that_a_file_has()
    {
        using var folder = new TempFolder();
        using var file = LedgerFile.Open($"Data Source={folder.File}", new MountTable(""), false);
        using var inFile = file.Connect();
        LedgerSchema.Upgrade(inFile);
        using var database = Databases.Connect(folder.Database);

        var columns = database.Query<string>("select table_name || '.' || column_name || case is_nullable when 'NO' then '' else '?' end from information_schema.columns where table_schema = 'public'");

        Assert.That(columns.Where(IsOurs), Is.EquivalentTo(ColumnsOf(inFile).Where(IsOurs)));
    }

    [Test]
    public void Processes_that_start_at_once_make_the_schema_once()
    {
        using var folder = new TempFolder();
        using (var emptied = Databases.Connect(folder.Database))
        {
            emptied.Execute("create schema fresh");
        }

        var text = Databases.Running.ConnectionTo(folder.Database) + ";Search Path=fresh";
        Assert.That(() => Parallel.For(0, 4, _ => PostgresSchema.Upgrade(PostgresStore.Of(text))), Throws.Nothing);

        using var connection = Databases.Connect(folder.Database);
        Assert.That(connection.ExecuteScalar<int>("select count(*) from fresh.schema_versions"), Is.EqualTo(connection.ExecuteScalar<int>("select count(*) from public.schema_versions")));
        connection.Execute("drop schema fresh cascade");
    }

    [Test]
    public void Schema_of_a_newer_version_is_refused_and_named()
    {
        using var folder = new TempFolder();
        using var connection = Databases.Connect(folder.Database);
        connection.Execute("insert into schema_versions (scriptname, applied) values ('Postgres/0099_Later.sql', now())");

        Assert.That(
            () => PostgresSchema.Upgrade(PostgresStore.Of(Databases.Running.ConnectionTo(folder.Database))),
            Throws.TypeOf<LedgerRefusedException>().With.Message.Contains("newer version").And.Message.Contains("0099_Later"));
        connection.Execute("delete from schema_versions where scriptname like '%0099%'");
    }

    [Test]
    public void Commits_are_on_the_disk_when_they_return_whatever_the_database_is_set_to()
    {
        using var folder = new TempFolder();
        using var other = Databases.Connect(folder.Database);
        other.Execute($"alter database {folder.Database} set synchronous_commit = off");

        using var connection = PostgresStore.Of(Databases.Running.ConnectionTo(folder.Database)).Connect();

        Assert.That(connection.ExecuteScalar<string>("show synchronous_commit"), Is.EqualTo("on"));
        other.Execute($"alter database {folder.Database} reset synchronous_commit");
    }

    [Test]
    public void Text_that_is_none_for_this_server_is_refused_without_being_shown() =>
        Assert.That(() => PostgresStore.Of("Host=db;Password=secret;Nonsense=1"), Throws.TypeOf<LedgerRefusedException>().With.Message.Not.Contains("secret"));

    [Test]
    public void Group_reads_what_was_committed_before_it_whatever_the_database_is_set_to()
    {
        using var folder = new TempFolder();
        using var other = Databases.Connect(folder.Database);
        other.Execute($"alter database {folder.Database} set default_transaction_isolation = serializable");
        var store = PostgresStore.Of(Databases.Running.ConnectionTo(folder.Database));
        using var connection = store.Connect();

        connection.Execute(store.Dialect.BeginWriting);

        Assert.That(connection.ExecuteScalar<string>("show transaction_isolation"), Is.EqualTo("read committed"));
        other.Execute($"alter database {folder.Database} reset default_transaction_isolation");
    }

    [Test]
    public void Options_of_the_connection_string_hold_for_changes_of_the_schema_too()
    {
        using var folder = new TempFolder();
        using var connection = new NpgsqlConnection(PostgresStore.Of($"{Databases.Running.ConnectionTo(folder.Database)};Options=-c work_mem=5MB").Patiently);

        Assert.That((connection.ExecuteScalar<string>("show work_mem"), connection.ExecuteScalar<string>("show synchronous_commit")), Is.EqualTo(("5MB", "on")));
    }

    [Test]
    public void Server_whose_name_is_not_known_is_away_like_any_other() =>
        Assert.That(() => PostgresStore.Of("Host=no-such-host.invalid;Username=x").Connect(), Throws.InstanceOf<NpgsqlException>());

    // its own server: others would miss the one that goes away here
    [Test]
    public async Task Server_that_is_restarted_at_once_loses_nothing_that_was_answered_and_one_without_fsync_is_refused()
    {
        using var server = new PostgresServer();
        var store = PostgresStore.Of(server.ConnectionTo("postgres"));
        PostgresSchema.Upgrade(store);
        var ledger = new OpenLedger(store);
        await ledger.Record("before");

        server.Crash();
        Assert.That(() => ledger.Record("meanwhile"), Throws.TypeOf<LedgerUnavailableException>());
        Assert.That(ledger.Trouble, Is.EqualTo("the database is away"));
        Assert.That(() => ledger.Record("at once"), Throws.TypeOf<LedgerUnavailableException>(), "only one a second is let through");
        server.Start();
        ledger.Advance(TimeSpan.FromSeconds(1));
        await ledger.Record("after");

        Assert.That((ledger.Trouble, await ledger.Registrants()), Is.EqualTo(((string?)null, "after,before")));
        ledger.Dispose();

        server.Crash();
        server.Settings = ["fsync=off"];
        server.Start();
        Assert.That(() => store.Connect(), Throws.TypeOf<LedgerRefusedException>().With.Message.Contains("fsync=off"));
    }

    [Test]
    public async Task Connection_that_is_ended_in_the_middle_of_a_group_stores_nothing_of_it_and_another_takes_its_place()
    {
        using var folder = new TempFolder();
        using var ledger = new OpenLedger(PostgresStore.Of(Databases.Running.ConnectionTo(folder.Database)));
        await ledger.Record("before");

        Assert.That(() => ledger.RecordAndThen("lost", EndOthers), Throws.TypeOf<LedgerUnavailableException>());
        ledger.Advance(TimeSpan.FromSeconds(1));
        await ledger.Record("after");

        Assert.That(await ledger.Registrants(), Is.EqualTo("after,before"));

        void EndOthers()
        {
            using var connection = Databases.Connect(folder.Database);
            connection.Execute("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'zoom-approver' and datname = current_database()");
        }
    }

    [Test]
    public async Task Process_that_stops_in_the_middle_of_a_group_keeps_the_others_waiting_for_seconds_only()
    {
        using var folder = new TempFolder();
        var store = PostgresStore.Of(Databases.Running.ConnectionTo(folder.Database));
        using var ledger = new OpenLedger(store);
        using var stopped = store.Connect();
        stopped.Execute(store.Dialect.BeginWriting);
        stopped.Execute("insert into settings (name, value) values ('half', 'stored')");

        Assert.That(() => ledger.Record("early"), Throws.TypeOf<LedgerUnavailableException>().With.Message.Contains("holds the ledger"));
        while (!await ledger.TryRecord("late"))
        {
            // each try waits for the lock
        }

        Assert.That(() => stopped.Execute("commit"), Throws.InstanceOf<NpgsqlException>());
        using var connection = Databases.Connect(folder.Database);
        Assert.That(connection.ExecuteScalar<int>("select count(*) from settings where name = 'half'"), Is.Zero);
    }

    [Test]
    public async Task Names_may_hold_a_character_that_the_database_knows_none_of()
    {
        using var folder = new TempFolder();
        using var ledger = new OpenLedger(PostgresStore.Of(Databases.Running.ConnectionTo(folder.Database)));

        await ledger.Record("r\0-1");

        Assert.That(await ledger.Registrants(), Is.EqualTo("r\uFFFD-1"));
    }

    private static bool IsOurs(string column) => !column.StartsWith("schema_versions.", StringComparison.Ordinal) && !column.StartsWith("leader.", StringComparison.Ordinal) && !column.StartsWith("sqlite_", StringComparison.Ordinal);

    private static IEnumerable<string> ColumnsOf(SqliteConnection connection) => connection.Query<string>("""
        select t.name || '.' || c.name || case when c."notnull" = 1 or c.pk > 0 then '' else '?' end from sqlite_master t join pragma_table_info(t.name) c where t.type = 'table'
        """);
}
