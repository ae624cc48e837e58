using ZoomApprover.Simulation.Tests.Sheet;
using ZoomApprover.Simulation.Tests.World;

namespace ZoomApprover.Simulation.Tests.Story;

/// <summary>People in the sheet: they sort, insert, move, copy, delete, and write wherever they like.</summary>
internal sealed class Editors(StoryRun story)
{
    private SimWorld World => story.World;

    private Chance Chance => story.World.Chance;

    private SimSheet Sheet => story.Outside.Sheet;

    public void EditSomething()
    {
        if (Sheet.Now.Rows.Count == 0)
        {
            return;
        }

        World.Counts.Add("edits of the sheet");
        var row = Chance.Pick(Sheet.Now.Rows);
        var code = row[Column.Code];
        switch (Chance.Below(Sheet.HasUses ? 21 : 18))
        {
            case 0 or 1 or 2:
                World.Say("sheet: somebody sorts it");
                Sheet.Arrange(rows => Chance.Shuffle(rows));
                break;
            case 3 or 4:
                World.Say("sheet: somebody inserts a row");
                var added = story.Cast.NewCode();
                story.Cast.Codes.Add(added);
                Sheet.Arrange(rows => rows.Insert(Chance.Below(rows.Count), story.Cast.NewRow(added, Cast.SessionOf(added))));
                break;
            case 5:
                World.Say($"sheet: somebody deletes the row of {code}");
                Sheet.Arrange(rows => rows.RemoveAll(one => one.Number == row.Number));
                break;
            case 6:
                World.Say($"sheet: somebody copies the row of {code}, and takes one of them away a little later");
                var copy = Sheet.Copy(row);
                Sheet.Arrange(rows => rows.Add(copy));
                World.After(Chance.Seconds(10, 200), () => Sheet.Arrange(rows => rows.RemoveAll(one => one.Number == (Chance.Hits(0.5) ? copy : row).Number)));
                break;
            case 7 or 8:
                Type(row, Column.Status, Chance.Pick(["used at the door", "x", "TRUE"]));
                break;
            case 9 or 10:
                var marked = Sheet.Now.Rows.Where(one => one[Column.Status].Length > 0).ToList();
                Type(marked.Count > 0 ? Chance.Pick(marked) : row, Column.Status, "");
                break;
            case 11:
                Type(row, Column.Notes, $"seen at {World.Now:HH:mm}");
                break;
            case 12:
                Type(row, Column.Session, row[Column.Session] == "1" ? "2" : "1");
                break;
            case 13:
                Type(row, Column.Id, Chance.Pick(["", "paid"]));
                break;
            case 14:
                World.Say("sheet: somebody moves a column");
                List<Column> order = [.. Sheet.Now.Order];
                Chance.Shuffle(order);
                Sheet.Reorder(order);
                break;
            case 15 or 16:
                Type(row, Column.Approve, Chance.Hits(0.7) ? Chance.Pick(["yes", "let them in"]) : "");
                break;
            case > 17:
                Type(row, Column.MaxUses, Chance.Pick(["1", "2", "3", "5", "", "0"]));
                break;
            default:
                World.Say("sheet: somebody renames a header, and back");
                Sheet.BreakHeader(true);
                World.After(Chance.Seconds(5, 100), () => Sheet.BreakHeader(false));
                break;
        }
    }

    private void Type(SheetRow row, Column column, string text)
    {
        World.Say($"sheet: somebody writes \"{text}\" into {column} of {row[Column.Code]}");
        Sheet.Type(row, column, text);
    }
}
