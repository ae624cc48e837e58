using System.Text;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Infrastructure.Ledger.Sql;
using ZoomApprover.Infrastructure.Ledger.Sqlite;
using ZoomApprover.Simulation.Tests.Sheet;
using ZoomApprover.Simulation.Tests.World;
using ZoomApprover.Simulation.Tests.Zoom;
using ZoomApprover.WebApi.Start;
using ZoomApprover.WebApi.Webhooks;
using ZoomApprover.WebApi.Workers;

namespace ZoomApprover.Simulation.Tests.Service;

/// <summary>One start of the service, real but for its threads, its clock and what lies outside: workers, use cases, edge and ledger.</summary>
internal sealed class ServiceProcess : Member, ILedgerEnd, IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly CrashPlan crashes;
    private readonly LedgerFile file;
    private readonly LedgerDisk disk;
    private readonly SqliteConnection writing;
    private readonly LedgerWriter writer;
    private readonly SqlLedger ledger;
    private readonly IServiceProvider services;
    private readonly Settings settings;
    private bool drains;
    private bool isDraining;
    private bool hasDrained;

    /// <exception cref="Infrastructure.Ledger.LedgerRefusedException">Another process has the ledger.</exception>
    public ServiceProcess(SimWorld world, Outside outside, Settings settings, CrashPlan crashes, int number)
        : base(world)
    {
        (this.settings, this.crashes, Number) = (settings, crashes, number);
        var clock = new MemberClock(this, outside.Wall);
        file = LedgerFile.Open($"Data Source={outside.Disk.File}", LedgerDisk.NoMounts, mustBeMounted: false);
        disk = outside.Disk;
        disk.Latest = this;
        writing = disk.Writer(file);
        disk.OpenReader(file);
        var epoch = LedgerIdentity.Begin(file, writing, dryRun: false);
        writer = new LedgerWriter(file, writing, clock, this, NullLogger<LedgerWriter>.Instance);
        ledger = new SqlLedger(file, writer, new LedgerScope(settings.List.Name, false, epoch), Scheduler);
        services = Composition.Start(
            settings, clock, ledger, new ZoomPort(this, outside.Zoom, outside.Weather), new SheetPort(this, clock, outside.Sheet, outside.Weather));
    }

    public int Number { get; }

    /// <summary>Raised when it is open for deliveries and people.</summary>
    public event Action? Ready;

    /// <summary>Open for deliveries and people.</summary>
    public bool IsReady { get; private set; }

    public bool IsLive => !IsDead && !IsStopped && IsReady && !stopping.IsCancellationRequested;

    public override object Reader => disk.Reader;

    public void Start() => World.After(TimeSpan.Zero, this, () => _ = StartAsync());

    /// <summary>Kill -9: all memory is gone, what was committed stays.</summary>
    public void Kill(string where)
    {
        if (IsDead)
        {
            return;
        }

        World.Say($"## process {Number} is killed ({where})");
        World.Counts.Add("crashes");
        Close();
    }

    /// <summary>The lock is lost while the process is stopped, so that a second one may start beside it.</summary>
    public void LoseLock() => file.Dispose();

    /// <summary>SIGTERM: passes are broken off, what was taken in is committed.</summary>
    public void Terminate() => World.After(TimeSpan.Zero, this, stopping.Cancel);

    public void Deliver(byte[] body, string timestamp, Action<int, string> answered) => World.After(TimeSpan.Zero, this, () => _ = DeliverAsync(body, timestamp, answered));

    /// <param name="answered">With null when it threw.</param>
    public void Ask<T>(IRequest<T> request, Action<T?> answered)
        where T : class => World.After(TimeSpan.Zero, this, () => _ = AskAsync(request, answered));

    /// <summary>Asks one of the ports directly, as a page that only shows does.</summary>
    public void Inquire<TPort, T>(Func<TPort, Task<T>> question, Action<T> answered)
        where TPort : notnull => World.After(TimeSpan.Zero, this, async void () => answered(await question(Get<TPort>())));

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public override void Passing(string what)
    {
        if (IsDead)
        {
            return;
        }

        if (what == "before commit" && World.Chance.Hits(crashes.IsNextAt(what) ? 0.8 : 0.1))
        {
            World.RunBeside(this, 8); // while the disk writes, other threads go on
        }

        if (!IsDead && crashes.StrikesAt(what))
        {
            Kill(what);
        }
    }

    public override void Wrote(string sql, ReadOnlySpan<(string Name, object? Value)> values, int changed)
    {
        World.Trace.Write(sql, values);
        World.Counts.Add("SQL writes");
        Ear.Hear(World, sql, values, changed);
        if (disk.Latest != this && Ear.IsBeginning(sql, values))
        {
            World.Violated("R6", $"process {Number} began a call, though another one has taken over");
        }
    }

    public void End(string why)
    {
        if (!IsDead)
        {
            World.Violated("R2", $"the ledger broke: {why}");
            Close();
        }
    }

    public void Dispose()
    {
        Kill("the story is over");
        stopping.Dispose();
    }

    // nothing more of it is committed
    private void Close()
    {
        Die();
        disk.TakeBack(writing);
        file.Dispose();
    }

    private async Task StartAsync()
    {
        try
        {
            await Opening.OpenAsync(services, settings);
            IsReady = true;
            World.Say($"## process {Number} is ready");
            Ready?.Invoke();
            await Task.WhenAll(Composition.Workers(services).Select(RunAsync));
            World.Say($"## process {Number} ended");
            ledger.Dispose();
            Die();
        }
        catch (Exception error)
        {
            World.Violated("R2", $"process {Number} ended by itself: {error}");
        }
    }

    private async Task RunAsync(PassLoop worker)
    {
        try
        {
            await worker.RunAsync(stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // as a host ends it
        }
        catch (Exception error)
        {
            World.Violated("R2", $"{worker.GetType().Name} of process {Number} ended by itself: {error}");
        }
    }

    // what a turn left to be stored is committed a moment later, together with what comes until then
    protected override void AfterTurn()
    {
        if (!hasDrained)
        {
            DrainSoon();
        }

        hasDrained = false;
    }

    private async Task DeliverAsync(byte[] body, string timestamp, Action<int, string> answered)
    {
        var http = new DefaultHttpContext { RequestServices = services };
        http.Request.Method = "POST";
        http.Request.Body = new MemoryStream(body);
        http.Request.ContentLength = body.Length;
        http.Request.Headers["x-zm-request-timestamp"] = timestamp;
        http.Request.Headers["x-zm-signature"] = DeliveryBody.Signature(timestamp, body);
        using var answer = new MemoryStream();
        http.Response.Body = answer;
        var controller = Get<ZoomWebhookController>();
        controller.ControllerContext = new ControllerContext { HttpContext = http };
        await controller.ReceiveAsync();
        answered(http.Response.StatusCode, Encoding.UTF8.GetString(answer.ToArray()));
    }

    private async Task AskAsync<T>(IRequest<T> request, Action<T?> answered)
        where T : class
    {
        T? answer = null;
        try
        {
            answer = await Get<IMediator>().Send(request, stopping.Token);
        }
        catch (Application.Ports.LedgerUnavailableException)
        {
            // answered 503
        }

        answered(answer);
    }

    private void DrainSoon()
    {
        if (!drains && !isDraining && !IsDead)
        {
            drains = true;
            World.After(World.Chance.Milliseconds(0, 3), this, Drain);
        }
    }

    private void Drain()
    {
        if (isDraining)
        {
            return; // the writer is one thread, and it takes what came meanwhile
        }

        (drains, isDraining, hasDrained) = (false, true, true);
        try
        {
            while (!IsDead && writer.DrainOnce() > 0)
            {
                World.Counts.Add("commits");
            }
        }
        catch (Exception) when (IsDead)
        {
            // it died in the middle of it
        }
        finally
        {
            isDraining = false;
        }
    }
}
