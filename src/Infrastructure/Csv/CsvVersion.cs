using ZoomApprover.Application.Ports;

namespace ZoomApprover.Infrastructure.Csv;

/// <summary>Tells one state of the file from another without reading it.</summary>
internal readonly record struct CsvVersion(long Length, DateTime LastWrite)
{
    /// <exception cref="ListUnavailableException">There is no such file, or it is not ours to see.</exception>
    public static CsvVersion Of(string path)
    {
        var file = new FileInfo(path);
        if (file.Exists)
        {
            return new CsvVersion(file.Length, file.LastWriteTimeUtc);
        }

        if (Directory.Exists(path))
        {
            throw CsvFile.Unreadable(path, CsvFile.IsFolder);
        }

        throw new ListUnavailableException(new Problem(ProblemKind.ListFileMissing, path));
    }

    /// <summary>False on a file system that counts whole seconds while a second edit could still get the same time.</summary>
    public bool IsSettled(DateTimeOffset now) =>
        LastWrite.Ticks % TimeSpan.TicksPerSecond != 0 || (now.UtcDateTime - LastWrite).Duration() > TimeSpan.FromSeconds(2);
}
