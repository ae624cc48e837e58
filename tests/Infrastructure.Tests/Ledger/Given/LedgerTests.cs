using NUnit.Framework.Internal;
using ZoomApprover.Application.Configuration;

namespace ZoomApprover.Infrastructure.Tests.Ledger.Given;

/// <summary>Tests of what every ledger does, whatever it is kept in: each of them runs on each engine.</summary>
[TestFixture(LedgerEngine.Sqlite)]
[TestFixture(LedgerEngine.Postgres)]
internal abstract class LedgerTests(LedgerEngine engine)
{
    private static readonly int[] Counts = new int[Enum.GetValues<LedgerEngine>().Length];

    /// <summary>Of the test that runs; SQLite in tests that are about its file.</summary>
    public static LedgerEngine Present => TestExecutionContext.CurrentContext.TestObject is LedgerTests { Engine: var engine } ? engine : LedgerEngine.Sqlite;

    /// <summary>How many tests were run on an engine.</summary>
    public static int CountOf(LedgerEngine engine) => Counts[(int)engine];

    protected LedgerEngine Engine => engine;

    [SetUp]
    public void Count() => Interlocked.Increment(ref Counts[(int)engine]);
}
