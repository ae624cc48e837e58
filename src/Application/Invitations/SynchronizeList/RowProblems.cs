using System.Globalization;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Codes;
using ZoomApprover.Domain.Invitations;

namespace ZoomApprover.Application.Invitations.SynchronizeList;

/// <summary>What is odd about rows, in the words people see: one problem a kind, naming the first rows.</summary>
internal static class RowProblems
{
    private const int Named = 10;

    public static IReadOnlyList<Problem> Of(ListContent content, CodeFormat format) =>
        [.. content.Faults.Select(fault => new Problem(
            KindOf(fault.Fault),
            Rows(fault.Rows),
            fault.Fault == RowFault.UsesUnreadable ? MaxUses.Most.ToString(CultureInfo.InvariantCulture) : format.Text))];

    /// <summary>The first of them, and how many there are when that is not all.</summary>
    public static string Rows(IReadOnlyList<int> rows)
    {
        var named = string.Join(", ", rows.Take(Named).Select(row => row.ToString(CultureInfo.InvariantCulture)));
        return rows.Count > Named ? $"{named}, … ({rows.Count})" : named;
    }

    private static ProblemKind KindOf(RowFault fault) => fault switch
    {
        RowFault.Doubled => ProblemKind.ListCodeDoubled,
        RowFault.NumberUsed => ProblemKind.ListCodeIsNumber,
        RowFault.Damaged => ProblemKind.ListCodeDamaged,
        RowFault.OddShape => ProblemKind.ListCodeOddShape,
        RowFault.SessionBlank => ProblemKind.ListSessionBlank,
        RowFault.ExpiryUnreadable => ProblemKind.ListExpiryUnreadable,
        RowFault.UsesUnreadable => ProblemKind.ListUsesUnreadable,
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "Not a fault."),
    };
}
