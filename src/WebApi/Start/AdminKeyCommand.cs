using Microsoft.Data.Sqlite;
using ZoomApprover.Application.Configuration;
using ZoomApprover.WebApi.Access;

namespace ZoomApprover.WebApi.Start;

/// <summary><c>admin-key reset</c>: puts a new key into the file; a running service takes it at once.</summary>
internal static class AdminKeyCommand
{
    private const int BadUsage = 64; // sysexits.h EX_USAGE

    /// <summary>A first word that is no option means a command: a mistyped one must not start the service.</summary>
    public static bool IsCommand(string[] args) => args is [{ Length: > 0 } first, ..] && first[0] is not '-' and not '/' && !first.Contains('=', StringComparison.Ordinal);

    /// <returns>The exit code.</returns>
    public static int Run(string[] args, Settings settings)
    {
        if (args is ["admin-key", "reset", ..])
        {
            return Reset(settings);
        }

        Console.Error.WriteLine($"'{string.Join(' ', args)}' is no command. There is one: admin-key reset. Without a command the service starts.");
        return BadUsage;
    }

    private static int Reset(Settings settings)
    {
        if (settings.Admin.ApiKey.Length > 0)
        {
            Console.Error.WriteLine("Admin:ApiKey is configured, so the key file is not used. Change the key there.");
            return 1;
        }

        var folder = Path.GetDirectoryName(new SqliteConnectionStringBuilder(settings.Ledger.ConnectionString).DataSource)!;
        try
        {
            AdminKey.Reset(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"No key can be written to {folder}: {error.Message} Run this as the service's user.");
            return 1;
        }

        Console.WriteLine($"A new key is in {Path.Combine(folder, AdminKey.FileName)}; the old one no longer opens anything.");
        return 0;
    }
}
