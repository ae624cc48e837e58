using ZoomApprover.Simulation.Tests.World;
using ZoomApprover.Simulation.Tests.Zoom;

namespace ZoomApprover.Simulation.Tests.Story;

/// <summary>What is to happen in a story, laid out over its length by the seed.</summary>
internal static class Plan
{
    public static void Make(StoryRun story)
    {
        Guests(story);
        var desk = new Desk(story);
        var editors = new Editors(story);
        var hosts = new Hosts(story);
        var chance = story.World.Chance;
        Spread(story, chance.Between(10, 16), editors.EditSomething);
        Spread(story, chance.Between(3, 6), desk.Release);
        Spread(story, chance.Between(1, 3), desk.ApproveSomebody);
        Spread(story, chance.Between(0, 2), desk.DenySomebody);
        Spread(story, chance.Between(3, 6), hosts.Approve);
        Spread(story, chance.Between(0, 2), hosts.Deny);
        Spread(story, chance.Between(1, 3), hosts.CancelAndPerhapsComeBack);
        Spread(story, chance.Between(2, 5), story.Sender.Replay);
        Machine(story, chance);
        Meddle(story, desk, hosts);
        EditMeanwhile(story, editors);
        var end = story.World.Now + story.Length;
        if (chance.Hits(0.15))
        {
            var from = story.World.Now + chance.Seconds(20, story.Length.TotalSeconds * 0.6);
            story.Outside.Weather.Closed = (chance.Pick(Cast.Meetings).Key, from, chance.Hits(0.4) ? end + StoryRun.LongClosure : from + chance.Seconds(60, 300));
        }
    }

    // people do not wait until a call has come back
    private static void Meddle(StoryRun story, Desk desk, Hosts hosts)
    {
        var chance = story.World.Chance;
        story.Outside.Zoom.Called += named =>
        {
            if (named.Count > 0 && chance.Hits(story.Outside.Weather.People))
            {
                var guest = chance.Pick(named);
                story.World.After(chance.Milliseconds(0, 500), () => desk.MeddleWith(guest));
            }
        };
        story.Sender.Answered += guest =>
        {
            if (chance.Hits(story.Outside.Weather.People / 2))
            {
                Action<Guest> meddle = chance.Hits(0.3) ? hosts.Refuse : desk.MeddleWith;
                story.World.After(chance.Milliseconds(0, 250), () => meddle(guest));
            }
        };
    }

    // nor until a reading or a writing is over
    private static void EditMeanwhile(StoryRun story, Editors editors)
    {
        var chance = story.World.Chance;
        story.Outside.Sheet.Touched += () =>
        {
            if (chance.Hits(story.Outside.Weather.Editors))
            {
                story.World.After(chance.Milliseconds(0, 1_500), editors.EditSomething);
            }
        };
    }

    /// <summary>Somebody unexpected comes with the code.</summary>
    public static void ComeWith(StoryRun story, string code) => Register(story, story.Cast.Stranger(code), code);

    private static void Machine(StoryRun story, Chance chance)
    {
        var machine = story.Operator;
        Spread(story, chance.Between(0, 1), () => machine.Crash(now: true));
        Spread(story, chance.Between(1, 2), () => machine.Crash(now: false));
        Spread(story, chance.Hits(0.3) ? 1 : 0, machine.Terminate);
        Spread(story, chance.Hits(0.4) ? 1 : 0, machine.Pause);
        Spread(story, chance.Hits(0.4) ? 1 : 0, machine.TakeOver);
        Spread(story, chance.Hits(0.5) ? 1 : 0, machine.StartSecond);
        Spread(story, chance.Hits(0.3) ? chance.Between(1, 2) : 0, machine.SetClock);
        if (chance.Hits(0.35))
        {
            var made = story.Length * (0.2 + (chance.Below(40) / 100.0));
            story.World.After(made, machine.BackUp);
            story.World.After(made + chance.Seconds(40, 300), machine.Restore);
        }
    }

    private static void Guests(StoryRun story)
    {
        var chance = story.World.Chance;
        var burst = chance.Hits(0.5) ? chance.Seconds(20, story.Length.TotalSeconds * 0.7) : (TimeSpan?)null;
        foreach (var guest in story.Cast.Guests)
        {
            var at = burst is { } together && chance.Hits(0.6) ? together + chance.Seconds(0, 2) : chance.Seconds(0, story.Length.TotalSeconds * 0.8);
            story.World.After(at, () => Come(story, guest));
        }
    }

    private static void Come(StoryRun story, Guest guest)
    {
        var (cast, chance) = (story.Cast, story.World.Chance);
        var own = cast.OwnCode(guest);
        switch (chance.Below(20))
        {
            case < 11:
                Register(story, guest, own);
                break;
            case 11 when story.Facts.Releases.Count > 0: // a code that was set free for the next one
                Register(story, guest, chance.Pick(story.Facts.Releases).Code!);
                break;
            case < 14: // somebody else's code: told on, guessed, or found
                Register(story, guest, cast.OwnCode(chance.Pick(cast.Guests)));
                break;
            case < 16: // mistyped, and mostly mended a little later
                Register(story, guest, Mistyped(own));
                if (chance.Hits(0.8))
                {
                    story.World.After(chance.Seconds(5, 200), () => Register(story, guest, own));
                }

                break;
            case 16:
                Register(story, guest);
                break;
            case 17:
                Register(story, guest, own, cast.OwnCode(chance.Pick(cast.Guests)));
                break;
            case 18: // a late code: it comes into the list after its guest
                var late = cast.NewCode()[..9] + own[^1];
                Register(story, guest, late);
                story.World.After(chance.Seconds(1, 120), () => story.Outside.Sheet.Arrange(rows => rows.Add(cast.NewRow(late, Cast.SessionOf(late)))));
                break;
            default: // comes once with another's code and once with its own
                Register(story, guest, cast.OwnCode(chance.Pick(cast.Guests)));
                story.World.After(chance.Seconds(5, 100), () => Register(story, guest, own));
                break;
        }
    }

    /// <summary>Sends the form, if Zoom takes it: who is refused cannot come again.</summary>
    public static void Register(StoryRun story, Guest guest, params string[] codes)
    {
        if (guest.Changes.Count > 0 && guest.Status is not null && !guest.IsPending)
        {
            return;
        }

        var form = Cast.Fill(story.World.Now, [.. codes.Distinct(StringComparer.Ordinal)]);
        story.World.Say($"{guest} ({guest.Key}) registers with [{string.Join(' ', form.Codes)}]");
        story.Outside.Zoom.Register(guest, form);
        story.Sender.Registered(guest, form);
    }

    private static string Mistyped(string code) => code[..3] + "X" + code[4..];

    private static void Spread(StoryRun story, int times, Action action)
    {
        for (var i = 0; i < times; i++)
        {
            story.World.After(story.World.Chance.Seconds(5, story.Length.TotalSeconds), action);
        }
    }
}
