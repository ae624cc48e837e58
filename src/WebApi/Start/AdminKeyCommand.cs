using ZoomApprover.Application.Configuration;
using ZoomApprover.WebApi.Access;

namespace ZoomApprover.WebApi.Start;

/// <summary><c>admin-key reset</c>: puts a new key into the file; a running service takes it at once.</summary>
internal static class AdminKeyCommand
{
    /// <returns>The exit code.</returns>
    public static int Reset(Settings settings)
    {
        if (settings.Admin.ApiKey.Length > 0)
        {
            Console.Error.WriteLine("Admin:ApiKey is configured, so the key file is not used. Change the key there.");
            return 1;
        }

        var folder = settings.Ledger.Folder;
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
