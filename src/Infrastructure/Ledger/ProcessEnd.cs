using Microsoft.Extensions.Logging;
using ZoomApprover.Infrastructure.Ledger.Sql;

namespace ZoomApprover.Infrastructure.Ledger;

/// <summary>Ends the process with a code that a service manager restarts on; the next start reads what was stored.</summary>
internal sealed partial class ProcessEnd(ILogger<ProcessEnd> logger, Action<string> say, Action<int> exit) : ILedgerEnd
{
    /// <summary>EX_IOERR of sysexits.h.</summary>
    public const int Code = 74;

    public ProcessEnd(ILogger<ProcessEnd> logger)
        : this(logger, Console.Error.WriteLine, Environment.Exit)
    {
    }

    public void End(string why)
    {
        LogEnd(why);

        // exiting stops the host, which waits for the ledger's thread: that one must not be the thread that exits
#pragma warning disable RS0030
        new Thread(SayAndExit) { Name = "end", IsBackground = true }.Start();
#pragma warning restore RS0030

        void SayAndExit()
        {
            say(why); // a log is written behind our back, and what is not written yet is lost with the process
            exit(Code);
        }
    }

    [LoggerMessage(LogLevel.Critical, "{Why}")]
    private partial void LogEnd(string why);
}
