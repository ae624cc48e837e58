using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Registrations.SendApprovals;

/// <summary>Stores what became of calls, and with it what people asked for while a call was on its way.</summary>
internal sealed class Settlements(ICallLedger ledger, ApprovalMeter approvals, ProblemBoard problems, TimeProvider time)
{
    /// <param name="steps">From: as stored before; Next: as Zoom's answer leaves it.</param>
    public async Task SaveAsync(IReadOnlyList<(Registration From, Registration Next, HistoryEvent? Event)> steps)
    {
        if (steps.Count == 0)
        {
            return;
        }

        var saved = await ledger.SaveAsync([.. steps.Select(step => ToChange(step.From, step.Next, step.Event))]);
        var unproven = steps.Where(step => step.From.Status != RegistrationStatus.Approved).Select(step => step.From.Key).ToHashSet();
        approvals.Confirm(saved.Count(one => one.Status == RegistrationStatus.Approved && unproven.Contains(one.Key)));
        foreach (var one in saved.Where(one => one.Owed is null && one.Reason is null && one.Status is RegistrationStatus.Approved or RegistrationStatus.Denied or RegistrationStatus.Cancelled))
        {
            problems.Clear(Topics.People(one.Key.Meeting), problem => problem.Details[0] == one.Key.ToString());
        }

        foreach (var one in saved.Where(one => one is { Status: RegistrationStatus.Waiting, Owed: null }))
        {
            problems.Clear(Topics.People(one.Key.Meeting), problem => problem.Kind == ProblemKind.ApprovalUnconfirmed && problem.Details[0] == one.Key.ToString());
        }
    }

    private Change ToChange(Registration from, Registration next, HistoryEvent? happened)
    {
        if (from.Owed?.Wish is not { } wish || next.HasOpenAttempt)
        {
            return new Change(next, happened);
        }

        var (granted, tooLate) = Yielding.Grant(next.Owed is null ? next : next with { Owed = next.Owed with { Wish = null } }, wish, time.GetUtcNow());
        if (wish == Wish.Displace && tooLate)
        {
            problems.Add(Topics.Codes, new Problem(ProblemKind.CodeApprovedTwice, from.Key.ToString()));
        }

        return new Change(granted, Said(wish, tooLate) ?? happened, wish == Wish.Release ? from.Code : null);
    }

    private static HistoryEvent? Said(Wish wish, bool tooLate) => (wish, tooLate) switch
    {
        (Wish.Release, true) => HistoryEvent.ReleasedButApproved,
        (Wish.Release, false) => HistoryEvent.Released,
        (Wish.Deny, true) => HistoryEvent.DenyTooLate,
        (Wish.Deny, false) => null,
        (Wish.Displace, true) => HistoryEvent.UsedTwice,
        (Wish.Displace, false) => HistoryEvent.Displaced,
        _ => null,
    };
}
