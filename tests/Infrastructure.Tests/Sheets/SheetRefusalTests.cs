using System.Net;
using System.Text;
using ZoomApprover.Application.Ports;
using ZoomApprover.Infrastructure.Sheets;

namespace ZoomApprover.Infrastructure.Tests.Sheets;

/// <summary>Google's own bodies, as recorded, and the problem each becomes.</summary>
public sealed class SheetRefusalTests
{
    private const string Help = "\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.Help\",\"links\":[]},";

    public static IEnumerable<TestCaseData> Answers()
    {
        static TestCaseData Case(string name, int http, string body, ProblemKind kind, string detail, bool writes = false, int? retryAfter = null) =>
            new TestCaseData(http, body, writes, kind, detail, retryAfter).SetName($"Explains_{name}");
        static string Rpc(int code, string status, string message, string more = "") =>
            $$$"""{"error":{"code":{{{code}}},"message":"{{{message}}}","status":"{{{status}}}"{{{more}}}}}""";
        static string Info(string reason, string metadata = "") =>
            "," + Help + $$$"""{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"{{{reason}}}","domain":"googleapis.com","metadata":{ {{{metadata}}} }}]""";

        var noPermission = Rpc(403, "PERMISSION_DENIED", "The caller does not have permission");
        yield return Case("a_sheet_not_shared", 403, noPermission, ProblemKind.SheetNotShared, "robot@example.com");
        yield return Case("a_sheet_shared_for_reading", 403, noPermission, ProblemKind.SheetReadOnly, "robot@example.com", writes: true);
        yield return Case("the_API_switched_off", 403,
            Rpc(403, "PERMISSION_DENIED", "Google Sheets API has not been used in project 7 before or it is disabled.",
                Info("SERVICE_DISABLED", "\"activationUrl\":\"https://console.developers.google.com/apis/api/sheets.googleapis.com/overview?project=7\"")),
            ProblemKind.SheetApiDisabled, "https://console.developers.google.com/apis/api/sheets.googleapis.com/overview?project=7");
        yield return Case("the_API_switched_off_with_a_strange_page", 403,
            Rpc(403, "PERMISSION_DENIED", "disabled", Info("SERVICE_DISABLED", "\"activationUrl\":\"javascript:alert(1)\"")),
            ProblemKind.SheetApiDisabled, "https://console.cloud.google.com/apis/library/sheets.googleapis.com");
        yield return Case("a_scope_too_small", 403,
            Rpc(403, "PERMISSION_DENIED", "Request had insufficient authentication scopes.", Info("ACCESS_TOKEN_SCOPE_INSUFFICIENT")),
            ProblemKind.GoogleSignIn, "/keys/robot.json");
        yield return Case("another_denial_in_Googles_words", 403,
            Rpc(403, "PERMISSION_DENIED", "This API method requires billing to be enabled.", Info("BILLING_DISABLED")),
            ProblemKind.SheetRefused, "This API method requires billing to be enabled.");
        yield return Case("a_token_refused", 401, Rpc(401, "UNAUTHENTICATED", "Request had invalid authentication credentials."), ProblemKind.GoogleSignIn, "/keys/robot.json");
        yield return Case("an_unknown_spreadsheet", 404, Rpc(404, "NOT_FOUND", "Requested entity was not found."), ProblemKind.SheetNotFound, "sheet-1");
        yield return Case("the_read_quota", 429, Rpc(429, "RESOURCE_EXHAUSTED", "Quota exceeded for quota metric 'Read requests'", Info("RATE_LIMIT_EXCEEDED")),
            ProblemKind.SheetQuota, "reads", retryAfter: 65);
        yield return Case("the_write_quota", 429, Rpc(429, "RESOURCE_EXHAUSTED", "Quota exceeded", Info("RATE_LIMIT_EXCEEDED")),
            ProblemKind.SheetQuota, "writes", writes: true, retryAfter: 65);
        yield return Case("a_quota_page", 429, "<html>automated queries</html>", ProblemKind.SheetQuota, "reads", retryAfter: 65);
        yield return Case("an_internal_error", 500, Rpc(500, "INTERNAL", "Internal error encountered."), ProblemKind.SheetUnreachable, "HTTP 500");
        yield return Case("an_outage", 503, Rpc(503, "UNAVAILABLE", "The service is currently unavailable."), ProblemKind.SheetUnreachable, "HTTP 503");
        yield return Case("a_gateways_page", 502, "<html>Bad gateway</html>", ProblemKind.SheetUnreachable, "HTTP 502");
        yield return Case("a_page_of_somebody_else", 403, "<html>Proxy: blocked</html>", ProblemKind.SheetUnreachable, "HTTP 403");
        yield return Case("cut_JSON", 404, "{\"error\":{\"code\":404,\"mess", ProblemKind.SheetUnreachable, "HTTP 404");
        yield return Case("nothing", 400, "", ProblemKind.SheetUnreachable, "HTTP 400");
        yield return Case("JSON_of_another_shape", 400, "[1]", ProblemKind.SheetUnreachable, "HTTP 400");
        yield return Case("a_redirect", 302, "", ProblemKind.SheetUnreachable, "HTTP 302");
        yield return Case("a_tab_gone", 400, Rpc(400, "INVALID_ARGUMENT", "Unable to parse range: 'Codes'"), ProblemKind.SheetTabMissing, "Codes");
        yield return Case("protected_cells", 400,
            Rpc(400, "INVALID_ARGUMENT", "Invalid data[0]: You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection if you need to edit."),
            ProblemKind.SheetProtected, "Codes", writes: true);
        yield return Case("an_Office_file", 400, Rpc(400, "FAILED_PRECONDITION", "This operation is not supported for this document"), ProblemKind.SheetIsOfficeFile, "sheet-1");
        yield return Case("an_Office_file_in_other_words", 400, Rpc(400, "FAILED_PRECONDITION", "The document must not be an Office file."), ProblemKind.SheetIsOfficeFile, "sheet-1");
        yield return Case("a_refused_value_without_showing_it", 400,
            Rpc(400, "INVALID_ARGUMENT", "Invalid value at 'data.values' (type.googleapis.com/google.protobuf.ListValue), \\\"Ana Ruiz\\\"\\nmore"),
            ProblemKind.SheetRefused, "Invalid value at 'data.values' (type.googleapis.com/google.protobuf.ListValue),", writes: true);
        yield return Case("a_long_refusal_cut", 400, Rpc(400, "INVALID_ARGUMENT", new string('x', 500)), ProblemKind.SheetRefused, new string('x', 200));
        yield return Case("cells_outside_the_grid", 400, Rpc(400, "INVALID_ARGUMENT", "Range (Codes!A1001) exceeds grid limits. Max rows: 1000, max columns: 26"),
            ProblemKind.SheetTooShort, "Range (Codes!A1001) exceeds grid limits. Max rows: 1000, max columns: 26", writes: true);
    }

    [TestCaseSource(nameof(Answers))]
    public async Task Explains(int http, string body, bool writes, ProblemKind kind, string detail, int? retryAfter)
    {
        using var response = new HttpResponseMessage((HttpStatusCode)http) { Content = new StringContent(body, Encoding.UTF8) };

        var error = await GoogleError.ReadAsync(response, DateTimeOffset.UnixEpoch, default);
        var refusal = SheetRefusal.Of(error, new SheetCall("sheet-1", "Codes", "/keys/robot.json", "robot@example.com", writes));

        Assert.Multiple(() =>
        {
            Assert.That(refusal.Problem.Kind, Is.EqualTo(kind));
            Assert.That(refusal.Problem.Details[0], Is.EqualTo(detail));
            Assert.That(refusal.RetryAfter?.TotalSeconds, Is.EqualTo(retryAfter));
        });
    }

    [TestCase("90", 90)]
    [TestCase("3", 65)]
    [TestCase("Thu, 01 Jan 1970 00:02:00 GMT", 120)]
    public async Task A_longer_wait_that_Google_asks_for_is_kept(string header, int seconds)
    {
        using var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        response.Headers.TryAddWithoutValidation("Retry-After", header);

        var error = await GoogleError.ReadAsync(response, DateTimeOffset.UnixEpoch, default);
        var refusal = SheetRefusal.Of(error, new SheetCall("sheet-1", "Codes", "", "", false));

        Assert.That(refusal.RetryAfter, Is.EqualTo(TimeSpan.FromSeconds(seconds)));
    }

    [Test]
    public async Task Of_an_endless_refusal_only_the_beginning_is_read()
    {
        using var endless = new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new StreamContent(new EndlessStream()) };

        var error = await GoogleError.ReadAsync(endless, DateTimeOffset.UnixEpoch, default);

        Assert.That(error.Status, Is.Empty);
    }

    private sealed class EndlessStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)' ');
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
