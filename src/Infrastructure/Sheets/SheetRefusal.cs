using System.Net;
using ZoomApprover.Application.Ports;

namespace ZoomApprover.Infrastructure.Sheets;

/// <summary>What a refused call was about: the words a person needs to mend it.</summary>
/// <param name="Tab">Its title; "" while it is not known.</param>
/// <param name="Writes">Reading works where writing is tried.</param>
internal sealed record SheetCall(string Spreadsheet, string Tab, string KeyFile, string Account, bool Writes);

/// <summary>Turns Google's refusals into problems that a person can mend. Pure.</summary>
internal static class SheetRefusal
{
    private const string ApiPage = "https://console.cloud.google.com/apis/library/sheets.googleapis.com";

    /// <summary>Google counts by the minute and says not to come back within one.</summary>
    public static readonly TimeSpan QuotaWait = TimeSpan.FromSeconds(65);

    /// <summary>By Google's status and reason; by its words only where these do not tell.</summary>
    public static ListUnavailableException Of(GoogleError error, SheetCall call) => error switch
    {
        { Status: "UNAUTHENTICATED" } or { Status: "PERMISSION_DENIED", Reason: "ACCESS_TOKEN_SCOPE_INSUFFICIENT" } =>
            GoogleKeyFile.Refused(call.KeyFile, Short(error.Message)),
        { Reason: "SERVICE_DISABLED" } => Problem(ProblemKind.SheetApiDisabled, ActivationPage(error)),
        { Status: "RESOURCE_EXHAUSTED" } or { Http: HttpStatusCode.TooManyRequests } or { Reason: "RATE_LIMIT_EXCEEDED" } =>
            Quota(call.Writes, error.RetryAfter > QuotaWait ? error.RetryAfter.Value : QuotaWait),
        { Http: >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout } or { Status: "" } =>
            Unreachable($"HTTP {(int)error.Http}", error.RetryAfter),
        { Status: "NOT_FOUND" } => Problem(ProblemKind.SheetNotFound, call.Spreadsheet),
        _ when Says(error, "protected cell") => Problem(ProblemKind.SheetProtected, call.Tab),
        _ when Says(error, "exceeds grid limits") => new(new Problem(ProblemKind.SheetTooShort, Short(error.Message), call.Tab)),
        _ when Says(error, "Office file") || Says(error, "not supported for this document") => Problem(ProblemKind.SheetIsOfficeFile, call.Spreadsheet),
        { Status: "PERMISSION_DENIED", Reason: "" } =>
            Problem(call.Writes ? ProblemKind.SheetReadOnly : ProblemKind.SheetNotShared, call.Account),
        _ when Says(error, "Unable to parse range") => TabMissing(call.Tab),
        _ => Problem(ProblemKind.SheetRefused, Short(error.Message)),
    };

    public static ListUnavailableException Unreachable(string why, TimeSpan? retryAfter = null, Exception? cause = null) =>
        new(new Problem(ProblemKind.SheetUnreachable, why), retryAfter, cause);

    public static ListUnavailableException Quota(bool writes, TimeSpan retryAfter) =>
        new(new Problem(ProblemKind.SheetQuota, writes ? "writes" : "reads"), retryAfter);

    public static ListUnavailableException TabMissing(string title, TimeSpan? retryAfter = null) =>
        new(new Problem(ProblemKind.SheetTabMissing, title), retryAfter);

    /// <summary>Google's words up to the first double quote, behind which it repeats what stands in cells.</summary>
    public static string Short(string message)
    {
        var words = message.Split('"')[0].ReplaceLineEndings(" ").Trim();
        return words.Length > 200 ? words[..200] : words;
    }

    private static ListUnavailableException Problem(ProblemKind kind, string detail) => new(new Problem(kind, detail));

    private static bool Says(GoogleError error, string words) => error.Message.Contains(words, StringComparison.OrdinalIgnoreCase);

    /// <summary>A person will follow it: nothing but a page of Google's.</summary>
    private static string ActivationPage(GoogleError error) =>
        Uri.TryCreate(error.ActivationUrl, UriKind.Absolute, out var uri) && uri is { Scheme: "https", UserInfo: "" } && uri.Host.EndsWith(".google.com", StringComparison.Ordinal)
            ? uri.AbsoluteUri
            : ApiPage;
}
