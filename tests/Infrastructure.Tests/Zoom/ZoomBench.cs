using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.Infrastructure.Zoom;

namespace ZoomApprover.Infrastructure.Tests.Zoom;

/// <summary>The client as the service wires it, against an address of the test's choice, on a clock of the test's choice.</summary>
internal sealed class ZoomBench : IAsyncDisposable
{
    public const string AccountId = "acc-ount";
    public const string ClientId = "client-id";
    public const string ClientSecret = "s3cr3t-v4lue";

    /// <summary>A call that hangs fails its test instead of stopping the run.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ServiceProvider services;

    private ZoomBench(Uri api, Uri oauth, (string Account, string Client, string Secret) app, ZoomPlan plan) => services = new ServiceCollection()
        .AddSingleton<TimeProvider>(Clock)
        .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new ListedLogs(Logs)))
        .AddZoom(new ZoomSettings { ApiBaseUrl = api, OAuthBaseUrl = oauth, AccountId = app.Account, ClientId = app.Client, ClientSecret = app.Secret, Plan = plan })
        .BuildServiceProvider(validateScopes: true);

    public static MeetingKey Meeting { get; } = new(MeetingKind.Meeting, 85746065432);

    public static MeetingKey Webinar { get; } = new(MeetingKind.Webinar, 95204914252);

    public WrongClock Clock { get; } = new(new(2027, 1, 12, 10, 0, 0, TimeSpan.Zero));

    public ConcurrentQueue<string> Logs { get; } = [];

    public IZoomRegistrants Zoom => services.GetRequiredService<IZoomRegistrants>();

    public static ZoomBench On(ZoomStub stub, ZoomPlan plan = ZoomPlan.Business) => On(stub.BaseUrl, plan);

    public static ZoomBench On(Uri host, ZoomPlan plan = ZoomPlan.Business) => new(new Uri(host, "/v2"), host, (AccountId, ClientId, ClientSecret), plan);

    public static ZoomBench On(Simulators.Zoom.ZoomSimulator zoom) =>
        new(new(zoom.ApiBaseUrl), new(zoom.OAuthBaseUrl), (zoom.AccountId, zoom.ClientId, zoom.ClientSecret), ZoomPlan.Business);

    /// <summary>One status call about one registrant.</summary>
    public Task<StatusAnswer> ApproveAsync(string id = "r-1", CancellationToken cancellationToken = default) =>
        Zoom.SetStatusAsync(Meeting, null, ZoomAction.Approve, [new(id, "jill@example.com")], idOnly: false, cancellationToken).WaitAsync(Patience, CancellationToken.None);

    public Task<ReadAnswer<RegistrantPage>> ListAsync(string pageToken = "") =>
        Zoom.ListAsync(Meeting, null, ZoomStatus.Pending, pageToken, Urgency.Sweep, CancellationToken.None).WaitAsync(Patience);

    public Task<ReadAnswer<Registrant?>> GetAsync(string id = "r-1") => Zoom.GetAsync(new(Meeting, id), CancellationToken.None).WaitAsync(Patience);

    public async ValueTask DisposeAsync() => await services.DisposeAsync();

    /// <summary>A clock that may show the wrong time.</summary>
    public sealed class WrongClock(DateTimeOffset begin) : FakeTimeProvider(begin)
    {
        public TimeSpan Off { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Off;

        public override long GetTimestamp() => base.GetUtcNow().Ticks;
    }

    private sealed class ListedLogs(ConcurrentQueue<string> logs) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            logs.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
