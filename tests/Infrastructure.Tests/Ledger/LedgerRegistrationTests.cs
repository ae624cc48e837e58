using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Infrastructure.Ledger;
using ZoomApprover.Infrastructure.Tests.Ledger.Given;

namespace ZoomApprover.Infrastructure.Tests.Ledger;

internal sealed class LedgerRegistrationTests
{
    [Test]
    public async Task Ports_share_one_ledger_that_is_closed_with_the_services()
    {
        using var folder = new TempFolder();
        await using (var services = Services(folder.File))
        {
            await services.GetRequiredService<IRegistrationLedger>().RecordAsync(A.Registrant("r-1").With(code: "K7P2"));

            var holders = await services.GetRequiredService<IDeskLedger>().HoldersAsync(["K7P2"]);

            Assert.That(holders["K7P2"].Single().Key, Is.EqualTo(A.Key("r-1")));
            Assert.That(services.GetRequiredService<ICallLedger>().Epoch, Is.EqualTo(1));
            Assert.That(await services.GetRequiredService<IListLedger>().LoadCopyAsync(), Is.Null);
        }

        await using var again = Services(folder.File);
        Assert.That(again.GetRequiredService<ICallLedger>().Epoch, Is.EqualTo(2));
    }

    [Test]
    public async Task Health_names_the_file_and_no_trouble()
    {
        using var folder = new TempFolder();
        await using var services = Services(folder.File);

        var health = services.GetRequiredService<ILedgerHealth>();

        Assert.That((health.Path, health.Trouble, health.IsFull), Is.EqualTo((folder.File, (string?)null, false)));
    }

    [Test]
    public async Task Ledger_refused_at_the_start_is_left_unlocked()
    {
        using var folder = new TempFolder();
        await using (await A.Ledger(folder: folder))
        {
        }

        await using (var services = Services(folder.File, dryRun: true))
        {
            Assert.That(() => services.GetRequiredService<IRegistrationLedger>(), Throws.TypeOf<LedgerRefusedException>());
        }

        Assert.That(async () => await (await A.Ledger(folder: folder)).DisposeAsync(), Throws.Nothing);
    }

    [Test]
    public void End_is_logged_in_one_critical_line_and_said_before_it_leaves_from_another_thread()
    {
        using var left = new ManualResetEventSlim();
        var (code, thread) = (0, 0);
        var logger = new LastLine();
        var (said, saidBefore) = ("", "");
        var end = new ProcessEnd(logger, why => said = why, exit =>
        {
            saidBefore = said;
            (code, thread) = (exit, Environment.CurrentManagedThreadId);
            left.Set();
        });

        end.End("The ledger failed.");

        Assert.That(left.Wait(TimeSpan.FromSeconds(10)), Is.True);
        Assert.That((code, thread == Environment.CurrentManagedThreadId), Is.EqualTo((74, false)));
        Assert.That(logger.Lines, Is.EqualTo(((LogLevel, string)[])[(LogLevel.Critical, "The ledger failed.")]));
        Assert.That(saidBefore, Is.EqualTo("The ledger failed."), "a log may be written too late");
    }

    [TestCase("true", null, true)]
    [TestCase("True", null, true)]
    [TestCase("1", null, true)]
    [TestCase("false", null, false)]
    [TestCase(null, null, false)]
    [TestCase(null, "/.dockerenv", true)]
    [TestCase(null, "/run/.containerenv", true)]
    [TestCase("false", "/.dockerenv", true)]
    public void Container_is_known_by_its_signs(string? variable, string? file, bool inside) => Assert.That(
        new ContainerSigns(name => name == "DOTNET_RUNNING_IN_CONTAINER" ? variable : null, path => path == file).IsContainer,
        Is.EqualTo(inside));

    private static ServiceProvider Services(string file, bool dryRun = false) => new ServiceCollection()
        .AddSingleton(TimeProvider.System)
        .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
        .AddLedger(new LedgerSettings { ConnectionString = $"Data Source={file}", Ephemeral = true }, A.List, dryRun)
        .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });

    private sealed class LastLine : ILogger<ProcessEnd>
    {
        public List<(LogLevel Level, string Text)> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add((logLevel, formatter(state, exception)));
    }
}
