using ZoomApprover.Simulation.Tests.Sheet;

namespace ZoomApprover.Simulation.Tests.Referee;

/// <summary>The most registrants that a code admits by any version of the sheet that was answered to the service so far.</summary>
internal sealed class UsesSeen(SimSheet sheet)
{
    private readonly Dictionary<string, int> most = new(StringComparer.Ordinal);
    private int looked;

    public int Most(string code)
    {
        for (; looked < sheet.Served.Count; looked++)
        {
            var version = sheet.Served[looked].Version;
            foreach (var row in version.Rows.Where(row => row.Uses > most.GetValueOrDefault(row[Column.Code], 1)))
            {
                most[row[Column.Code]] = Math.Max(most.GetValueOrDefault(row[Column.Code], 1), version.UsesOf(row[Column.Code]));
            }
        }

        return most.GetValueOrDefault(code, 1);
    }
}
