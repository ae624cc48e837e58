using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Infrastructure.Ledger;
using ZoomApprover.Simulation.Tests.Service;
using ZoomApprover.Simulation.Tests.World;

namespace ZoomApprover.Simulation.Tests.Story;

/// <summary>Whoever starts, stops and spoils the service: the machine, its disk and its clock.</summary>
internal sealed class Operator(StoryRun story, Settings settings) : IDisposable
{
    private readonly CrashPlan crashes = new(story.World.Chance);
    private readonly List<ServiceProcess> all = [];
    private (byte[] Main, byte[]? Log)? backup;

    private SimWorld World => story.World;

    /// <summary>The process that deliveries and people reach; null while there is none.</summary>
    public ServiceProcess? Process { get; private set; }

    /// <summary>When processes ended, in whatever way.</summary>
    public IEnumerable<DateTimeOffset> Deaths => all.Where(process => process.IsDead).Select(process => process.DiedAt!.Value);

    /// <summary>When processes began.</summary>
    public List<DateTimeOffset> Starts { get; } = [];

    public void Start()
    {
        if (Process is { IsDead: false })
        {
            return;
        }

        Process = Open();
        Process?.Start();
    }

    /// <summary>Kills it now, or at one of the next crash points; a service manager starts it again.</summary>
    public void Crash(bool now)
    {
        if (now)
        {
            Process?.Kill("now");
        }
        else
        {
            crashes.Arm(12);
        }

        StartAgainSoon();
    }

    public void Terminate()
    {
        if (Process is { IsLive: true } live)
        {
            World.Say($"## process {live.Number} is asked to end");
            live.Terminate();
        }

        StartAgainSoon();
    }

    public void StartAgainSoon()
    {
        World.After(World.Chance.Seconds(1, 40), Start);
        World.After(TimeSpan.FromSeconds(60), Start); // should the first have come too early
    }

    /// <summary>Stopped like a laptop that is shut: it neither answers nor knows.</summary>
    public void Pause()
    {
        if (Process is not { IsLive: true } live)
        {
            return;
        }

        World.Say($"## process {live.Number} stands still");
        World.Counts.Add("pauses");
        live.Stop();
        World.After(World.Chance.Seconds(1, 150), () =>
        {
            World.Say($"## process {live.Number} goes on");
            live.GoOn();
        });
    }

    /// <summary>
    /// The process stands still, its lock is lost, another one takes over; then the first wakes and does what it had begun.
    /// It stands for a leader that was paused for longer than its lease.
    /// </summary>
    public void TakeOver()
    {
        if (Process is not { IsLive: true } old)
        {
            return;
        }

        World.Say($"## process {old.Number} stands still and loses its lock");
        World.Counts.Add("take-overs");
        old.Stop();
        old.LoseLock();
        Process = Open();
        Process?.Start();
        World.After(World.Chance.Seconds(1, 40), () =>
        {
            World.Say($"## process {old.Number} wakes beside its heir");
            old.GoOn();
        });
        World.After(World.Chance.Seconds(45, 70), () => old.Kill("noticed at last"));
    }

    /// <summary>A second process on the same ledger is refused.</summary>
    public void StartSecond()
    {
        if (Process is not { IsDead: false })
        {
            return;
        }

        try
        {
            using var second = Infrastructure.Ledger.Sqlite.LedgerFile.Open($"Data Source={story.Outside.Disk.File}", LedgerDisk.NoMounts, mustBeMounted: false);
            World.Violated("R1", "two processes have the ledger");
        }
        catch (LedgerRefusedException)
        {
            World.Counts.Add("second processes refused");
        }
    }

    public void BackUp()
    {
        World.Say("## the ledger is copied");
        backup = story.Outside.Disk.Copy();
        backedUpAt = World.Now;
    }

    private DateTimeOffset backedUpAt;

    /// <summary>An older ledger comes into the place of the present one.</summary>
    public void Restore()
    {
        if (backup is not { } copy)
        {
            return;
        }

        foreach (var process in all)
        {
            process.Kill("to restore a ledger");
        }

        World.Say("## an older ledger is put back");
        World.Counts.Add("restores");
        story.Outside.Disk.PutBack(copy);
        story.Facts.Restores.Add(World.Now);
        story.Facts.RestoredFrom = backedUpAt;
        var startsAfter = World.Chance.Seconds(10, 60);
        World.After(startsAfter, Start);

        // the ledger does not know any more who used these, and somebody asks before Zoom was read
        var forgotten = story.Outside.Zoom.Guests.Where(guest => guest.IsApproved && guest.Changes[^1].At > backedUpAt).SelectMany(guest => guest.Form.Codes.Take(1)).ToList();
        foreach (var code in forgotten.Take(World.Chance.Between(0, 3)))
        {
            World.After(startsAfter + World.Chance.Seconds(0, 2), () => Plan.ComeWith(story, code));
        }
    }

    public void SetClock()
    {
        var before = story.Outside.Wall.Off;
        story.Outside.Wall.Off = World.Chance.Hits(0.3) ? TimeSpan.Zero : World.Chance.Seconds(0, 5_400) - TimeSpan.FromSeconds(2_700);
        story.Facts.ClockWasSet = true;
        story.Facts.SetBack += before > story.Outside.Wall.Off ? before - story.Outside.Wall.Off : TimeSpan.Zero;
        World.Say($"## the service's clock is off by {story.Outside.Wall.Off.TotalSeconds:0} s");
        World.Counts.Add("clock jumps");
    }

    /// <summary>No more crashes; whoever stands still goes on, and somebody serves.</summary>
    public void CalmDown()
    {
        crashes.Disarm();
        foreach (var process in all.Where(process => process != Process))
        {
            process.Kill("calm");
        }

        if (Process is { IsStopped: true } stopped)
        {
            stopped.GoOn();
        }

        Start();
        World.After(TimeSpan.FromSeconds(60), Start);
    }

    public void Restart()
    {
        Process?.Kill("to look at the restart");
        Start();
    }

    /// <summary>Whether the service says that it still owes Zoom something.</summary>
    public bool Owes()
    {
        LedgerCounts? counts = null;
        Process!.Inquire<IDeskLedger, LedgerCounts>(desk => desk.CountsAsync(), answer => counts = answer);
        World.RunUntil(World.Now + TimeSpan.FromSeconds(1));
        return counts is { OwedToZoom: > 0 };
    }

    public void Dispose()
    {
        foreach (var process in all)
        {
            process.Dispose();
        }
    }

    private ServiceProcess? Open()
    {
        try
        {
            var process = new ServiceProcess(World, story.Outside, settings, crashes, all.Count + 1);
            World.Say($"## process {process.Number} starts");
            World.Counts.Add("starts");
            all.Add(process);
            Starts.Add(World.Now);
            process.Ready += () => story.Judge.AtStart(process);
            return process;
        }
        catch (LedgerRefusedException)
        {
            World.Say("## a start is refused: the ledger is in use");
            return null;
        }
    }
}
