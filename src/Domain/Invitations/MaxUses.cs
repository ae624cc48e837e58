using System.Globalization;

namespace ZoomApprover.Domain.Invitations;

/// <summary>Reads how many registrants a code admits.</summary>
public static class MaxUses
{
    /// <summary>
    /// More people do not share an invitation: a door that is open to so many needs no code. Everybody who holds a use is looked at
    /// whenever the row is.
    /// </summary>
    public const int Most = 1_000;

    /// <returns>1 to <see cref="Most"/>, and 1 for an empty cell; null when the cell says anything else.</returns>
    public static int? Read(Cell cell) => cell.IsEmpty ? 1
        : int.TryParse(cell.Text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var uses) && uses is >= 1 and <= Most ? uses
        : null;
}
