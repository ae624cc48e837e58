using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Simulators.Zoom;
using ZoomApprover.WebApi.Configuration.Files;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.WebApi.Tests.Metrics;

/// <summary>What is measured, after traffic of every kind: that it is right, names nobody, and is what the documents name.</summary>
internal sealed partial class MetricsTests
{
    // every label there is: whoever adds one thinks about who can be found by it
    private static readonly string[] Labels = ["answer", "api", "kind", "le", "outcome", "status"];
    private static readonly string[] OfTheProcess = ["service_name", "service_instance_id", "telemetry_sdk_language", "telemetry_sdk_name", "telemetry_sdk_version"];

    private static readonly string Docs = Path.Combine(new StartPlace(TestContext.CurrentContext.TestDirectory, true) { Variable = _ => null }.Home(null), "docs");

    private readonly List<SimRegistrant> people = [];
    private World world = null!;
    private Service service = null!;
    private Exposition printed = null!;

    [GeneratedRegex(@"\bzoomapprover_\w+")]
    private static partial Regex Named();

    [GeneratedRegex(@"^ +- alert: (\w+)$", RegexOptions.Multiline)]
    private static partial Regex Alert();

    [OneTimeSetUp]
    public async Task MeetPeopleOfEveryKindAsync()
    {
        world = await World.WithSheetAsync("K7P2M9X4Q1", "SECONDCODE", "THIRDCODE3");
        world.Settings = world.Settings with { Telemetry = new TelemetrySettings { MetricsPort = FreePort.Find() } };
        service = await world.StartAsync();
        await service.FirstReadingAsync();
        people.AddRange([world.Register("Añà", "k7p2-m9x4-q1"), world.Register("zoraida", "UNKNOWN001"), world.Register("benedicta", "K7P2M9X4Q1"), world.Register("ludovico", "SECONDCODE")]);
        foreach (var guest in people)
        {
            await service.DeliverAsync(world.Meeting, guest);
        }

        await service.Sender.DeliverAsync(ZoomSender.Event("meeting.ended", world.Meeting, people[0]));
        await service.Sender.DeliverAsync("{\"event\":\"meeting.registration_created\"}"u8.ToArray());
        await service.Sender.HandshakeAsync();
        await service.Sender.DeliverAsync(ZoomSender.RegistrationCreated(world.Meeting, people[0]), new DeliveryOverrides { Signature = "v0=" + new string('0', 64) });
        await Wait.UntilAsync(() => (string?)world.Tab.Value("K7P2M9X4Q1", "registrant_status") == "REGISTERED", "the mark stands");
        await Wait.UntilAsync(
            async () =>
            {
                printed = await PrintedAsync();
                return printed.Value("zoomapprover_approvals_confirmed_total") == 2 && printed.Value("zoomapprover_marks_owed") == 0;
            },
            "both are approved and marked");
    }

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        await service.DisposeAsync();
        await world.DisposeAsync();
    }

    [Test]
    public void Nothing_of_the_people_stands_in_any_line()
    {
        var personal = Canaries.All.Concat(people.SelectMany(one => new[] { one.Id, one.Email, one.FirstName })).Append("UNKNOWN001");

        Assert.That(printed.Samples, Has.Count.GreaterThan(50), "there was something to search");
        Assert.That(personal.Where(text => printed.Text.Contains(text, StringComparison.OrdinalIgnoreCase)), Is.Empty);
        Assert.That(printed.Samples.Where(sample => sample.Name != "target_info").SelectMany(sample => sample.Labels.Keys).Distinct(), Is.SubsetOf(Labels));
        Assert.That(printed.Samples.Where(sample => sample.Name == "target_info").SelectMany(sample => sample.Labels.Keys), Is.SubsetOf(OfTheProcess));
    }

    [Test]
    public void What_happened_is_what_is_printed()
    {
        using var all = Assert.EnterMultipleScope();
        foreach (var (outcome, count) in new[] { ("approved", 2), ("waiting", 2), ("ignored", 1), ("unreadable", 1), ("handshake", 1), ("refused", 1), ("failed", 0) })
        {
            Assert.That(printed.Value("zoomapprover_deliveries_total", ("outcome", outcome)), Is.EqualTo(count), outcome);
        }

        Assert.That(printed.Value("zoomapprover_delivery_duration_seconds_count"), Is.EqualTo(7), "all but the refused one");
        Assert.That(printed.Value("zoomapprover_registrations", ("status", "approved")), Is.EqualTo(2));
        Assert.That(printed.Value("zoomapprover_registrations", ("status", "waiting")), Is.EqualTo(2));
        Assert.That(printed.Value("zoomapprover_zoom_owed"), Is.Zero);
        Assert.That(printed.Value("zoomapprover_zoom_owed_age_seconds"), Is.Zero);
        Assert.That(printed.Value("zoomapprover_marks_owed_age_seconds"), Is.Zero);
        Assert.That(printed.Value("zoomapprover_list_codes"), Is.EqualTo(3));
        Assert.That(printed.Value("zoomapprover_ledger_writable"), Is.EqualTo(1));
        Assert.That(printed.Value("zoomapprover_problems", ("kind", "DeliverySignatureWrong")), Is.EqualTo(1));
        Assert.That(printed.Value("zoomapprover_problems", ("kind", "DryRun")), Is.Zero);
        Assert.That(printed.Value("zoomapprover_calls_total", ("api", "sheets"), ("kind", "write"), ("answer", "2xx")), Is.GreaterThanOrEqualTo(1));
        Assert.That(printed.Value("zoomapprover_calls_total", ("api", "zoom"), ("kind", "medium"), ("answer", "2xx")), Is.GreaterThanOrEqualTo(1));
        Assert.That(printed.Value("zoomapprover_calls_limit_per_second", ("api", "zoom"), ("kind", "medium")), Is.EqualTo(60));
    }

    [TestCase("operations.md")]
    [TestCase("grafana-dashboard.json")]
    [TestCase("alerts.yml")]
    public void Each_metric_that_a_document_names_is_printed(string document)
    {
        var named = Named().Matches(File.ReadAllText(Path.Combine(Docs, document))).Select(found => found.Value).Distinct().ToList();

        Assert.That(named, Is.Not.Empty);
        Assert.That(named.Except(printed.Names).Where(name => name != "zoomapprover_delivery_duration_seconds"), Is.Empty);
    }

    [Test]
    public void Each_metric_that_is_printed_is_explained()
    {
        var explained = File.ReadAllText(Path.Combine(Docs, "operations.md"));
        var families = printed.Names.Where(name => name != "target_info")
            .Select(name => Regex.Replace(name, "_seconds_(bucket|sum|count)$", "_seconds")).Distinct();

        Assert.That(families.Where(name => !explained.Contains($"| `{name}`", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void There_are_five_alerts_each_with_what_to_do_and_the_dashboard_can_be_read()
    {
        var explained = File.ReadAllText(Path.Combine(Docs, "operations.md"));
        var alerts = Alert().Matches(File.ReadAllText(Path.Combine(Docs, "alerts.yml"))).Select(found => found.Groups[1].Value).ToList();
        using var dashboard = JsonDocument.Parse(File.ReadAllText(Path.Combine(Docs, "grafana-dashboard.json")));

        Assert.That(alerts, Has.Count.EqualTo(5));
        Assert.That(alerts.Where(alert => !explained.Contains($"### {alert}", StringComparison.Ordinal)), Is.Empty);
        Assert.That(dashboard.RootElement.GetProperty("panels").GetArrayLength(), Is.GreaterThan(10));
    }

    [Test]
    public async Task Inner_port_answers_without_the_key_and_with_nothing_else()
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{service.Settings.Telemetry.MetricsPort}") };

        var inner = new Exposition(await client.GetStringAsync(new Uri("/metrics", UriKind.Relative)));

        Assert.That(inner.Names, Is.EquivalentTo(printed.Names));
        foreach (var path in new[] { "/", "/api/status", "/health/ready", "/webhooks/zoom" })
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), path);
        }
    }

    [Test]
    public async Task Port_that_is_taken_is_named_with_its_key()
    {
        await using var other = await World.WithCsvAsync();
        other.Settings = other.Settings with { Telemetry = service.Settings.Telemetry };

        var refused = Assert.ThrowsAsync<Start.StartRefusedException>(() => Service.StartAsync(other.Settings));

        Assert.That(refused.Message, Does.Contain($"Telemetry:MetricsPort is {service.Settings.Telemetry.MetricsPort}").And.Contain("Choose another port"));
    }

    private async Task<Exposition> PrintedAsync() => new(await service.Api.GetStringAsync(new Uri("/metrics", UriKind.Relative)));
}
