namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>How the process ends when the ledger cannot be trusted any more.</summary>
internal interface ILedgerEnd
{
    /// <param name="why">One line for the log.</param>
    void End(string why);
}
