namespace ZoomApprover.TestBuild;

/// <summary>A process of the simulation, as the code that runs inside it sees it.</summary>
public interface ISimulated
{
    /// <summary>A connection kept for readings, so that not each of them opens the file.</summary>
    object? Reader { get; }

    /// <summary>A command on that connection, kept for its text; null when there is none yet.</summary>
    object? CommandFor(string sql);

    /// <summary>A crash point is passed.</summary>
    void Passing(string what);

    /// <summary>A statement changed the ledger.</summary>
    /// <param name="changed">Rows it changed.</param>
    void Wrote(string sql, ReadOnlySpan<(string Name, object? Value)> values, int changed);
}

/// <summary>Tells code which simulated process it runs in.</summary>
public static class Simulated
{
    [ThreadStatic]
    private static ISimulated? here;

    /// <summary>Null outside the simulation.</summary>
    public static ISimulated? Here
    {
        get => here;
        set => here = value;
    }
}
