namespace ZoomApprover.Infrastructure.Ledger;

/// <summary>The ledger cannot be used as it is; the service does not start. The message says what was found and what to do.</summary>
public sealed class LedgerRefusedException(string message, Exception? cause = null) : Exception(message, cause);
