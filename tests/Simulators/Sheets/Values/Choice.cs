using ZoomApprover.Simulators.Sheets.Http;

namespace ZoomApprover.Simulators.Sheets.Values;

/// <summary>One word out of a list, as in the API's enumerations.</summary>
internal static class Choice
{
    public static string Of(string? given, string[] allowed, string field, string type) => given switch
    {
        null or "" => allowed[0],
        _ when allowed.Contains(given) => given,
        _ => throw new RefusedException(SheetsErrors.Invalid($"Invalid value at '{field}' (type.googleapis.com/google.apps.sheets.v4.{type}), \"{given}\"")),
    };
}
