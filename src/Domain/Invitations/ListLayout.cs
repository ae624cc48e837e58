using ZoomApprover.Domain.Codes;

namespace ZoomApprover.Domain.Invitations;

/// <summary>The columns of a list that mean something to us.</summary>
public enum ListColumn
{
    Code,
    Session,
    RegistrantId,
    Status,
    Data,
    Email,
    Expires,
    Hold,
    Approve,
    MaxUses,
}

/// <summary>Where the columns stand in one reading. Found anew at each: people move and rename columns.</summary>
public sealed class ListLayout
{
    private readonly Dictionary<ListColumn, int> places;

    private ListLayout(Dictionary<ListColumn, int> places, IReadOnlyList<ListColumn> missing, IReadOnlyList<ListColumn> doubled) =>
        (this.places, Missing, Doubled) = (places, missing, doubled);

    /// <summary>Columns without a header, optional ones included.</summary>
    public IReadOnlyList<ListColumn> Missing { get; }

    /// <summary>Columns whose header stands there twice.</summary>
    public IReadOnlyList<ListColumn> Doubled { get; }

    /// <summary>0 is column A; null when the header is not there exactly once.</summary>
    public int? PlaceOf(ListColumn column) => places.TryGetValue(column, out var place) ? place : null;

    /// <param name="names">The configured header names, compared without regard to case, width and outer spaces.</param>
    public static ListLayout Find(IReadOnlyList<Cell> header, IReadOnlyDictionary<ListColumn, string> names)
    {
        var keys = header.Select(cell => CodeReader.TitleKey(cell.Text)).ToList();
        Dictionary<ListColumn, int> places = [];
        List<ListColumn> missing = [];
        List<ListColumn> doubled = [];
        foreach (var (column, name) in names.OrderBy(name => name.Key))
        {
            var wanted = CodeReader.TitleKey(name);
            var place = keys.IndexOf(wanted);
            if (place < 0)
            {
                missing.Add(column);
            }
            else if (keys.LastIndexOf(wanted) != place)
            {
                doubled.Add(column);
            }
            else
            {
                places.Add(column, place);
            }
        }

        return new ListLayout(places, missing, doubled);
    }
}
