using System.Globalization;
using CsCheck;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Infrastructure.Tests.Ledger.Given;

namespace ZoomApprover.Infrastructure.Tests.Ledger.Linearizability;

/// <summary>
/// Whatever happens at the same time, answers and end are those of some order, one after the other. Two codes, six people, so that
/// nearly every step meets another. By hand: tests/linearizability.sh 1000000.
/// </summary>
[NonParallelizable] // threads of its own, and as many as it gets
internal sealed class ParallelHistoryTests(LedgerEngine engine) : LedgerTests(engine)
{
    // each waits, busily, until all have begun: more of them than cores wait for their turn instead
    private static readonly int Threads = Math.Clamp(Environment.ProcessorCount, 2, 4);

    private static readonly Gen<Step> Steps = Gen.Select(Gen.Int.Uniform, Gen.Int[0, Step.People - 1], (number, person) => new Step(number, person));

    private RealLedger real = null!;

    // each step goes to a server and back many times
    private long Histories => long.Parse(Environment.GetEnvironmentVariable("ZOOMAPPROVER_HISTORIES") ?? (Engine == LedgerEngine.Postgres ? "150" : "10000"), CultureInfo.InvariantCulture);

    [OneTimeSetUp]
    public void Begin() => ThreadPool.SetMinThreads(32, 32); // steps wait on threads while others answer them

    [SetUp]
    public void Open() => real = new RealLedger();

    [TearDown]
    public async Task CloseAsync() => await real.DisposeAsync();

    [Test]
    public void Every_history_of_claims_confirmations_releases_and_reopenings_is_one_of_some_order()
    {
        Sample(Histories, Record);

        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Histories} histories, {real.Reopened} reopenings"));
        Assert.That(real.Histories, Is.GreaterThanOrEqualTo(Histories), "each is played on registrants and codes of its own");
        Assert.That(real.Reopened, Is.GreaterThan(Histories / 500));
    }

    [Test]
    public void Claim_that_looks_before_it_writes_is_found()
    {
        var looksFirst = GenOperation.Create<LedgerHistory, LedgerModel, Step>(Steps, step => $"record {step}", (ledger, step) => ledger.RecordCheckingFirst(step), (model, step) => model.Record(step));

        Assert.That(() => Sample(1_000, looksFirst), Throws.TypeOf<CsCheckException>());
    }

    [Test]
    public void Model_with_one_rule_wrong_is_found() =>
        Assert.That(() => Sample(1_000, Record, wrongModel: true), Throws.TypeOf<CsCheckException>());

    private static GenOperation<LedgerHistory, LedgerModel> Record { get; } = GenOperation.Create<LedgerHistory, LedgerModel, Step>(
        Steps, step => $"record {step}", (ledger, step) => ledger.Record(step), (model, step) => model.Record(step));

    private void Sample(long histories, GenOperation<LedgerHistory, LedgerModel> record, bool wrongModel = false)
    {
        GenOperation<LedgerHistory, LedgerModel>[] usual =
        [
            record,
            record,
            Operation("confirm", (ledger, step) => ledger.Confirm(step), (model, step) => model.Confirm(step)),
            Operation("adopt", (ledger, step) => ledger.Adopt(step), (model, step) => model.Adopt(step)),
            Operation("release", (ledger, step) => ledger.Release(step), (model, step) => model.Release(step)),
            Operation("look", (ledger, step) => ledger.Look(step), (model, step) => model.Look(step)),
        ];
        var reopen = GenOperation.Create<LedgerHistory, LedgerModel>("reopen", ledger => ledger.Reopen(), _ => { });

        Gen.Const(() => (new LedgerHistory(real), new LedgerModel { ReleaseForgetsTheHolder = wrongModel })).SampleParallel(
            [.. Enumerable.Repeat(usual, 30).SelectMany(operations => operations), reopen], // reopening takes longest
            (ledger, model) => ledger.Seen == model.Seen,
            maxSequentialOperations: 2, maxParallelOperations: 3, iter: histories, threads: Threads,
            printActual: ledger => ledger.Seen, printModel: model => model.Seen);
    }

    private static GenOperation<LedgerHistory, LedgerModel> Operation(string name, Action<LedgerHistory, Step> ledger, Action<LedgerModel, Step> model) =>
        GenOperation.Create(Steps, step => $"{name} {step}", ledger, model);
}
