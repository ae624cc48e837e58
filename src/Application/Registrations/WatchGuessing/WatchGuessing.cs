using System.Globalization;
using MediatR;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Registrations.WatchGuessing;

/// <summary>Looks where codes are being guessed, and says so.</summary>
/// <returns>Meetings where it is conspicuous.</returns>
public sealed record WatchGuessing : IRequest<IReadOnlyList<GuessWatch>>;

internal sealed class WatchGuessingHandler(IGuessLedger ledger, GuessMeter meter, ProblemBoard problems) : IRequestHandler<WatchGuessing, IReadOnlyList<GuessWatch>>
{
    // said in steps: a new number is a new line in the log
    private static readonly int[] Steps = [GuessWatch.Most, 500, 200, 100, 50, GuessingRule.Stopping, GuessingRule.Alarming];

    public async Task<IReadOnlyList<GuessWatch>> Handle(WatchGuessing request, CancellationToken cancellationToken)
    {
        var watches = await ledger.WatchesAsync();
        var meetings = watches.Where(one => one.RegistrantId is null).ToList();
        meter.Show(meetings.Sum(one => one.InBurst), meetings.Sum(one => one.InMemory), meetings.Count(one => one.Level == GuessingLevel.Stopped));
        problems.Set(Topics.Guesses, [.. watches.Where(one => one.Level != GuessingLevel.None).Select(Named)]);
        return [.. meetings.Where(one => one.Level != GuessingLevel.None)];
    }

    private static Problem Named(GuessWatch watch)
    {
        var least = Steps.FirstOrDefault(step => step <= watch.InMemory, 1).ToString(CultureInfo.InvariantCulture);
        return watch.RegistrantId is { } id
            ? new Problem(ProblemKind.CodesGuessedByOne, new RegistrationKey(watch.Meeting, id).ToString(), least)
            : new Problem(watch.Level == GuessingLevel.Stopped ? ProblemKind.CodesGuessedStopped : ProblemKind.CodesGuessed, watch.Meeting.ToString(), least);
    }
}
