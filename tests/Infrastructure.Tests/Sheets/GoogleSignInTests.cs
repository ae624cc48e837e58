using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using ZoomApprover.Application.Ports;
using ZoomApprover.Simulators.Sheets;

namespace ZoomApprover.Infrastructure.Tests.Sheets;

public sealed class GoogleSignInTests
{
    public static IEnumerable<TestCaseData> BadKeyFiles()
    {
        static TestCaseData Case(string name, Func<JsonObject, string?> change, string why) => new TestCaseData(change, why).SetName($"Key_file_{name}");
        static Func<JsonObject, string?> With(string property, JsonNode? value) => key =>
        {
            key[property] = value;
            return key.ToJsonString();
        };

        const string otherAddress = "token_uri is not an https address of googleapis.com or accounts.google.com";
        yield return Case("missing", _ => null, "there is no such file");
        yield return Case("empty", _ => " \n", "the file is empty");
        yield return Case("not_JSON", key => key.ToJsonString()[..^1], "it is not JSON");
        yield return Case("of_another_shape", _ => "[]", "it is not a service account's key");
        yield return Case("too_long", key => key.ToJsonString() + new string(' ', 70_000), "it is too long for a key file");
        yield return Case("of_another_type", With("type", "authorized_user"), "it is the key of type authorized_user, not service_account");
        yield return Case("of_an_odd_type", With("type", "PRIVATE SECRET"), "it is not a service account's key");
        yield return Case("without_an_account", With("client_email", null), "client_email is missing");
        yield return Case("without_a_key", With("private_key", ""), "private_key is not a private key in PEM form");
        yield return Case("with_a_damaged_key", With("private_key", "-----BEGIN PRIVATE KEY-----\nSECRET\n-----END PRIVATE KEY-----\n"), "private_key is not a private key in PEM form");
        yield return Case("with_a_foreign_token_address", With("token_uri", "https://evil.example/token"), otherAddress);
        yield return Case("with_a_token_address_that_only_ends_alike", With("token_uri", "https://evilgoogleapis.com/token"), otherAddress);
        yield return Case("with_a_token_address_that_only_begins_alike", With("token_uri", "https://oauth2.googleapis.com@evil.example/token"), otherAddress);
        yield return Case("with_an_open_token_address", With("token_uri", "http://oauth2.googleapis.com/token"), otherAddress);
        yield return Case("with_a_token_address_that_is_a_number", With("token_uri", 5), otherAddress);
    }

    [TestCaseSource(nameof(BadKeyFiles))]
    public async Task A_bad_key_file_is_named_with_what_is_wrong_and_mended_while_we_run(Func<JsonObject, string?> change, string why)
    {
        await using var bench = await SheetsBench.StartAsync();
        var good = bench.Google.ServiceAccountJson;
        if (change(JsonNode.Parse(good)!.AsObject()) is { } bad)
            await File.WriteAllTextAsync(bench.KeyFile, bad);
        else
            File.Delete(bench.KeyFile);

        var refusal = SheetsBench.Refused(() => bench.List.ReadAsync(default));
        await File.WriteAllTextAsync(bench.KeyFile, good);
        var reading = await bench.List.ReadAsync(default);

        Assert.Multiple(() =>
        {
            Assert.That(refusal.Problem.Kind, Is.EqualTo(ProblemKind.GoogleSignIn));
            Assert.That(refusal.Problem.Details, Is.EqualTo((string[])[bench.KeyFile, why]));
            Assert.That(refusal.ToString(), Does.Not.Contain("SECRET").And.Not.Contain("PRIVATE KEY"));
            Assert.That(reading.Rows, Is.Not.Null);
        });
    }

    public static IEnumerable<TestCaseData> BadTokenAnswers()
    {
        static TestCaseData Case(string name, int status, string body, ProblemKind kind, string why) => new TestCaseData(status, body, kind, why).SetName($"Token_answer_{name}");

        yield return Case("empty", 200, "", ProblemKind.GoogleSignIn, "Google's answer is unreadable (NullReferenceException)");
        yield return Case("empty_with_an_error", 400, "", ProblemKind.GoogleSignIn, "Google's answer is unreadable (NullReferenceException)");
        yield return Case("without_a_token", 200, "{}", ProblemKind.GoogleSignIn, "Google answered without a token");
        yield return Case("with_a_blank_token", 200, """{"access_token":" ","expires_in":3599}""", ProblemKind.GoogleSignIn, "Google answered without a token");
        yield return Case("clock_wrong", 400, """{"error":"invalid_grant","error_description":"Invalid JWT: Token must be a short-lived token"}""", ProblemKind.GoogleSignIn, "invalid_grant: Invalid JWT: Token must be a short-lived token");
        yield return Case("from_a_gateway", 502, "<html>", ProblemKind.SheetUnreachable, "sign-in: HTTP 502");
    }

    [TestCaseSource(nameof(BadTokenAnswers))]
    public async Task A_bad_answer_to_the_sign_in_is_a_clear_problem(int status, string body, ProblemKind kind, string why)
    {
        await using var office = new StubOffice(context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(body);
        });
        await using var bench = await SheetsBench.StartAsync();
        var key = JsonNode.Parse(bench.Google.ServiceAccountJson)!.AsObject();
        key["token_uri"] = await office.StartAsync();
        await File.WriteAllTextAsync(bench.KeyFile, key.ToJsonString());

        var refusal = SheetsBench.Refused(() => bench.List.ReadAsync(default));

        Assert.That((refusal.Problem.Kind, refusal.Problem.Details[^1]), Is.EqualTo((kind, why)));
        Assert.That(bench.Calls(SheetsEndpoint.Metadata), Is.Empty);
    }

    [Test]
    public async Task A_token_server_that_is_down_is_no_fault_of_the_key()
    {
        await using var bench = await SheetsBench.StartAsync();
        await bench.Google.StopAsync();

        var refusal = SheetsBench.Refused(() => bench.List.ReadAsync(default));

        Assert.That((refusal.Problem.Kind, refusal.Problem.Details[0]), Is.EqualTo((ProblemKind.SheetUnreachable, "sign-in: no connection")));
    }

    [Test]
    public async Task One_token_serves_many_calls_and_a_revoked_one_is_replaced_once()
    {
        await using var bench = await SheetsBench.StartAsync();
        var reading = await bench.List.ReadAsync(default);
        await bench.List.ReadAsync(default);
        bench.Google.RevokeTokens();

        await bench.List.WriteAsync(reading, [new(2, 2, "used")], default);

        Assert.That(bench.Calls(SheetsEndpoint.Token), Has.Count.EqualTo(2));
        Assert.That(bench.Calls(SheetsEndpoint.Write).Select(call => call.Status), Is.EqualTo((int[])[401, 200]));
        Assert.That(bench.Tab.Cell(2, 3), Is.EqualTo("used"));
    }

    [Test]
    public async Task A_deleted_account_is_a_sign_in_problem_and_its_new_key_is_read()
    {
        await using var bench = await SheetsBench.StartAsync();
        await bench.List.ReadAsync(default);
        bench.Google.ServiceAccountDeleted = true;

        var refusal = SheetsBench.Refused(() => bench.List.ReadAsync(default));
        await File.WriteAllTextAsync(bench.KeyFile, bench.Google.AddServiceAccount("second").Json);
        var reading = await bench.List.ReadAsync(default);

        Assert.That(refusal.Problem.Kind, Is.EqualTo(ProblemKind.GoogleSignIn));
        Assert.That(refusal.Problem.Details[1], Does.Contain("account not found"));
        Assert.That(reading.Rows, Is.Not.Null);
    }

    [Test]
    public async Task A_token_refused_twice_is_a_sign_in_problem()
    {
        await using var bench = await SheetsBench.StartAsync();
        bench.Google.Faults.Always(SheetsEndpoint.Metadata, SheetsFault.Status(401));

        var refusal = SheetsBench.Refused(() => bench.List.ReadAsync(default));

        Assert.That((refusal.Problem.Kind, refusal.Problem.Details[0]), Is.EqualTo((ProblemKind.GoogleSignIn, bench.KeyFile)));
        Assert.That(bench.Calls(SheetsEndpoint.Metadata), Has.Count.EqualTo(2));
    }

    /// <summary>A token server that says what a test tells it to.</summary>
    private sealed class StubOffice : IAsyncDisposable
    {
        private readonly WebApplication server;

        public StubOffice(RequestDelegate answer)
        {
            var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
            builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
            server = builder.Build();
            server.Run(answer);
        }

        public async Task<string> StartAsync()
        {
            await server.StartAsync();
            return server.Urls.Single() + "/token";
        }

        public ValueTask DisposeAsync() => server.DisposeAsync();
    }
}
