using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;
using ZoomApprover.Domain.Codes;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Invitations.SynchronizeList;

/// <summary>Judges again whom a reading concerns: those whose code changed, and those not yet judged against a late enough reading.</summary>
internal sealed class Rejudging(Settings settings, IListLedger ledger, ListCopy copy, Guessing guessing, ProblemBoard problems, Signals signals, RejudgedOnce once)
{
    // so many share commits instead of waiting for one each
    private const int Together = 200;

    /// <param name="changed">Codes that stand differently now.</param>
    /// <returns>How many were admitted.</returns>
    public async Task<int> RunAsync(IReadOnlyCollection<string> changed, DateTimeOffset beganAt)
    {
        // the first pass after a start looks at all: meetings, titles or the format may have been changed meanwhile;
        // so does the one after a pass that failed half-way: what had changed then is known no more
        var some = once.IsDone;
        once.IsDone = false;
        var admitted = await JudgeAsync(await ledger.WaitingAsync(some ? changed : null, beganAt));
        await BlockAsync(beganAt);
        once.IsDone = true;
        return admitted;
    }

    /// <summary>Judges these by the present copy, the earliest first.</summary>
    /// <returns>How many were admitted.</returns>
    public async Task<int> JudgeAsync(IReadOnlyList<Registration> waiting)
    {
        var admitted = await ledger.JudgeAsync(
            [.. waiting.Where(MayBeJudged).OrderBy(one => one.RegisteredAt).Select(Judge).OfType<Judgement>()]);
        if (admitted > 0)
        {
            signals.Zoom.Raise();
        }

        return admitted;
    }

    private static bool MayBeJudged(Registration one) => one.Reason is { } reason
        && (ApprovalPolicy.IsJudgedAgain(reason) || (reason == WaitingReason.CodeAlreadyUsed && !one.IsFinal));

    private Judgement? Judge(Registration one)
    {
        if (settings.RulesFor(one.Key.Meeting) is not { } meeting || one.Answers is null)
        {
            return null;
        }

        var candidates = Candidates(one.Answers);
        var (found, readAt) = copy.Find(candidates.Codes);
        if (readAt is null)
        {
            return null;
        }

        var decision = ApprovalPolicy.Decide(found, candidates.Any, meeting, one.RegisteredAt, one.Email, settings.List.EmailMatch, candidates.AreMistyped);
        return new Judgement(one, decision with { WaitsWhileGuessed = guessing.StopsAll }, candidates.Codes, readAt.Value) { Tries = guessing.Tries(one.Answers, candidates, found) };
    }

    // a code may have come into the list after its user came in: it must not open for a second person
    private async Task BlockAsync(DateTimeOffset beganAt)
    {
        foreach (var together in (await ledger.AdoptedAsync(beganAt)).Chunk(Together))
        {
            await Task.WhenAll(together.Select(adopted => BlockAsync(adopted, beganAt)));
        }
    }

    private async Task BlockAsync(Registration adopted, DateTimeOffset beganAt)
    {
        var known = copy.Find(Candidates(adopted.Answers ?? []).Codes).Found;
        if ((await ledger.BlockAsync(adopted, [.. known.Select(one => one.Code)], beganAt)).Count > 0)
        {
            problems.Add(Topics.Codes, new Problem(ProblemKind.CodeApprovedTwice, adopted.Key.ToString()));
        }
    }

    private CandidateCodes Candidates(IReadOnlyList<Answer> answers) => CodeReader.Read(answers, settings.Codes.Format, settings.Codes.QuestionTitles);
}

/// <summary>Whether this process has judged everybody who waits once.</summary>
internal sealed class RejudgedOnce
{
    public bool IsDone { get; set; }
}
