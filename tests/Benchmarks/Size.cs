namespace ZoomApprover.Benchmarks;

/// <summary>How much is measured.</summary>
/// <param name="Codes">In the list around the service.</param>
/// <param name="Requests">Of one round of the comparison with the bare endpoint.</param>
/// <param name="SteadySeconds">How long 1,000 registrations a second come.</param>
/// <param name="ToZoom">Registrations at 10 and at 100 a second.</param>
/// <param name="Burst">Registrations at once.</param>
/// <param name="Sweep">Who waits in Zoom, and the rows of the sheet, that are read beside the load.</param>
/// <param name="Old">Registrations in the ledger of the second start.</param>
/// <param name="Sheets">Rows of the sheets that are read.</param>
/// <param name="File">Rows of the file that is read.</param>
internal sealed record Size(int Codes, int Rounds, int Requests, int SteadySeconds, (int Slow, int Fast) ToZoom, int Burst, (int Waiting, int Rows) Sweep, int Old, int Starts, int[] Sheets, int File)
{
    public static Size Short { get; } = new(200_000, 5, 8_000, 10, (100, 1_000), 5_000, (50_000, 100_000), 1_000_000, 5, [1_000, 10_000, 100_000], 1_000_000);

    public static Size Long { get; } = Short with { Requests = 16_000, SteadySeconds = 60, ToZoom = (300, 3_000) };

    /// <summary>Shows that everything runs; its figures mean nothing.</summary>
    public static Size Smoke { get; } = new(2_000, 1, 200, 1, (5, 20), 20, (40, 100), 1_000, 1, [100], 100);
}
