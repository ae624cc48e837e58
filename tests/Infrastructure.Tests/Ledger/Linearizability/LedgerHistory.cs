using System.Collections.Concurrent;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.Infrastructure.Ledger.Sql;
using ZoomApprover.Infrastructure.Tests.Ledger.Given;

namespace ZoomApprover.Infrastructure.Tests.Ledger.Linearizability;

/// <summary>One history of the real ledger: every answer, and how all stands at the end.</summary>
internal sealed class LedgerHistory
{
    private const string People = $"""
        select {RegistrationRows.Columns} from registrations r where r.registrant_id >= @from and r.registrant_id < @to order by r.registrant_id
        """;

    private readonly RealLedger real;
    private readonly int number;
    private readonly ConcurrentDictionary<int, string> answers = new();
    private readonly Lazy<string> seen;

    public LedgerHistory(RealLedger real)
    {
        (this.real, number) = (real, real.NextHistory());
        seen = new Lazy<string>(End);
    }

    /// <summary>Looked at once, when all is done: it is compared with many orders.</summary>
    public string Seen => seen.Value;

    public void Record(Step step)
    {
        var outcome = real.Do(ledger => ledger.Record(Registrant(step)));
        answers[step.Number] = Words(outcome.Status, outcome.Reason) + (outcome.Repeated ? " again" : "");
    }

    /// <summary>As it would be without the unique key: look whether somebody holds the code, then write.</summary>
    public void RecordCheckingFirst(Step step)
    {
        if (real.Do(ledger => ledger.Registrations.FindAsync(A.Key(Id(step.Person)))) is null && Holder(step.Code) is not null)
        {
            Record(step);
            return;
        }

        real.Do(ledger => ledger.Inner.WriteAsync(transaction => transaction.Execute(
            "delete from claims where list = @list and code = @code", ("@list", A.List), ("@code", Code(step.Code)))));
        Record(step);
    }

    public void Confirm(Step step)
    {
        while (true)
        {
            if (real.Do(ledger => ledger.Registrations.FindAsync(A.Key(Id(step.Person)))) is not { Status: RegistrationStatus.Approving } owed)
            {
                answers[step.Number] = "not ours to confirm";
                return;
            }

            // somebody may have been between the look and the change: then it is looked at again, as a pass does
            if (real.Do(ledger => ledger.Calls.SaveAsync([new Change(Sending.Confirmed(owed, ledger.Now), HistoryEvent.Confirmed)])).Count == 1)
            {
                answers[step.Number] = "confirmed";
                return;
            }
        }
    }

    public void Adopt(Step step)
    {
        var adoption = real.Do(ledger => ledger.Adopt(Registrant(step).With(judged: A.Noon.AddMinutes(5)), Code(step.Code)));
        answers[step.Number] = Words(adoption.Outcome.Status, adoption.Outcome.Reason) + (adoption.Outcome.Repeated ? " again" : "");
    }

    public void Release(Step step) => answers[step.Number] = real.Do(ledger => ledger.Desk.ReleaseAsync(Code(step.Code))).End.ToString();

    public void Look(Step step) => answers[step.Number] = $"held by {Holder(step.Code)}";

    public void Reopen() => real.Reopen();

    private static string Words(RegistrationStatus status, WaitingReason? reason) => reason is null ? $"{status}" : $"{status} {reason}";

    private RegistrantBuilder Registrant(Step step) => A.Registrant(Id(step.Person)).With(code: Code(step.Code));

    private string Id(int person) => $"h{number}-{person}";

    private string Code(int code) => $"H{number}C{code}";

    private int? Holder(int code) => real.Do(ledger => ledger.Holder(Code(code))) is { } id ? Number(id) : null;

    // in one look, on the writer's own connection: opening one would take longer than the whole history
    private string End() => real.Do(ledger => ledger.Inner.WriteAsync(transaction =>
    {
        var people = transaction.Rows(
            People, row => RegistrationRows.Read(row) is var one ? KeyValuePair.Create(Number(one.Key.RegistrantId), Words(one.Status, one.Reason)) : default,
            ("@from", $"h{number}-"), ("@to", $"h{number}."));
        return LedgerModel.Words(answers.OrderBy(one => one.Key), people, code => transaction.Holders(A.List, Code(code)) is [var holder] ? Number(holder.RegistrantId) : null);
    }));

    private static int Number(string id) => id[^1] - '0';
}
