using ZoomApprover.Application.Configuration;
using ZoomApprover.Domain.Codes;
using ZoomApprover.Domain.Invitations;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.State;

/// <summary>What counts as a guess by the settings and the present list.</summary>
public sealed class Guessing(Settings settings, ListCopy list)
{
    /// <summary>While codes are guessed everybody waits, also whoever gave a good code at once.</summary>
    public bool StopsAll => settings.Guessing.StopWeakLists && list.IsWeak(settings.Codes.Format);

    /// <param name="found">What the list knows of the candidates: beside a known code nothing else is a guess.</param>
    /// <returns>Unknown codes that count.</returns>
    public IReadOnlyList<string> Tries(IReadOnlyList<Answer> answers, CandidateCodes candidates, IReadOnlyList<Invitation> found) => found.Count > 0 || !candidates.Any
        ? []
        : [.. CodeReader.Tries(answers, candidates, settings.Codes.Format, settings.Codes.QuestionTitles).Where(list.HasShapeOf)];
}
