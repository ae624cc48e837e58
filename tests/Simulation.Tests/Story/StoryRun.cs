using ZoomApprover.Simulation.Tests.Referee;
using ZoomApprover.Simulation.Tests.Service;
using ZoomApprover.Simulation.Tests.Sheet;
using ZoomApprover.Simulation.Tests.World;
using ZoomApprover.Simulation.Tests.Zoom;
using ZoomApprover.TestBuild;

namespace ZoomApprover.Simulation.Tests.Story;

/// <param name="Violation">The first broken promise; null when all were kept.</param>
/// <param name="Events">What happened until it became calm.</param>
internal sealed record StoryEnd(ulong Seed, ulong Hash, string? Violation, int Registrants, int Events, Counts Counts, IReadOnlyList<string> Lines);

/// <summary>One story: a cast, a plan, bad weather, then calm; the referee looks on all the time and judges at the end.</summary>
internal sealed class StoryRun : IDisposable
{
    /// <summary>How long a meeting may stay closed after all else is over: longer than the service's patience with it grows.</summary>
    public static readonly TimeSpan LongClosure = TimeSpan.FromMinutes(75);

    /// <summary>A call that Zoom refused is made again after so long at most, and what came of it is read.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(16);

    /// <summary>Before it becomes calm.</summary>
    public const int FewestEvents = 150;

    private readonly LedgerDisk disk = new();

    private StoryRun(ulong seed, bool keepLines)
    {
        World = new SimWorld(seed, keepLines);
        var chance = World.Chance;
        World.StartAt(TimeSpan.FromHours(20) + chance.Seconds(0, 11_000)); // some stories go on beyond midnight
        Length = TimeSpan.FromMinutes(chance.Between(8, 16));
        Outside = new Outside(
            new SimZoom(World),
            new SimSheet(World),
            new Weather
            {
                Zoom = chance.Pick([0, 0.1, 0.2, 0.35]),
                Sheet = chance.Pick([0, 0.05, 0.2]),
                Deliveries = chance.Pick([0.05, 0.2, 0.4]),
                People = chance.Pick([0, 0.04, 0.15]),
                Editors = chance.Pick([0, 0, 0, 0.05]),
                ZoomIsStrict = chance.Hits(0.3),
            },
            new WallClock(),
            disk);
        Cast = new Cast(World, Outside.Sheet);
        IsFreedByCancelling = chance.Hits(0.3);
        Operator = new Operator(this, Cast.Settings(TimeSpan.FromSeconds(chance.Pick([60, 120, 240])), IsFreedByCancelling));
        Sender = new Sender(this);
        Judge = new Judge(this);
    }

    public SimWorld World { get; }

    public Outside Outside { get; }

    public Cast Cast { get; }

    public Facts Facts { get; } = new();

    public Operator Operator { get; }

    public Sender Sender { get; }

    public TimeSpan Length { get; }

    /// <summary>The service was told that a guest who cancels gives its code back.</summary>
    public bool IsFreedByCancelling { get; }

    public Judge Judge { get; }

    /// <param name="planted">The bug that is switched on; null for the service as it is.</param>
    public static StoryEnd Play(ulong seed, bool keepLines = false, string? planted = null)
    {
        Planted.Here = planted;
        try
        {
            using var story = new StoryRun(seed, keepLines);
            return story.Play();
        }
        finally
        {
            Planted.Here = null;
        }
    }

    public void Dispose()
    {
        Operator.Dispose();
        disk.Dispose();
    }

    private StoryEnd Play()
    {
        Operator.Start();
        Plan.Make(this);
        World.RunUntil(World.Now + Length);
        while (World.Events < FewestEvents && World.Violations.Count == 0)
        {
            World.RunUntil(World.Now + TimeSpan.FromMinutes(1)); // a story in which little happened takes longer
        }

        var events = World.Events;

        if (Outside.Weather.Closed is { } closed && closed.Until > World.Now)
        {
            World.RunUntil(closed.Until);
        }

        // calm: nothing goes wrong any more, what is owed is done
        World.Say("== calm");
        Outside.Weather.ClearUp();
        Operator.CalmDown();
        Sender.CalmDown();
        if (Outside.Sheet.Now.HeaderIsBroken)
        {
            Outside.Sheet.BreakHeader(false);
        }

        World.RunUntil(World.Now + LongestPause + Facts.SetBack);
        Judge.AfterCalm();

        Operator.Restart();
        World.RunUntil(World.Now + TimeSpan.FromMinutes(6));
        if (World.Violations.Count == 0 && Operator.Owes())
        {
            // the day's calls are used up: Zoom counts anew after midnight
            World.RunUntil(new DateTimeOffset(World.Now.Date.AddDays(1), TimeSpan.Zero).AddMinutes(20) + Outside.Wall.Off.Duration());
        }

        Judge.AtTheEnd();
        World.Counts.Add("stories");
        return new StoryEnd(World.Seed, World.Trace.Hash, World.Violations.FirstOrDefault(), Outside.Zoom.Guests.Count(), events, World.Counts, World.Trace.Lines);
    }
}
