using ZoomApprover.Referee.Evidence;

namespace ZoomApprover.Referee.Rules;

/// <summary>Calls stay within the limits of Zoom and Google, and are such as both know.</summary>
internal static class R6WithinLimits
{
    private const int MostRegistrantsACall = 30;
    private const int MostStatusCallsADay = 10;
    private const int SheetCallsAMinute = 60;

    public static Verdict Judge(Trial trial) => new(
        "R6", "calls within the limits of Zoom and Google", trial.Zoom.Calls.Count + trial.Sheet.Calls.Count,
        [
            .. PerSecond(trial, "light", trial.Case.LightPerSecond), .. PerSecond(trial, "medium", trial.Case.MediumPerSecond),
            .. PerRegistrant(trial),
            .. trial.Zoom.Calls.Where(one => one.Endpoint == "status" && one.Named.Count > MostRegistrantsACall).Select(one => $"Zoom's call {one.Call} names {one.Named.Count} registrants"),
            .. PerMinute(trial, "readings", call => call.Endpoint is "read" or "metadata"), .. PerMinute(trial, "writings", call => call.Endpoint == "write"),
            .. TooMany("Zoom", trial.Zoom.Answers), .. TooMany("Google", trial.Sheet.Answers),
            .. trial.Zoom.Unexpected.Select(text => $"a call that Zoom does not know: {text}"),
            .. trial.Sheet.Calls.Where(one => one.Endpoint == "unknown").Select(one => $"a call that Google does not know: {one.Call}"),
        ]);

    private static IEnumerable<string> PerSecond(Trial trial, string label, int limit) =>
        from call in trial.Zoom.Calls
        where call.Label == label
        group call by call.At.ToUnixTimeSeconds() into second
        where second.Count() > limit
        select $"{second.Count()} {label} calls in the second of {second.First().At:O}, {limit} are allowed";

    private static IEnumerable<string> PerRegistrant(Trial trial) =>
        from call in trial.Zoom.Calls
        where call.Endpoint == "status"
        from person in call.Named
        group call by (person, call.At.UtcDateTime.Date) into day
        where day.Count() > MostStatusCallsADay
        select $"{day.Count()} status calls for {day.Key.person} on {day.Key.Date:yyyy-MM-dd}";

    private static IEnumerable<string> PerMinute(Trial trial, string what, Func<SheetCall, bool> counts)
    {
        var calls = trial.Sheet.Calls.Where(counts).ToList();
        for (var i = SheetCallsAMinute; i < calls.Count; i++)
        {
            if (calls[i].At - calls[i - SheetCallsAMinute].At < TimeSpan.FromMinutes(1))
            {
                yield return $"{SheetCallsAMinute + 1} {what} of the sheet within the minute that ends {calls[i].At:O}";
                yield break;
            }
        }
    }

    private static IEnumerable<string> TooMany(string whose, IReadOnlyList<int> answers) =>
        answers.Count(status => status == 429) is > 0 and var count ? [$"{whose} answered 429 {count} times"] : [];
}
