using System.Diagnostics.Metrics;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.State;
using ZoomApprover.Domain.Codes;
using ZoomApprover.WebApi.Metrics;
using ZoomApprover.WebApi.Webhooks;

namespace ZoomApprover.WebApi.Tests.Webhooks;

/// <summary>A body that ends too soon has no signature to check: anybody can send it, as often as they like.</summary>
internal sealed class BrokenOffTests
{
    private static readonly Exception[] Ends = [new BadHttpRequestException("Bad chunk size data."), new IOException("reset"), new OperationCanceledException()];

    [TestCaseSource(nameof(Ends))]
    public async Task Body_that_breaks_off_is_answered_503_and_fills_no_log(Exception end)
    {
        using var meter = new Meter("broken off");
        var logger = new Levels();
        var body = Substitute.For<Stream>();
        body.CanRead.Returns(true);
        body.ReadAsync(Arg.Any<Memory<byte>>(), Arg.Any<CancellationToken>()).Returns<int>(_ => throw end);
        var http = new DefaultHttpContext { Request = { Body = body } };

        await Controller(http, meter, logger).ReceiveAsync();

        Assert.That(http.Response.StatusCode, Is.EqualTo(503), "if it was Zoom, it comes again");
        Assert.That(logger.Seen, Is.EqualTo((LogLevel[])[LogLevel.Debug]));
    }

    private static ZoomWebhookController Controller(HttpContext http, Meter meter, ILogger<ZoomWebhookController> logger)
    {
        var settings = new Settings
        {
            Home = "/",
            Zoom = new ZoomSettings { WebhookSecretToken = "a secret of the tests" },
            List = new ListSettings(),
            Codes = new CodeSettings { Format = CodeFormat.OfLength(10) },
            Meetings = new Dictionary<long, Domain.Meetings.MeetingRules>(),
            Ledger = new LedgerSettings { ConnectionString = "" },
            Admin = new AdminSettings(),
        };
        var agenda = new SweepAgenda(settings, TimeProvider.System, new Signals(TimeProvider.System));
        var monitor = new WebhookMonitor(new ProblemBoard(NullLogger<ProblemBoard>.Instance), agenda, new DeliveryWatch(TimeProvider.System), TimeProvider.System);
        return new ZoomWebhookController(settings, Substitute.For<IMediator>(), monitor, new DeliveryMetrics(meter), TimeProvider.System, logger)
        {
            ControllerContext = new ControllerContext { HttpContext = http },
        };
    }

    private sealed class Levels : ILogger<ZoomWebhookController>
    {
        public List<LogLevel> Seen { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Seen.Add(logLevel);
    }
}
