using System.Data.Common;
using Microsoft.Data.Sqlite;
using ZoomApprover.Application.Configuration;

namespace ZoomApprover.WebApi.Configuration.Sections;

internal static class LedgerSection
{
    /// <summary>May hold a database password.</summary>
    public const string FullKey = "Ledger:ConnectionString";

    private const string Key = "ConnectionString";
    private const string Standard = "Data Source=data/ledger.db";
    private static readonly string[] FileKeys = ["Data Source", "DataSource", "Filename"];

    public static LedgerSettings Read(IConfiguration configuration, StartContext context, FaultLog log)
    {
        var ledger = new Section(configuration, "Ledger", log);
        var settings = new LedgerSettings
        {
            ConnectionString = Absolute(ledger, ledger.Text(Key) ?? Standard, context.Home),
            Ephemeral = ledger.Flag("Ephemeral") ?? context.IsDevelopment,
        };
        ledger.NameUnknown();
        return settings;
    }

    private static string Absolute(Section ledger, string text, string home)
    {
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = text };
            if (FileKeys.FirstOrDefault(parts.ContainsKey) is { } key && parts[key] is string file && IsFile(file, parts))
            {
                parts[key] = Path.GetFullPath(file.Trim(), home);
                _ = new SqliteConnectionStringBuilder(parts.ConnectionString); // refuses words that SQLite does not know
                return parts.ConnectionString;
            }
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            // said below, without the text: it may hold a password
        }

        ledger.Fault(Key, Secrets.Hidden(text), new(
            $"Write \"{Standard}\": SQLite, a file on this machine's disk.",
            $"Escriba \"{Standard}\": SQLite, un archivo en el disco de esta máquina."));
        return "";
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
