using System.Globalization;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;
using ZoomApprover.Infrastructure.Ledger;

namespace ZoomApprover.WebApi.Status;

/// <summary>Everything a person should mend: what the board says, and what the ledger and the mode say of themselves.</summary>
public sealed class CurrentProblems(Settings settings, ProblemBoard board, ILedgerHealth ledger)
{
    public IEnumerable<Problem> All
    {
        get
        {
            if (ledger.Trouble is { } trouble)
            {
                yield return ledger switch
                {
                    { IsFull: true } => new Problem(ProblemKind.LedgerFull, ledger.Path),
                    { IsAway: true } => new Problem(ProblemKind.LedgerAway, ledger.Path),
                    _ => new Problem(ProblemKind.LedgerFailed, ledger.Path, trouble),
                };
            }

            if (ledger.BehindSince is { } since && !settings.Zoom.DryRun)
            {
                yield return new Problem(ProblemKind.LedgerRestored, since.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
            }

            foreach (var problem in board.All)
            {
                yield return problem;
            }

            if (settings.Zoom.DryRun)
            {
                yield return new Problem(ProblemKind.DryRun);
            }
        }
    }
}
