using System.Runtime.CompilerServices;

namespace ZoomApprover.TestBuild;

/// <summary>A process of the simulation, as the code that runs inside it sees it.</summary>
public interface ISimulated
{
    /// <summary>Reads for every process of one ledger, so that not each of them opens the file.</summary>
    object Reader { get; }

    /// <exception cref="InvalidOperationException">This process is dead: it does nothing more.</exception>
    void Breathe();

    /// <summary>A crash point is passed.</summary>
    void Passing(string what);

    /// <summary>A statement changed the ledger.</summary>
    /// <param name="changed">Rows it changed.</param>
    void Wrote(string sql, ReadOnlySpan<(string Name, object? Value)> values, int changed);
}

/// <summary>Tells code which simulated process it runs in.</summary>
public static class Simulated
{
    private static readonly ConditionalWeakTable<object, object> Kept = [];

    [ThreadStatic]
    private static ISimulated? here;

    /// <summary>Null outside the simulation.</summary>
    public static ISimulated? Here
    {
        get => here;
        set => here = value;
    }

    /// <summary>What belongs to a connection and outlives the process that used it.</summary>
    public static T KeptWith<T>(object connection, Func<T> make)
        where T : class => (T)Kept.GetValue(connection, _ => make());
}
