using System.Net;

namespace ZoomApprover.WebApi.Tests.Swagger;

public sealed class SwaggerPageTests
{
    private static readonly string[] Policy =
        ["default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'"];

    private static readonly string[] Paths = ["/swagger", "/swagger/index.html", "/swagger/index.js", "/swagger/swagger-ui-bundle.js", "/swagger/swagger-sign.js", "/swagger/v1/swagger.json"];

    private SwaggerService enabled = null!;
    private SwaggerService disabled = null!;

    [OneTimeSetUp]
    public async Task Start() => (enabled, disabled) = (await SwaggerService.StartAsync(webhookPath: "/hooks/zoom-2"), await SwaggerService.StartAsync(enabled: false));

    [OneTimeTearDown]
    public async Task Stop()
    {
        await enabled.DisposeAsync();
        await disabled.DisposeAsync();
    }

    [TestCaseSource(nameof(Paths))]
    public async Task Page_needs_no_key_and_lets_nothing_foreign_in(string path)
    {
        using var answer = await enabled.Http.GetAsync(path);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(answer.Headers.GetValues("Content-Security-Policy"), Is.EqualTo(Policy));
        Assert.That(answer.Headers.GetValues("X-Content-Type-Options"), Has.One.Items.And.All.EqualTo("nosniff"));
    }

    [Test]
    public async Task Document_is_never_stored()
    {
        using var answer = await enabled.Http.GetAsync("/swagger/v1/swagger.json");

        Assert.That(answer.Headers.CacheControl!.ToString(), Is.EqualTo("no-store"));
    }

    [TestCaseSource(nameof(Paths))]
    public async Task Disabled_page_is_not_there(string path)
    {
        using var answer = await disabled.Http.GetAsync(path);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Not.Contain("swagger-ui").And.Not.Contain("openapi"));
    }

    [Test]
    public async Task Disabled_page_is_not_there_for_the_key_either()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/swagger/index.html");
        request.Headers.Add("X-Api-Key", SwaggerService.Key);

        using var answer = await disabled.Http.SendAsync(request);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [TestCase("/swagger/nothing")]
    [TestCase("/swaggering")]
    [TestCase("/api/status")]
    public async Task Page_opens_nothing_else(string path)
    {
        using var answer = await enabled.Http.GetAsync(path);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task Page_signs_for_the_configured_path()
    {
        var page = await enabled.Http.GetStringAsync("/swagger/index.html");
        var script = await enabled.Http.GetStringAsync("/swagger/index.js");
        var signing = await enabled.Http.GetStringAsync("/swagger/swagger-sign.js");

        Assert.That(page, Does.Contain("<script src='swagger-sign.js' type='module'>"));
        Assert.That(script, Does.Contain("\"webhookPath\":\"/hooks/zoom-2\""));
        Assert.That(signing, Does.Not.Contain("/webhooks/"));
    }
}
