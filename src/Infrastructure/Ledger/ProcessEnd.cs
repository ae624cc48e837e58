using Microsoft.Extensions.Logging;
using ZoomApprover.Infrastructure.Ledger.Sqlite;

namespace ZoomApprover.Infrastructure.Ledger;

/// <summary>Ends the process with a code on which a service manager starts it again.</summary>
internal sealed partial class ProcessEnd(ILogger<ProcessEnd> logger) : ILedgerEnd
{
    private const int IoError = 74; // sysexits.h EX_IOERR

    public void End(string why)
    {
        LogEnd(why);

        // not on this thread: it is the writer's, and a tidy shutdown waits for the writer
        new Thread(() => Environment.Exit(IoError)) { Name = "ledger end", IsBackground = true }.Start();
    }

    [LoggerMessage(LogLevel.Critical, "{Why}")]
    private partial void LogEnd(string why);
}
