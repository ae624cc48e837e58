using System.Globalization;
using ZoomApprover.Simulation.Tests.World;
using ZoomApprover.Simulation.Tests.Zoom;

namespace ZoomApprover.Simulation.Tests.Story;

/// <summary>Zoom's deliveries: lost, doubled, late, out of order, and repeated three times while the answer is 5xx or does not come.</summary>
internal sealed class Sender
{
    private static readonly TimeSpan[] Again = [TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(60)];

    private readonly StoryRun story;
    private readonly List<(Guest Guest, Form Form, byte[] Body, string Timestamp)> sent = [];
    private readonly List<Action> waiting = [];

    public Sender(StoryRun story)
    {
        this.story = story;
        story.Outside.Zoom.Changed += Tell;
    }

    /// <summary>Raised when the registration of a guest was answered 200.</summary>
    public event Action<Guest>? Answered;

    private SimWorld World => story.World;

    private Chance Chance => story.World.Chance;

    /// <summary>The guest sent its form: Zoom tells the service, or should.</summary>
    public void Registered(Guest guest, Form form)
    {
        var body = DeliveryBody.Created(guest, form);
        var trouble = story.Outside.Weather.Deliveries;
        if (Chance.Hits(trouble / 2))
        {
            World.Say($"delivery of {guest} is lost on the way");
            World.Counts.Add("deliveries dropped");
            return;
        }

        Send(guest, form, body, Chance.Hits(trouble) ? Chance.Seconds(5, 240) : Chance.Milliseconds(50, 1_500), 0);
        if (Chance.Hits(trouble))
        {
            World.Counts.Add("deliveries doubled");
            Send(guest, form, body, Chance.Seconds(0, 60), 0);
        }
    }

    /// <summary>An old delivery comes once more, signature and all.</summary>
    public void Replay()
    {
        if (sent.Count == 0)
        {
            return;
        }

        var (guest, form, body, timestamp) = Chance.Pick(sent);
        World.Counts.Add("deliveries replayed");
        Deliver(guest, form, body, timestamp, _ => { });
    }

    /// <summary>What Zoom would repeat later it repeats now.</summary>
    public void CalmDown()
    {
        foreach (var again in waiting.ToList())
        {
            World.After(Chance.Seconds(70, 300), again);
        }
    }

    private void Tell(Guest guest, StatusChange change)
    {
        if (guest.Changes.Count < 2 || Chance.Hits(story.Outside.Weather.Deliveries))
        {
            return;
        }

        var name = change.Status switch
        {
            Domain.Registrations.ZoomStatus.Approved => "approved",
            null or Domain.Registrations.ZoomStatus.Denied when change.By == Hand.Guest => "cancelled",
            Domain.Registrations.ZoomStatus.Denied => "denied",
            _ => null,
        };
        if (name is not null)
        {
            Send(guest, null, DeliveryBody.Of(guest, name, change.At, change.By == Hand.Guest), Chance.Milliseconds(50, 5_000), 0);
        }
    }

    private void Send(Guest guest, Form? form, byte[] body, TimeSpan delay, int attempt) => World.After(delay, () =>
    {
        var timestamp = World.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        if (form is not null)
        {
            sent.Add((guest, form, body, timestamp));
        }

        Deliver(guest, form, body, timestamp, taken =>
        {
            if (!taken && attempt < Again.Length)
            {
                Repeat(guest, form, body, attempt);
            }
        });
    });

    private void Repeat(Guest guest, Form? form, byte[] body, int attempt)
    {
        var done = false;
        void Once()
        {
            if (!done)
            {
                done = true;
                waiting.Remove(Once);
                Send(guest, form, body, TimeSpan.Zero, attempt + 1);
            }
        }

        waiting.Add(Once);
        World.After(Again[attempt], Once);
    }

    private void Deliver(Guest guest, Form? form, byte[] body, string timestamp, Action<bool> ended)
    {
        World.Counts.Add("deliveries");
        if (story.Operator.Process is not { IsDead: false, IsReady: true } process)
        {
            World.Say($"delivery of {guest}: nobody answers");
            ended(false);
            return;
        }

        World.Say($"delivery of {guest}{(form is null ? " (a change)" : $" [{string.Join(' ', form.Codes)}]")}");
        var open = true;
        process.Deliver(body, timestamp, (status, answer) =>
        {
            if (!open)
            {
                return;
            }

            open = false;
            World.Say($"  answered {status} {answer}");
            if (status is not (200 or 503))
            {
                World.Violated("R2", $"a genuine delivery of {guest} was answered {status}");
            }

            if (status == 200 && form is not null)
            {
                story.Facts.Acknowledged.Add(new Acknowledged(World.Now, guest, form, answer));
                Answered?.Invoke(guest);
            }

            var lost = status == 200 && Chance.Hits(story.Outside.Weather.Deliveries / 4);
            if (lost)
            {
                World.Counts.Add("lost answers");
            }

            ended(status == 200 && !lost);
        });
        World.After(TimeSpan.FromSeconds(3), () =>
        {
            if (open)
            {
                open = false;
                World.Say($"delivery of {guest}: no answer in time");
                ended(false);
            }
        });
    }
}
