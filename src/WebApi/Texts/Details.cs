using System.Globalization;
using System.Text.RegularExpressions;
using ZoomApprover.Application.Ports;

namespace ZoomApprover.WebApi.Texts;

/// <summary>
/// What a problem's sentence names. The code says its own words in English ("no connection", "meeting 861…"); other languages
/// translate those under "Detail.…". Names, rows, paths and what Zoom or Google said stay as they are.
/// </summary>
internal static partial class Details
{
    /// <summary>As many as the longest sentence names; string.Format throws when one is missing.</summary>
    public const int Most = 3;

    private const string Nothing = "–";

    public static object[] Of(Problem problem, CultureInfo language) =>
        [.. Enumerable.Range(0, Math.Max(Most, problem.Details.Length)).Select(place => problem.Details.ElementAtOrDefault(place) switch
        {
            null or "" => Nothing,
            var detail => Translate(detail, language),
        })];

    private static string Translate(string detail, CultureInfo language) =>
        Known(detail, language)
        ?? Numbered().Replace(detail, found => Known(found.Value, language) ?? found.Value);

    private static string? Known(string words, CultureInfo language) => Sentences.Resources.GetString($"Detail.{words}", language);

    /// <summary>The words of "meeting 861", "webinar 861, registrant aB3", "10 characters" and "ASM-*****, 10 characters".</summary>
    [GeneratedRegex("^(meeting|webinar)(?= [0-9]+(,|$))|(?<=^(meeting|webinar) [0-9]+, )registrant(?= )|(?<=(^|, )[0-9]+ )characters$")]
    private static partial Regex Numbered();
}
