using ZoomApprover.Application.Configuration;
using ZoomApprover.Infrastructure.Tests.Ledger.Given;

namespace ZoomApprover.Infrastructure.Tests;

/// <summary>Says on which databases the ledger was tested, and ends what was started for it.</summary>
[SetUpFixture]
internal sealed class EndOfRun
{
    [OneTimeTearDown]
    public void SayAndEnd()
    {
        var said = $"{Databases.Version ?? "no PostgreSQL"}{Environment.NewLine}ledger tests: "
            + string.Join(", ", Enum.GetValues<LedgerEngine>().Select(engine => $"{LedgerTests.CountOf(engine)} on {engine}"));
        TestContext.Progress.WriteLine(said);
        if (Environment.GetEnvironmentVariable("ZOOMAPPROVER_ENGINES") is { Length: > 0 } file)
        {
            File.WriteAllText(file, said + Environment.NewLine);
        }

        Databases.End();
    }
}
