using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Invitations;

namespace ZoomApprover.Application.Invitations.HoldList;

/// <summary>What a person is asked before the list is followed any further.</summary>
/// <param name="Place">Where the reading was made.</param>
/// <param name="Codes">What was freed or removed; empty when the place is in question.</param>
/// <param name="Count">Freed or removed codes; of another place: its codes that are spent here and whose rows are empty there.</param>
/// <param name="Of">The codes of the copy; of another place: its codes.</param>
/// <param name="Rows">The first rows, as people count; "" when no row is left.</param>
/// <param name="Since">When the reading began that showed it first.</param>
/// <param name="Answer">What was answered, while it has not taken effect, or as long as it lasts; null when nothing was.</param>
public sealed record HoldQuestion(
    HoldKind Kind, ListPlace Place, IReadOnlySet<string> Codes, int Count, int Of, string Rows, DateTimeOffset Since, HoldAnswer? Answer = null)
{
    public Problem Problem => Kind switch
    {
        HoldKind.OtherPlace when Answer == HoldAnswer.Keep => new Problem(ProblemKind.ListPlaceKept),
        HoldKind.OtherPlace => new Problem(ProblemKind.ListOtherPlace, Text(Count), Text(Of)),
        HoldKind.FreedOrRemoved => new Problem(ProblemKind.ListFreedOrRemoved, Text(Count), Text(Of), Rows),
        _ => throw new ArgumentOutOfRangeException(nameof(Kind), Kind, "Not a hold."),
    };

    /// <returns>All that was answered, this question included.</returns>
    public HoldAnswers Answered(HoldAnswers? before, HoldAnswer answer)
    {
        before ??= new HoldAnswers(Place, null, new HashSet<string>(), new HashSet<string>());
        if (Kind == HoldKind.OtherPlace)
        {
            return before with { Place = Place, OtherPlace = answer };
        }

        return before with
        {
            Confirmed = With(before.Confirmed, answer == HoldAnswer.Confirm),
            Kept = With(before.Kept, answer == HoldAnswer.Keep),
        };
    }

    /// <summary>Without the codes.</summary>
    public override string ToString() => $"{Kind}, {Count} of {Of}";

    private HashSet<string> With(IReadOnlySet<string> codes, bool isThis) =>
        (isThis ? codes.Union(Codes) : codes.Except(Codes)).ToHashSet(StringComparer.Ordinal);

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
