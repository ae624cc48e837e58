using System.Security.Cryptography;
using System.Text;
using ZoomApprover.Application.Configuration;

namespace ZoomApprover.WebApi.Access;

/// <summary>The key to the API: the configured one, or one of our own kept in a file that only the service's user may read.</summary>
public sealed class AdminKey
{
    public const string FileName = "admin-key.txt";

    private const int Shortest = 32;

    private readonly string? configured;
    private readonly Lock gate = new();
    private (DateTime WrittenAt, byte[]? Hash) kept;

    /// <param name="folder">Absolute; the ledger's folder.</param>
    /// <exception cref="IOException">The file can be neither read nor made.</exception>
    public AdminKey(AdminSettings settings, string folder)
    {
        configured = settings.ApiKey.Length == 0 ? null : settings.ApiKey;
        File = Path.Combine(folder, FileName);
        if (configured is null && !System.IO.File.Exists(File))
        {
            Write(File);
        }

        if (configured is null)
        {
            _ = System.IO.File.ReadAllText(File); // a file that cannot be read shall be noticed now
        }
    }

    /// <summary>Where our own key is kept.</summary>
    public string File { get; }

    public bool IsConfigured => configured is not null;

    /// <summary>Compares in constant time. A key that was reset in the file counts at once; without a key in it, none fits.</summary>
    public bool Fits(string? given) => given is not null && Expected() is { } expected
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), expected);

    /// <summary>Puts a new key into the file.</summary>
    public static void Reset(string folder) => Write(Path.Combine(folder, FileName));

    private byte[]? Expected()
    {
        if (configured is not null)
        {
            return SHA256.HashData(Encoding.UTF8.GetBytes(configured));
        }

        lock (gate)
        {
            var writtenAt = System.IO.File.GetLastWriteTimeUtc(File);
            if (kept.Hash is null || kept.WrittenAt != writtenAt)
            {
                kept = (writtenAt, Read(File));
            }

            return kept.Hash;
        }
    }

    // an emptied file must not make the empty text a key, and a lost one must not make every request fail
    private static byte[]? Read(string file)
    {
        try
        {
            var key = System.IO.File.ReadAllText(file).Trim();
            return key.Length < Shortest ? null : SHA256.HashData(Encoding.UTF8.GetBytes(key));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void Write(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var fresh = file + ".new";
        System.IO.File.Delete(fresh);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(fresh, options))
        {
            stream.Write(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)) + "\n"));
            stream.Flush(flushToDisk: true);
        }

        System.IO.File.Move(fresh, file, overwrite: true);
    }
}
