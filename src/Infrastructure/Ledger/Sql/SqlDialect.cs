using System.Data.Common;

namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>What differs between the databases. The statements themselves are written so that each of them understands them.</summary>
internal abstract class SqlDialect
{
    /// <summary>Begins a transaction that is alone until it ends: what it has read is still so when it writes.</summary>
    public abstract string BeginWriting { get; }

    /// <summary>The same for a start, which nobody waits for.</summary>
    public abstract string BeginWritingPatiently { get; }

    /// <summary>Begins a transaction whose readings all show the same moment.</summary>
    public abstract string BeginReading { get; }

    /// <summary>Whether the process may go on when nobody knows what became of a commit, because the next look at the database tells.</summary>
    public abstract bool OutlivesUnknownCommits { get; }

    /// <summary>A command that is kept as long as its connection, its parameters in the order of the values.</summary>
    public abstract DbCommand Prepare(DbConnection connection, string sql, ReadOnlySpan<(string Name, object? Value)> values);

    public abstract void Set(DbParameter parameter, object? value);

    /// <param name="error">Whatever a change threw before its commit.</param>
    public abstract WriteFailure FailureOf(Exception error);
}

/// <summary>How a change failed before its commit; nothing was stored.</summary>
internal enum WriteFailure
{
    /// <summary>The change itself was refused, or is a mistake of the program.</summary>
    Change,

    /// <summary>Somebody else holds the ledger.</summary>
    Busy,

    /// <summary>The disk is full.</summary>
    Full,

    /// <summary>The database cannot be reached.</summary>
    Away,

    /// <summary>Nothing that this process does can be relied on any more.</summary>
    Fatal,
}
