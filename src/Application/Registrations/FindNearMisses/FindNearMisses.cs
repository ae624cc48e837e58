using MediatR;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;
using ZoomApprover.Domain.Codes;
using ZoomApprover.Domain.Invitations;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Registrations.FindNearMisses;

/// <summary>
/// The codes of the list with a free use that are one slip away from what somebody typed. For a person to choose from: nobody is approved by it.
/// </summary>
public sealed record FindNearMisses(Registration Registration) : IRequest<IReadOnlyList<FoundNearMiss>>;

/// <param name="Miss">Its code is the one of the list.</param>
public sealed record FoundNearMiss(Invitation Invitation, NearMiss Miss);

internal sealed class FindNearMissesHandler(Settings settings, ListCopy list, IDeskLedger desk) : IRequestHandler<FindNearMisses, IReadOnlyList<FoundNearMiss>>
{
    // more would be a list of guesses
    private const int Most = 5;

    public async Task<IReadOnlyList<FoundNearMiss>> Handle(FindNearMisses request, CancellationToken cancellationToken)
    {
        if (request.Registration is not { Status: RegistrationStatus.Waiting, Reason: WaitingReason.NoCode or WaitingReason.UnknownCode or WaitingReason.MistypedCode, Answers: { } answers })
        {
            return [];
        }

        var near = Near(answers);
        var held = near.Count == 0 ? null : await desk.HoldersAsync([.. near.Select(found => found.Invitation.Code)]);
        return [.. near.Where(found => !(held!.GetValueOrDefault(found.Invitation.Code)?.Count >= found.Invitation.Uses)).Take(Most)];
    }

    private List<FoundNearMiss> Near(IReadOnlyList<Answer> answers)
    {
        var invitations = list.Invitations;
        List<FoundNearMiss> near = [];
        foreach (var miss in CodeReader.Texts(answers, settings.Codes.QuestionTitles).SelectMany(NearMisses.Of))
        {
            _ = settings.Codes.Format.Reading(miss.Code, out var key);
            if (invitations.TryGetValue(key, out var one) && one is { IsSpent: false, IsAmbiguous: false } && !near.Exists(known => known.Invitation.Code == one.Code))
            {
                near.Add(new FoundNearMiss(one, miss with { Code = one.Code }));
            }
        }

        return near;
    }
}
