namespace ZoomApprover.Simulators.Sheets;

public sealed record SheetsSimulatorOptions
{
    /// <summary>The clock of quotas, stale reads and the history.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// The clock that judges and ages tokens. Null: <see cref="TimeProvider"/>. The sign-in library reads the machine's
    /// clock by itself, so a test with a made-up time sets the system's clock here.
    /// </summary>
    public TimeProvider? TokenTimeProvider { get; init; }

    /// <summary>Takes down every call, what each read saw, and every change of a cell. Null: nobody asks.</summary>
    public Journal? Journal { get; init; }

    /// <summary>0: any free port. It stays the same over a restart.</summary>
    public int Port { get; init; }

    /// <summary>Per service account, within any 60 seconds.</summary>
    public int ReadsPerMinute { get; init; } = 60;

    /// <summary>Per service account, within any 60 seconds.</summary>
    public int WritesPerMinute { get; init; } = 60;

    public bool EnforceQuota { get; init; } = true;

    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromSeconds(3599);
}
