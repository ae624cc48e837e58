using ZoomApprover.Simulation.Tests.Sheet;
using ZoomApprover.Simulation.Tests.Story;

namespace ZoomApprover.Simulation.Tests.Referee;

/// <summary>R5: whatever a write of the service has hit in a column that is not its own is as people left it again.</summary>
internal sealed class OtherCells(StoryRun story)
{
    private static readonly Column[] Ours = [Column.Status, Column.Id, Column.Data];

    // what stood there is known to the process that wrote, until a later reading shows what became of it
    private static readonly TimeSpan Needed = TimeSpan.FromSeconds(60);

    /// <summary>Whether this is what a person had last written there, before a write hit it.</summary>
    public bool IsBack(SheetRow row, Column column, string text) => row.AuthorOf(column).ByService && Theirs(row, column) == text;

    public void Stand()
    {
        foreach (var (row, column) in story.Outside.Sheet.Now.Rows.SelectMany(row => Enum.GetValues<Column>().Except(Ours).Select(column => (row, column))))
        {
            if (row.AuthorOf(column).ByService && Theirs(row, column) is { } theirs && theirs != row[column])
            {
                story.World.Counts.Add("other cells hit");
                if (!IsExcused(row, column))
                {
                    story.World.Violated("R5", $"{column} of row {row.Number} shows \"{row[column]}\", which the service wrote over \"{theirs}\"");
                }
            }
        }
    }

    // null when no person ever wrote there: the row was copied
    private string? Theirs(SheetRow row, Column column) => story.Outside.Sheet.Versions.Reverse()
        .Select(version => version.Rows.FirstOrDefault(one => one.Number == row.Number))
        .FirstOrDefault(one => one is not null && !one.AuthorOf(column).ByService)?[column];

    // nobody can say what was hit where rows were moved in the same moments, a code stood twice, or columns were moved once more; and a
    // word that asks for something is for people to write again
    private bool IsExcused(SheetRow row, Column column)
    {
        var hit = story.Outside.Sheet.Versions[row.AuthorOf(column).Version];
        var write = story.Outside.Sheet.Writes.Find(one => one.At == hit.Since && one.Column == column && one.Row?.Number == row.Number)!;
        var until = hit.Since + Needed;
        var meanwhile = story.Outside.Sheet.Versions.Skip(write.Basis.Number).TakeWhile(version => version.Since <= until).ToList();
        return column == Column.Approve
            || story.Operator.Deaths.Concat(story.Operator.Starts).Any(change => change >= hit.Since - Needed && change <= until)
            || meanwhile.Exists(version => version.Number > hit.Number && !version.Order.SequenceEqual(hit.Order))
            || meanwhile.Exists(version => !version.Rows.Select(one => one.Number).Take(write.Basis.Rows.Count).SequenceEqual(write.Basis.Rows.Select(one => one.Number)))
            || meanwhile.Exists(version => version.Rows.GroupBy(one => one[Column.Code]).Any(code => code.Key.Length > 0 && code.Count() > 1));
    }
}
