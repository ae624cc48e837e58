using System.Globalization;
using System.Text.Json.Nodes;

namespace ZoomApprover.Simulators.Sheets.Http;

/// <summary>Google's refusals, word for word.</summary>
internal static class SheetsErrors
{
    private const string Project = "603366585132";

    public static SheetsAnswer Unauthenticated => new(401, Body(401, "UNAUTHENTICATED",
        "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. "
        + "See https://developers.google.com/identity/sign-in/web/devconsole-project."))
    {
        WwwAuthenticate = "Bearer realm=\"https://accounts.google.com/\", error=\"invalid_token\"",
    };

    public static SheetsAnswer NoPermission => new(403, Body(403, "PERMISSION_DENIED", "The caller does not have permission"));

    public static SheetsAnswer NotFound => new(404, Body(404, "NOT_FOUND", "Requested entity was not found."));

    public static SheetsAnswer ScopeTooSmall => new(403, Body(403, "PERMISSION_DENIED", "Request had insufficient authentication scopes.",
        Info("ACCESS_TOKEN_SCOPE_INSUFFICIENT", new() { ["service"] = "sheets.googleapis.com" })));

    public static SheetsAnswer ApiDisabled
    {
        get
        {
            var link = $"https://console.developers.google.com/apis/api/sheets.googleapis.com/overview?project={Project}";
            return new(403, Body(403, "PERMISSION_DENIED",
                $"Google Sheets API has not been used in project {Project} before or it is disabled. Enable it by visiting {link} then retry. "
                + "If you enabled this API recently, wait a few minutes for the action to propagate to our systems and retry.",
                Info("SERVICE_DISABLED", new() { ["service"] = "sheets.googleapis.com", ["consumer"] = $"projects/{Project}", ["activationUrl"] = link })));
        }
    }

    public static SheetsAnswer Invalid(string message) => new(400, Body(400, "INVALID_ARGUMENT", message));

    /// <summary>Google speaks the language of the spreadsheet here, so nobody may recognise the refusal by its words.</summary>
    public static string Protected(string locale) => locale.StartsWith("es", StringComparison.Ordinal)
        ? "Estás intentando modificar una celda o un objeto protegido. Si necesitas realizar cambios, comunícate con el propietario de la hoja de cálculo para que quite la protección."
        : "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection if you need to edit.";

    /// <param name="isRead">Reads and writes have quotas of their own.</param>
    public static SheetsAnswer QuotaExceeded(bool isRead, int limit)
    {
        var kind = isRead ? "Read" : "Write";
        var details = Info("RATE_LIMIT_EXCEEDED", new()
        {
            ["quota_limit_value"] = limit.ToString(CultureInfo.InvariantCulture),
            ["service"] = "sheets.googleapis.com",
            ["consumer"] = $"projects/{Project}",
            ["quota_unit"] = "1/min/{project}/{user}",
            ["quota_location"] = "global",
            ["quota_metric"] = isRead ? "sheets.googleapis.com/read_requests" : "sheets.googleapis.com/write_requests",
            ["quota_limit"] = $"{kind}RequestsPerMinutePerUser",
        });
        details.Add(new JsonObject
        {
            ["@type"] = "type.googleapis.com/google.rpc.Help",
            ["links"] = new JsonArray(new JsonObject
            {
                ["description"] = "Request a higher quota limit.",
                ["url"] = "https://cloud.google.com/docs/quotas/help/request_increase",
            }),
        });
        return new(429, Body(429, "RESOURCE_EXHAUSTED",
            $"Quota exceeded for quota metric '{kind} requests' and limit '{kind} requests per minute per user' of service 'sheets.googleapis.com' for consumer 'project_number:{Project}'.",
            details));
    }

    public static SheetsAnswer Unexpected(string what) => new(501, Body(501, "UNIMPLEMENTED", $"The simulator does not know this call: {what}"));

    /// <summary>Any of Google's statuses, for faults.</summary>
    public static SheetsAnswer ByStatus(int status, SheetsEndpoint endpoint, int limit) => (status, endpoint) switch
    {
        (_, SheetsEndpoint.Token) when status >= 500 => new(status, TokenError("internal_failure", "Internal failure.")),
        (_, SheetsEndpoint.Token) => new(status, TokenError("invalid_grant", "Invalid grant: account not found")),
        (400, _) => Invalid("Request contains an invalid argument."),
        (401, _) => Unauthenticated,
        (403, _) => NoPermission,
        (404, _) => NotFound,
        (429, _) => QuotaExceeded(endpoint is not SheetsEndpoint.Write, limit),
        (500, _) => new(500, Body(500, "INTERNAL", "Internal error encountered.")),
        (502, _) => Page(502),
        (503, _) => new(503, Body(503, "UNAVAILABLE", "The service is currently unavailable.")),
        _ => new(status, Body(status, "UNKNOWN", "Unknown Error.")),
    };

    public static SheetsAnswer Page(int status) => new(status, Html:
        $"<!DOCTYPE html>\n<html lang=en>\n<title>Error {status}</title>\n<p><b>{status}.</b> <ins>That’s an error.</ins>\n<p>Please try again later. <ins>That’s all we know.</ins>\n");

    public static JsonObject TokenError(string error, string description) => new() { ["error"] = error, ["error_description"] = description };

    private static JsonObject Body(int code, string status, string message, JsonArray? details = null)
    {
        var error = new JsonObject { ["code"] = code, ["message"] = message, ["status"] = status };
        if (details is not null)
            error["details"] = details;
        return new() { ["error"] = error };
    }

    private static JsonArray Info(string reason, JsonObject metadata) => new(new JsonObject
    {
        ["@type"] = "type.googleapis.com/google.rpc.ErrorInfo",
        ["reason"] = reason,
        ["domain"] = "googleapis.com",
        ["metadata"] = metadata,
    });
}
