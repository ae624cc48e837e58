using ZoomApprover.Domain.Registrations;
using ZoomApprover.Simulation.Tests.Sheet;
using ZoomApprover.Simulation.Tests.Story;

namespace ZoomApprover.Simulation.Tests.Referee;

/// <summary>R5: judges each cell the service writes, at the moment it is written.</summary>
internal sealed class Cells(StoryRun story)
{
    private static readonly Column[] Ours = [Column.Status, Column.Id, Column.Data];

    private readonly OtherCells others = new(story);

    public void Look(ServiceWrite write)
    {
        // columns that people moved since the reading are the price of positions; the reading itself must have named the right one
        if (SameOrder(write) && !Ours.Contains(write.Column) && write.BasisRow is { } hit && others.IsBack(hit, write.Column, write.Text))
        {
            story.World.Counts.Add("other cells put back");
        }
        else if (SameOrder(write) && !Ours.Contains(write.Column))
        {
            story.World.Violated("R5", $"the service wrote into {write.Column}");
        }
        else if (SameOrder(write) && write.BasisRow is { } meant && !meant.AuthorOf(Column.Code).ByService) // nor can a row be known whose code such a write has hit
        {
            NamesWhoGaveTheCode(write, meant);
            UndoesNobody(write, meant);
            SaysTheTruth(write);
        }
        else if (write.BasisRow is null)
        {
            story.World.Violated("R5", "the service wrote below the rows it had read");
        }
    }

    private bool SameOrder(ServiceWrite write) => story.Outside.Sheet.Now.Order.SequenceEqual(write.Basis.Order);

    // the row that was read at this place holds a code of the registrant whom the mark names
    private void NamesWhoGaveTheCode(ServiceWrite write, SheetRow meant)
    {
        if (write.Column != Column.Id || write.Text.Length == 0 || PutsBack(write, meant))
        {
            return;
        }

        var code = meant[Column.Code];
        var named = story.Outside.Zoom.Guests.FirstOrDefault(guest => guest.Key.RegistrantId == write.Text);
        var gave = named is not null && (named.Given.Contains(code) || story.Facts.Approvals.Exists(asked => asked.Who == named.Key && asked.Code == code));
        if (!gave)
        {
            story.World.Violated("R5", $"the row of {code} was marked with {write.Text}, who never gave it");
        }
    }

    // what a person had written there, before a write for another row hit it
    private bool PutsBack(ServiceWrite write, SheetRow meant) => meant.AuthorOf(write.Column).ByService
        && story.Outside.Sheet.Versions.Any(version => version.Of(meant[Column.Code]).Any(row => row[write.Column] == write.Text && !row.AuthorOf(write.Column).ByService));

    // who is said to be in is in, or was
    private void SaysTheTruth(ServiceWrite write)
    {
        if (write.BasisRow is not { } meant)
        {
            return;
        }

        CountsNoMoreThanGaveIt(write, meant);
        if (write.Text != "REGISTERED")
        {
            return;
        }

        var code = meant[Column.Code];
        var isIn = story.Outside.Zoom.Guests.Any(guest => guest.Changes.Exists(change => change.Status == ZoomStatus.Approved)
            && (guest.Given.Contains(code) || story.Facts.Approvals.Exists(asked => asked.Who == guest.Key && asked.Code == code)));
        if (!isIn)
        {
            story.World.Violated("R5", $"the row of {code} says REGISTERED, and nobody is in with it");
        }
    }

    private void CountsNoMoreThanGaveIt(ServiceWrite write, SheetRow meant)
    {
        var code = meant[Column.Code];
        var gave = story.Outside.Zoom.Guests.Count(guest => guest.Given.Contains(code) || story.Facts.Approvals.Exists(asked => asked.Who == guest.Key && asked.Code == code));
        if (write.Column == Column.Status && write.Text.Contains('/', StringComparison.Ordinal) && !PutsBack(write, meant)
            && meant.With(Column.Status, write.Text, default).Marked > gave)
        {
            story.World.Violated("R5", $"the row of {code} says {write.Text}, and {gave} gave it");
        }
    }

    // what a person wrote, and the reading showed, stays
    private void UndoesNobody(ServiceWrite write, SheetRow meant)
    {
        var theirs = meant[write.Column];
        if (theirs.Length == 0 || theirs == write.Text || meant.AuthorOf(write.Column).ByService || write.Row?.Number != meant.Number)
        {
            return;
        }

        var sameAsOurs = story.Outside.Sheet.Writes.Any(one => one.Column == write.Column && one.Text == theirs);
        if (!sameAsOurs)
        {
            story.World.Violated("R5", $"\"{theirs}\" in {write.Column} of {meant[Column.Code]} was overwritten, though it had been read");
        }
    }
}
