using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ZoomApprover.WebApi.Tests.Swagger;

/// <summary>Runs the page's own script in Node.</summary>
public sealed class SigningScriptTests
{
    private const string Secret = "a-secret-of-Zoom-ñ";
    private const string Body = """{"event":"meeting.registration_created","note":"Muñoz ✓ 🎟"}""";

    // printf 'v0:1700000000:%s' "$body" | openssl dgst -sha256 -hmac 'a-secret-of-Zoom-ñ'
    private const string Signature = "v0=733e0fd8a57a31a0a08dababb649cb7c105d82c450ce96e91047865700a4d517";

    private const string Program = """
        import { readFileSync } from "node:fs";
        const { script, request, secret, path, crypto } = JSON.parse(readFileSync(0, "utf8"));
        if (!crypto) Object.defineProperty(globalThis, "crypto", { value: {} });
        const { sign } = await import(script);
        const before = JSON.stringify(request);
        const answer = await sign(request, secret, 1700000000, path);
        process.stdout.write(JSON.stringify({ answer, changed: JSON.stringify(request) !== before, same: answer === request }));
        """;

    private string script = null!;

    [OneTimeSetUp]
    public async Task Take_the_script_that_is_served()
    {
        await using var service = await SwaggerService.StartAsync();
        script = Path.Combine(Directory.CreateTempSubdirectory("sign-").FullName, "swagger-sign.mjs");
        await File.WriteAllTextAsync(script, await service.Http.GetStringAsync("/swagger/swagger-sign.js"));
    }

    [OneTimeTearDown]
    public void Remove_it() => Directory.Delete(Path.GetDirectoryName(script)!, recursive: true);

    [Test]
    public async Task Delivery_is_signed_over_its_utf8_bytes()
    {
        var (answer, _) = await Sign(Request());

        Assert.That(answer["headers"]!["x-zm-request-timestamp"]!.GetValue<string>(), Is.EqualTo("1700000000"));
        Assert.That(answer["headers"]!["x-zm-signature"]!.GetValue<string>(), Is.EqualTo(Signature));
        Assert.That(answer["body"]!.GetValue<string>(), Is.EqualTo(Body));
    }

    [Test]
    public async Task Secret_is_nowhere_in_the_request()
    {
        var (answer, _) = await Sign(Request());

        Assert.That(Text(answer), Does.Contain(Signature).And.Not.Contain(Secret).And.Not.Contain("a-secret"));
    }

    [Test]
    public async Task Signing_adds_two_headers_and_changes_nothing_else()
    {
        var request = Request();

        var (answer, _) = await Sign(request);

        var headers = answer["headers"]!.AsObject();
        Assert.That(headers.Remove("x-zm-request-timestamp") && headers.Remove("x-zm-signature"), Is.True);
        Assert.That(JsonNode.DeepEquals(answer, request), Is.True, Text(answer));
    }

    [Test]
    public async Task Body_that_is_an_object_is_sent_as_it_is_signed()
    {
        var request = Request();
        request["body"] = JsonNode.Parse(Body);

        var (answer, _) = await Sign(request);

        Assert.That(answer["body"]!.GetValue<string>(), Is.EqualTo(Body));
        Assert.That(answer["headers"]!["x-zm-signature"]!.GetValue<string>(), Is.EqualTo(Signature));
    }

    [TestCase("POST", "http://localhost:5000/api/registrations/search")]
    [TestCase("POST", "http://localhost:5000/hooks/zoom/more")]
    [TestCase("POST", "http://localhost:5000/?/hooks/zoom")]
    [TestCase("GET", "http://localhost:5000/hooks/zoom")]
    [TestCase("GET", "http://localhost:5000/swagger/v1/swagger.json")]
    public async Task Other_requests_are_left_alone(string method, string url)
    {
        var request = Request();
        (request["method"], request["url"]) = (method, url);

        var (_, untouched) = await Sign(request);

        Assert.That(untouched, Is.True);
    }

    [TestCase("")]
    [TestCase(null)]
    public async Task Without_a_secret_nothing_is_signed(string? secret)
    {
        var (_, untouched) = await Sign(Request(), secret);

        Assert.That(untouched, Is.True);
    }

    [Test]
    public async Task Browser_without_cryptography_sends_unsigned()
    {
        var (_, untouched) = await Sign(Request(), crypto: false);

        Assert.That(untouched, Is.True);
    }

    private static JsonObject Request() => new()
    {
        ["url"] = "http://localhost:5000/hooks/zoom",
        ["method"] = "POST",
        ["headers"] = new JsonObject { ["Content-Type"] = "application/json" },
        ["credentials"] = "same-origin",
        ["body"] = Body,
    };

    /// <returns>What the script gives back, and whether that is the very request it was given, unchanged.</returns>
    private async Task<(JsonObject Answer, bool Untouched)> Sign(JsonObject request, string? secret = Secret, bool crypto = true)
    {
        var start = new ProcessStartInfo("node") { ArgumentList = { "--input-type=module", "--eval", Program }, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var node = Process.Start(start)!;
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.StandardInput.WriteAsync(new JsonObject
        {
            ["script"] = script,
            ["request"] = request.DeepClone(),
            ["secret"] = secret,
            ["path"] = "/hooks/zoom",
            ["crypto"] = crypto,
        }.ToJsonString());
        node.StandardInput.Close();
        await node.WaitForExitAsync();

        Assert.That(node.ExitCode, Is.Zero, await errors);
        var result = JsonNode.Parse(await output)!;
        Assert.That(result["changed"]!.GetValue<bool>(), Is.False, "the request given to it");
        return (result["answer"]!.AsObject(), result["same"]!.GetValue<bool>());
    }

    // as a person would search it: letters as letters
    private static string Text(JsonNode node) => node.ToJsonString(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
