using System.Data.Common;

namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>Where a ledger is kept.</summary>
internal interface ILedgerStore : IDisposable
{
    /// <summary>For people: the file, absolute, or the database and its server, without user and password.</summary>
    string Name { get; }

    SqlDialect Dialect { get; }

    /// <summary>A connection with its settings made and checked.</summary>
    /// <exception cref="LedgerRefusedException">It will not do.</exception>
    DbConnection Connect();
}
