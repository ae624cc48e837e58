using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace ZoomApprover.Infrastructure.Ledger.Backup;

/// <summary>Files that a power cut finds either whole or not at all.</summary>
internal static class Durable
{
    /// <summary>Opens a file for the service's user only; nobody else can take the name meanwhile.</summary>
    public static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    /// <summary>Copies a file, for the service's user only, down to the disk.</summary>
    public static void Copy(string from, string to)
    {
        using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var target = Create(to);
        source.CopyTo(target);
        target.Flush(flushToDisk: true);
    }

    /// <summary>What a file holds is on the disk when this returns.</summary>
    public static void Flush(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Flush(flushToDisk: true);
    }

    /// <summary>A name that was given or taken in the folder is on the disk when this returns. .NET opens no folders, so the system does.</summary>
    /// <exception cref="IOException">It could not be done.</exception>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // there the file system keeps its names by itself
        }

        var opened = Open(Encoding.UTF8.GetBytes(folder + '\0'), 0);
        if (opened < 0)
        {
            throw Failed(folder);
        }

        try
        {
            if (FileSync(opened) != 0)
            {
                throw Failed(folder);
            }
        }
        finally
        {
            _ = Close(opened);
        }
    }

    private static IOException Failed(string folder) =>
        new($"The folder {folder} could not be written to the disk: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FileSync(int file);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int file);
}
