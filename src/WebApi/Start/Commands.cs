using Microsoft.Data.Sqlite;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Infrastructure.Ledger;
using ZoomApprover.Infrastructure.Ledger.Backup;
using ZoomApprover.Infrastructure.Ledger.Postgres;

namespace ZoomApprover.WebApi.Start;

/// <summary>What the program does instead of serving: <c>admin-key reset</c>, <c>backup FILE</c>, <c>restore FILE</c>, <c>codes generate</c>, <c>codes check FILE</c>, <c>ledger migrate FILE</c>.</summary>
internal static class Commands
{
    private const int BadUsage = 64; // sysexits.h EX_USAGE

    private const string Known = "There are: admin-key reset, backup FILE, restore FILE, codes generate --count N, codes check FILE, ledger migrate FILE. Without a command the service starts.";

    /// <summary>Parts a command from the options behind it; a file's name must not be read as an option.</summary>
    /// <returns>The words of the command, none when the service is to start, and the options.</returns>
    public static (string[] Words, string[] Options) Split(string[] args)
    {
        // a first word that is no option means a command: a mistyped one must not start the service
        if (args is not [{ Length: > 0 } first, ..] || first[0] is '-' or '/' || first.Contains('=', StringComparison.Ordinal))
        {
            return ([], args);
        }

        var words = args.TakeWhile(word => !word.StartsWith("--", StringComparison.Ordinal)).ToArray();
        return (words, args[words.Length..]);
    }

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] words, string[] options, Settings settings, TimeProvider time)
    {
        try
        {
            switch (words)
            {
                case ["admin-key", "reset"]:
                    return AdminKeyCommand.Reset(settings);
                case ["backup", var file]:
                    BackUp(settings, Path.GetFullPath(file), time);
                    return 0;
                case ["restore", var file]:
                    Restore(settings, Path.GetFullPath(file), time);
                    return 0;
                case ["ledger", "migrate", var file]:
                    Migrate(settings, Path.GetFullPath(file), time);
                    return 0;
                case ["codes", "generate"]:
                    return await CodesCommands.GenerateAsync(options, settings, BadUsage);
                case ["codes", "check", var file]:
                    return CodesCommands.Check(Path.GetFullPath(file), settings);
                default:
                    await Console.Error.WriteLineAsync($"'{string.Join(' ', words)}' is no command. {Known}");
                    return BadUsage;
            }
        }
        catch (LedgerRefusedException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
        catch (ListUnavailableException trouble)
        {
            await Console.Error.WriteLineAsync(CodesCommands.Words(trouble));
            return 1;
        }
    }

    private static void BackUp(Settings settings, string file, TimeProvider time)
    {
        RefuseDatabase(settings, "backup", "pg_dump, or as its server is backed up");
        var facts = LedgerBackup.Take(settings.Ledger.ConnectionString, file, time);
        Console.WriteLine($"{file} is a backup of {Ledger(settings)}, checked and whole: {facts.Words}. It holds names and addresses: keep it as you keep the ledger.");
    }

    private static void Restore(Settings settings, string file, TimeProvider time)
    {
        RefuseDatabase(settings, "restore", "pg_restore, while no replica runs; docs/scaling.md says what else");
        var restored = LedgerRestore.PutBack(settings.Ledger, settings.Zoom.DryRun, file, time);
        Console.WriteLine($"{restored.Ledger} is now the backup of {restored.Facts.TakenAt:yyyy-MM-dd HH:mm:ss} UTC: {restored.Facts.Words}.");
        Console.WriteLine(restored.Kept is null ? "There was no ledger before." : $"The ledger of before is kept as {restored.Kept}; delete it when nobody needs it any more.");
        Console.WriteLine("At its next start the service reads Zoom's registrants and the list before it tells Zoom anything: whoever was approved since the backup keeps the code.");
        Console.WriteLine("What people released, approved or denied at the API since the backup is not in it: do it again where it still matters.");
    }

    private static void Migrate(Settings settings, string file, TimeProvider time)
    {
        if (settings.Ledger.Engine != LedgerEngine.Postgres)
        {
            throw new LedgerRefusedException("'ledger migrate' moves a ledger from a file into a PostgreSQL database. Set Ledger:Engine=Postgres and the database's Ledger:ConnectionString first.");
        }

        var moved = LedgerMigration.Run(file, settings.Ledger.ConnectionString, time);
        Console.WriteLine("Rows, counted on both sides:");
        foreach (var (table, rows) in moved.Counts)
        {
            Console.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"  {table} {rows}"));
        }

        Console.WriteLine($"The ledger is in the database now. The file is kept as {moved.Kept}; never start a service on it again: both would spend the same codes.");
    }

    private static void RefuseDatabase(Settings settings, string command, string instead)
    {
        if (settings.Ledger.Engine == LedgerEngine.Postgres)
        {
            throw new LedgerRefusedException($"'{command}' is for a ledger in a file, and Ledger:Engine is Postgres. Use {instead}.");
        }
    }

    private static string Ledger(Settings settings) => new SqliteConnectionStringBuilder(settings.Ledger.ConnectionString).DataSource;
}
