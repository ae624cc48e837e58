using ZoomApprover.Infrastructure.Ledger.Sql;

namespace ZoomApprover.Infrastructure.Tests.Ledger.Given;

/// <summary>Remembers that the process was to end.</summary>
internal sealed class LedgerEndSpy : ILedgerEnd
{
    private readonly List<string> reasons = [];

    public IReadOnlyList<string> Reasons => reasons;

    public void End(string why) => reasons.Add(why);
}
