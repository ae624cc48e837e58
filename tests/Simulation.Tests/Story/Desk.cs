using ZoomApprover.Application.Invitations.ReleaseCode;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.Registrations.ApproveByHand;
using ZoomApprover.Application.Registrations.DenyByHand;
using ZoomApprover.Simulation.Tests.Service;
using ZoomApprover.Simulation.Tests.World;
using ZoomApprover.Simulation.Tests.Zoom;

namespace ZoomApprover.Simulation.Tests.Story;

/// <summary>People who use the service's own buttons.</summary>
internal sealed class Desk(StoryRun story)
{
    private SimWorld World => story.World;

    private Chance Chance => story.World.Chance;

    private IReadOnlyList<Guest> Known => [.. story.Outside.Zoom.Guests];

    public void Release()
    {
        // mostly a code that somebody used, and now and then one that was set free before
        var used = Known.Where(guest => guest.IsApproved || Chance.Hits(0.3)).SelectMany(guest => guest.Form.Codes).ToList();
        var again = used.FindAll(code => story.Facts.Releases.Exists(asked => asked.Code == code));
        Release(again.Count > 0 && Chance.Hits(0.4) ? Chance.Pick(again) : Chance.Pick(used.Count > 0 ? used : story.Cast.Codes));
    }

    /// <summary>The very guest is being decided, or told of to Zoom.</summary>
    public void MeddleWith(Guest guest)
    {
        switch (Chance.Below(4))
        {
            case 0:
                Deny(guest);
                break;
            default:
                Release(Chance.Pick(guest.Form.Codes is { Count: > 0 } codes ? codes : story.Cast.Codes));
                break;
        }
    }

    private void Release(string code)
    {
        if (Open() is not { } process)
        {
            return;
        }

        var one = story.Outside.Sheet.HasUses && Known.Where(guest => guest.Form.Codes.Contains(code)).ToList() is { Count: > 0 } givers && Chance.Hits(0.5) ? Chance.Pick(givers) : null;
        World.Say($"desk: release {code}{(one is null ? "" : $" of {one}")}");
        var asked = Note(story.Facts.Releases, new Asked(World.Now, one?.Key, code, null, null));
        process.Ask(new ReleaseCode(code, one?.Key.RegistrantId), answer => asked(answer));
        World.Counts.Add("releases asked");
        if (story.Outside.Weather.People > 0 && Chance.Hits(0.4))
        {
            World.After(Chance.Hits(0.5) ? Chance.Seconds(2, 60) : Chance.Seconds(185, 240), () => Plan.ComeWith(story, code)); // for whom it was set free
        }

        for (var more = one is null ? 0 : 3; more > 0; more--)
        {
            World.After(Chance.Seconds(2, 90), () => Plan.ComeWith(story, code)); // one of them may come in
        }
    }

    public void ApproveSomebody()
    {
        if (Open() is not { } process || Known.Count == 0)
        {
            return;
        }

        var guest = Chance.Pick(Known);
        var code = Chance.Hits(0.6) ? Chance.Pick(story.Cast.Codes) : null;
        World.Say($"desk: approve {guest}{(code is null ? "" : $" with {code}")}");
        process.Ask(new ApproveByHand(guest.Key, code), Note(story.Facts.Approvals, new Asked(World.Now, guest.Key, code, null, null)));
    }

    public void DenySomebody()
    {
        if (Known.Count > 0)
        {
            Deny(Chance.Pick(Known));
        }
    }

    private void Deny(Guest guest)
    {
        if (Open() is not { } process)
        {
            return;
        }

        World.Say($"desk: deny {guest}");
        process.Ask(new DenyByHand(guest.Key), Note(story.Facts.Denials, new Asked(World.Now, guest.Key, null, null, null)));
    }

    private ServiceProcess? Open() => story.Operator.Process is { IsLive: true } process ? process : null;

    // what was asked is remembered even if the answer never comes
    private Action<DeskAnswer?> Note(List<Asked> book, Asked asked)
    {
        var place = book.Count;
        book.Add(asked);
        return answer =>
        {
            World.Say($"  desk answered {answer?.End.ToString() ?? "503"} {answer?.Registration?.Key.RegistrantId}");
            World.Counts.Add($"desk {answer?.End.ToString() ?? "503"}");
            book[place] = asked with { End = answer?.End, Holder = answer?.Registration?.Key };
        };
    }
}
