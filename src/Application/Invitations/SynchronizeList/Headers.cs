using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Invitations;

namespace ZoomApprover.Application.Invitations.SynchronizeList;

/// <summary>The configured headers, and which of them a list cannot do without.</summary>
internal static class Headers
{
    public static IReadOnlyDictionary<ListColumn, string> Of(ColumnNames names) => new Dictionary<ListColumn, string>
    {
        [ListColumn.Code] = names.Code,
        [ListColumn.Session] = names.Session,
        [ListColumn.RegistrantId] = names.RegistrantId,
        [ListColumn.Status] = names.Status,
        [ListColumn.Data] = names.Data,
        [ListColumn.Email] = names.Email,
        [ListColumn.Expires] = names.Expires,
        [ListColumn.Hold] = names.Hold,
        [ListColumn.Approve] = names.Approve,
        [ListColumn.MaxUses] = names.MaxUses,
    };

    /// <returns>Faults that make the list unusable: what it says could be misunderstood.</returns>
    public static IReadOnlyList<Problem> Problems(ListLayout layout, Settings settings)
    {
        var names = Of(settings.List.Columns);
        return
        [
            .. layout.Missing.Where(column => IsNeeded(column, settings.SessionsMatter)).Select(column => new Problem(ProblemKind.ListHeaderMissing, names[column])),
            .. layout.Doubled.Select(column => new Problem(ProblemKind.ListHeaderDoubled, names[column])),
        ];
    }

    private static bool IsNeeded(ListColumn column, bool sessionsMatter) => column switch
    {
        ListColumn.Code or ListColumn.Status => true,
        ListColumn.Session => sessionsMatter,
        ListColumn.RegistrantId or ListColumn.Data or ListColumn.Email or ListColumn.Expires or ListColumn.Hold or ListColumn.Approve or ListColumn.MaxUses => false,
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, "Not a column."),
    };
}
