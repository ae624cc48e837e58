using System.Text.Json;
using Microsoft.OpenApi;

namespace ZoomApprover.WebApi.Tests.Swagger;

public sealed class SwaggerDocumentTests
{
    private const string Webhook = "/hooks/zoom-1";

    private static readonly string[] Operations =
    [
        "get /health/live",
        "get /health/leader",
        "get /health/ready",
        "get /api/status",
        "post /api/backup",
        "get /api/invitations",
        "post /api/invitations/generate",
        "post /api/invitations/hold",
        "post /api/invitations/release", "post /api/meetings/{meetingId}/guessing/open",
        "get /api/registrations",
        "post /api/registrations/search",
        "get /api/registrations/{kind}/{meetingId}/{registrantId}",
        "post /api/registrations/{kind}/{meetingId}/{registrantId}/approve",
        "post /api/registrations/{kind}/{meetingId}/{registrantId}/deny",
        "post " + Webhook,
    ];

    private static readonly string[] Schemes = ["apiKey", "webhookSecret"];
    private static readonly string[] Statuses = ["200", "401", "503"];
    private static readonly string[] Promised = ["good: approved", "again: waiting CodeAlreadyUsed", "unknown: waiting UnknownCode", "cancelled: waiting ReadFromZoomFirst"];

    private SwaggerService service = null!;
    private string text = null!;
    private JsonDocument document = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        service = await SwaggerService.StartAsync(webhookPath: Webhook);
        text = await service.Http.GetStringAsync("/swagger/v1/swagger.json");
        document = JsonDocument.Parse(text);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        document.Dispose();
        await service.DisposeAsync();
    }

    [Test]
    public void Document_is_valid_OpenApi()
    {
        var read = OpenApiDocument.Parse(text, "json");

        Assert.That(read.Diagnostic!.Errors, Is.Empty);
        Assert.That(read.Diagnostic.Warnings, Is.Empty);
        Assert.That(read.Document!.Info.Title, Is.EqualTo("Zoom Approver"));
        Assert.That(read.Document.Info.Version, Does.Match(@"^\d+\.\d+\.\d+$"));
        Assert.That(read.Document.Info.Description, Does.Contain("Admits those").And.Contain("Admite a quienes"));
    }

    [Test]
    public void Every_operation_is_described_and_the_hidden_verbs_of_the_webhook_are_not() =>
        Assert.That(All().Select(one => $"{one.Verb} {one.Path}"), Is.EquivalentTo(Operations));

    [Test]
    public void Every_operation_has_the_words_of_its_source() =>
        Assert.That(All().Where(one => !one.Operation.TryGetProperty("summary", out _)), Is.Empty);

    [Test]
    public void The_key_is_required_under_api_and_nowhere_else()
    {
        var required = All().Where(one => one.Operation.TryGetProperty("security", out _)).ToList();

        Assert.That(required.Select(one => one.Path).Distinct(), Is.EquivalentTo(All().Select(one => one.Path).Where(path => path.StartsWith("/api/", StringComparison.Ordinal)).Distinct()));
        Assert.That(required.Select(one => one.Operation.GetProperty("security").GetRawText()).Select(Compact).Distinct(), Has.One.Items.And.All.EqualTo("""[{"apiKey":[]}]"""));
        Assert.That(document.RootElement.TryGetProperty("security", out _), Is.False);
    }

    [Test]
    public void The_secret_is_a_scheme_that_no_operation_requires()
    {
        var schemes = document.RootElement.GetProperty("components").GetProperty("securitySchemes");

        Assert.That(schemes.EnumerateObject().Select(scheme => scheme.Name), Is.EquivalentTo(Schemes));
        Assert.That(schemes.GetProperty("apiKey").GetProperty("name").GetString(), Is.EqualTo("X-Api-Key"));
        Assert.That(schemes.GetProperty("apiKey").GetProperty("in").GetString(), Is.EqualTo("header"));
        Assert.That(text.Split("\"webhookSecret\""), Has.Length.EqualTo(2));
    }

    [Test]
    public void Only_json_is_offered()
    {
        var types = All().SelectMany(one => Contents(one.Operation)).SelectMany(content => content.EnumerateObject()).Select(type => type.Name);

        Assert.That(types.Distinct(), Has.One.Items.And.All.EqualTo("application/json"));
    }

    [Test]
    public void Neither_secret_nor_key_is_told()
    {
        Assert.That(text, Does.Not.Contain(SwaggerService.Secret));
        Assert.That(text, Does.Not.Contain(SwaggerService.Key));
    }

    [Test]
    public void Webhook_names_its_answers_and_says_how_to_sign()
    {
        var webhook = All().Single(one => one.Path == Webhook).Operation;

        Assert.That(webhook.GetProperty("responses").EnumerateObject().Select(answer => answer.Name), Is.EquivalentTo(Statuses));
        Assert.That(webhook.GetProperty("description").GetString(), Does.Contain("x-zm-signature").And.Contain("Every delivery").And.Contain("Cada aviso"));
        Assert.That(webhook.GetProperty("requestBody").GetProperty("required").GetBoolean(), Is.True);
    }

    [Test]
    public async Task Examples_of_the_webhook_answer_what_they_promise()
    {
        var examples = All().Single(one => one.Path == Webhook).Operation.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("examples");
        await service.ListIsReadAsync();

        List<string> answers = [];
        foreach (var example in examples.EnumerateObject())
        {
            var answer = await service.DeliverAsync(Webhook, example.Value.GetProperty("value").GetRawText());
            answers.Add($"{example.Name}: {answer.GetProperty("outcome")} {(answer.TryGetProperty("reason", out var reason) ? reason : "")}".Trim());
        }

        Assert.That(answers, Is.EqualTo(Promised));
    }

    [TestCase("/api/registrations/{kind}/{meetingId}/{registrantId}/approve", """{"code":"ABCDE12345"}""")]
    [TestCase("/api/registrations/{kind}/{meetingId}/{registrantId}/deny", """{"confirm":true}""")]
    [TestCase("/api/invitations/release", """{"code":"ABCDE12345"}""")]
    [TestCase("/api/registrations/search", """{"status":"waiting","page":1,"pageSize":50}""")]
    public void Bodies_of_the_api_have_an_example(string path, string expected)
    {
        var content = All().Single(one => one.Path == path).Operation.GetProperty("requestBody").GetProperty("content").GetProperty("application/json");

        Assert.That(Compact(content.GetProperty("examples").EnumerateObject().First().Value.GetProperty("value").GetRawText()), Is.EqualTo(expected));
    }

    [Test]
    public async Task In_earnest_no_meeting_is_named()
    {
        await using var earnest = await SwaggerService.StartAsync(dryRun: false);

        var told = await earnest.Http.GetStringAsync("/swagger/v1/swagger.json");

        Assert.That(text, Does.Contain($"{SwaggerService.Meeting}"));
        Assert.That(told, Does.Not.Contain($"{SwaggerService.Meeting}").And.Contain("1234567890"));
    }

    private List<(string Verb, string Path, JsonElement Operation)> All() =>
        [.. document.RootElement.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(verb => (verb.Name, path.Name, verb.Value)))];

    private static IEnumerable<JsonElement> Contents(JsonElement operation)
    {
        var parts = operation.GetProperty("responses").EnumerateObject().Select(answer => answer.Value);
        if (operation.TryGetProperty("requestBody", out var body))
        {
            parts = parts.Append(body);
        }

        return parts.Where(part => part.TryGetProperty("content", out _)).Select(part => part.GetProperty("content"));
    }

    private static string Compact(string json) => JsonSerializer.Serialize(JsonElement.Parse(json));
}
