using ZoomApprover.Domain.Registrations;
using ZoomApprover.Simulation.Tests.World;
using ZoomApprover.Simulation.Tests.Zoom;

namespace ZoomApprover.Simulation.Tests.Story;

/// <summary>People at Zoom's own pages, and guests who change their mind.</summary>
internal sealed class Hosts(StoryRun story)
{
    private SimWorld World => story.World;

    public void Approve() => Press(ZoomAction.Approve);

    public void Deny() => Press(ZoomAction.Deny);

    /// <summary>The very guest is being decided here.</summary>
    public void Refuse(Guest guest)
    {
        if (guest.IsPending)
        {
            World.Say($"a person in Zoom: Deny {guest}");
            World.Counts.Add($"people in Zoom: {ZoomAction.Deny}");
            story.Outside.Zoom.Act(guest, ZoomAction.Deny, Hand.Person);
        }
    }

    public void CancelAndPerhapsComeBack()
    {
        List<Guest> there = [.. story.Outside.Zoom.Guests.Where(guest => guest.Status is ZoomStatus.Pending or ZoomStatus.Approved)];
        if (there.Count == 0)
        {
            return;
        }

        var guest = World.Chance.Pick(there);
        var vanishes = World.Chance.Hits(0.5);
        World.Say($"{guest} cancels");
        World.Counts.Add("cancellations");
        story.Outside.Zoom.Cancel(guest, vanishes);
        if (vanishes && World.Chance.Hits(0.6))
        {
            World.After(World.Chance.Seconds(10, 200), () => Plan.Register(story, guest, [.. guest.Form.Codes]));
        }
    }

    private void Press(ZoomAction action)
    {
        List<Guest> pending = [.. story.Outside.Zoom.Guests.Where(guest => guest.IsPending)];
        if (pending.Count > 0)
        {
            // the one at the door with a code that another gave as well
            var contested = pending.FindAll(one => story.Outside.Zoom.Guests.Any(other => other != one && other.IsPending && other.Form.Codes.Intersect(one.Form.Codes).Any()));
            var guest = World.Chance.Pick(contested.Count > 0 && World.Chance.Hits(0.7) ? contested : pending);
            World.Say($"a person in Zoom: {action} {guest}");
            World.Counts.Add($"people in Zoom: {action}");
            story.Outside.Zoom.Act(guest, action, Hand.Person);
        }
    }
}
