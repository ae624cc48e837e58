using ZoomApprover.Simulators.Zoom;

namespace ZoomApprover.Hostile.Tests;

/// <summary>The host, who takes people off a list while it is read. Only strangers without a code are taken: nobody else's fate changes.</summary>
internal sealed class Mover(ZoomSimulator zoom)
{
    public bool Move(SimMeeting meeting, string status)
    {
        var first = meeting.Registrants.Take(Story.Strangers).Skip(Story.StrangersWithCode).FirstOrDefault(one => one.Status == status);
        if (first is null || status == SimRegistrant.Denied)
            return false;
        zoom.SetStatus(meeting.Id, first.Id, SimRegistrant.Denied);
        return true;
    }
}
