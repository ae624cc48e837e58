using System.Data.Common;
using Microsoft.Data.Sqlite;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Infrastructure.Ledger;

namespace ZoomApprover.WebApi.Configuration.Sections;

internal static class LedgerSection
{
    /// <summary>May hold a database password.</summary>
    public const string FullKey = "Ledger:ConnectionString";

    private const string Key = "ConnectionString";
    private const string Standard = "Data Source=data/ledger.db";
    private const string Database = "Host=db;Database=zoom_approver;Username=zoom_approver;Password=...";
    private static readonly string[] FileKeys = ["Data Source", "DataSource", "Filename"];

    public static LedgerSettings Read(IConfiguration configuration, StartContext context, FaultLog log)
    {
        var ledger = new Section(configuration, "Ledger", log);
        var engine = ledger.Choice<LedgerEngine>("Engine") ?? LedgerEngine.Sqlite;
        var (connectionString, folder) = engine == LedgerEngine.Postgres
            ? (OfDatabase(ledger), Path.Combine(context.Home, "data"))
            : OfFile(ledger, ledger.Text(Key) ?? Standard, context.Home);
        var settings = new LedgerSettings
        {
            Engine = engine,
            ConnectionString = connectionString,
            Folder = folder,
            Ephemeral = ledger.Flag("Ephemeral") ?? context.IsDevelopment,
        };
        ledger.NameUnknown();
        return settings;
    }

    private static string OfDatabase(Section ledger)
    {
        var text = ledger.Text(Key);
        if (text is not null && PostgresConnection.IsUnderstood(text))
        {
            return text;
        }

        ledger.Fault(Key, text is null ? Words.Missing : Secrets.Hidden(text), new(
            $"Write \"{Database}\": the PostgreSQL server and database that Ledger:Engine=Postgres asks for.",
            $"Escriba \"{Database}\": el servidor y la base de datos PostgreSQL que pide Ledger:Engine=Postgres."));
        return "";
    }

    private static (string ConnectionString, string Folder) OfFile(Section ledger, string text, string home)
    {
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = text };
            if (FileKeys.FirstOrDefault(parts.ContainsKey) is { } key && parts[key] is string file && IsFile(file, parts))
            {
                var path = Path.GetFullPath(file.Trim(), home);
                parts[key] = path;
                _ = new SqliteConnectionStringBuilder(parts.ConnectionString); // refuses words that SQLite does not know
                return (parts.ConnectionString, Path.GetDirectoryName(path)!);
            }
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            // said below, without the text: it may hold a password
        }

        ledger.Fault(Key, Secrets.Hidden(text), new(
            $"Write \"{Standard}\": SQLite, a file on this machine's disk. For PostgreSQL set Ledger:Engine=Postgres too.",
            $"Escriba \"{Standard}\": SQLite, un archivo en el disco de esta máquina. Para PostgreSQL ponga además Ledger:Engine=Postgres."));
        return ("", "");
    }

    // a ledger in memory would forget what is spent
    private static bool IsFile(string file, DbConnectionStringBuilder parts) =>
        file.Trim().Length > 0
        && !file.StartsWith(':')
        && !file.StartsWith("file:", StringComparison.OrdinalIgnoreCase)
        && !Path.EndsInDirectorySeparator(file)
        && !file.Any(char.IsControl)
        && !(parts.TryGetValue("Mode", out var mode) && "Memory".Equals(mode as string, StringComparison.OrdinalIgnoreCase));
}
