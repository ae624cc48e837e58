using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;

namespace ZoomApprover.Infrastructure.Csv;

/// <summary>The list as a CSV file that people edit while we run; never written. One reading at a time.</summary>
internal sealed class CsvInvitationList(ListSettings settings, TimeProvider time) : IInvitationList
{
    private const int Attempts = 3;
    private static readonly ListPlace Place = new("csv", "");
    private readonly string path = Path.GetFullPath(settings.CsvPath);
    private CsvVersion? known;

    /// <summary>Opens the file; a test changes the file under the reader here.</summary>
    internal Func<string, Stream> Open { get; init; } = CsvFile.Open;

    public bool TakesMarks => false;

    public async Task<ListReading> ReadAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var beganAt = time.GetUtcNow();
            var version = CsvVersion.Of(path);
            if (version == known)
            {
                return new ListReading(Place, beganAt, null, TimeZoneInfo.Local);
            }

            try
            {
#pragma warning disable RS0030 // a file is read in one go: leave the caller's thread to requests
                var rows = await Task.Run(() => CsvFile.Read(path, Open, cancellationToken), cancellationToken);
#pragma warning restore RS0030
                if (CsvVersion.Of(path) != version)
                {
                    continue; // half of it may be old, half new
                }

                known = version.IsSettled(beganAt) ? version : null;
                return new ListReading(Place, beganAt, rows, TimeZoneInfo.Local);
            }
            catch (ListUnavailableException) when (attempt < Attempts && CsvVersion.Of(path) != version)
            {
                // a half-written file breaks the rules of quoting: read it again
            }
        }

        throw CsvFile.Unreadable(path, CsvFile.Changing);
    }

    public void Remember(ListPlace place)
    {
        // a file has one name
    }

    public void Forget() => known = null;

    public Task WriteAsync(ListReading reading, IReadOnlyList<CellWrite> cells, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("A CSV file is never written; ask TakesMarks first.");
}
