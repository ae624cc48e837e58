using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.Infrastructure.Tests.Ledger.Given;

namespace ZoomApprover.Infrastructure.Tests.Ledger;

/// <summary>What is owed goes on under the trace of the decision that owes it.</summary>
internal sealed class TraceTests(LedgerEngine engine) : LedgerTests(engine)
{
    private const string First = "00-11111111111111111111111111111111-1111111111111111-01";
    private const string Second = "00-22222222222222222222222222222222-2222222222222222-01";

    [Test]
    public async Task Trace_is_there_when_the_call_is_due_and_when_the_mark_is_owed()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(Traced(A.Registrant("r-1").With(code: "K7P2"), First));

        var due = await ledger.Calls.DueAsync(ledger.Now, 10, []);
        var approved = await ledger.Send("r-1");
        var marks = await ledger.Lists.MarksAsync(new ListPlace("csv", ""), null);

        Assert.That(due.Single().Trace, Is.EqualTo(First));
        Assert.That(approved.Trace, Is.EqualTo(First));
        Assert.That(marks["K7P2"].Holder!.Trace, Is.EqualTo(First));
    }

    [Test]
    public async Task Repetition_changes_nothing_and_a_new_decision_takes_the_new_trace()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(Traced(A.Registrant("r-1").With(candidates: ["K7PZ"], waits: WaitingReason.UnknownCode), First));

        await ledger.Record(Traced(A.Registrant("r-1").With(candidates: ["K7PZ"], waits: WaitingReason.UnknownCode), Second));
        var repeated = await ledger.Find("r-1");
        await ledger.Record(Traced(A.Registrant("r-1").With(code: "K7P2", registered: A.Noon.AddMinutes(10)), Second));

        Assert.That((repeated.Trace, (await ledger.Find("r-1")).Trace), Is.EqualTo((First, Second)));
    }

    private static Recording Traced(Recording recording, string trace) => recording with { Trace = trace };
}
