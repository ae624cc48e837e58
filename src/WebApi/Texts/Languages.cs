using System.Globalization;
using Microsoft.AspNetCore.Http.Headers;
using Microsoft.Net.Http.Headers;

namespace ZoomApprover.WebApi.Texts;

/// <summary>The languages the service speaks, and which of them a caller prefers.</summary>
internal static class Languages
{
    public static CultureInfo English { get; } = CultureInfo.GetCultureInfo("en");

    public static CultureInfo Spanish { get; } = CultureInfo.GetCultureInfo("es");

    /// <summary>
    /// By Accept-Language (RFC 9110, 12.5.4): the greater weight, at equal weights what stands first; any region of a language
    /// is that language. English when neither is asked for.
    /// </summary>
    public static CultureInfo Of(HttpRequest request)
    {
        var ranges = new RequestHeaders(request.Headers).AcceptLanguage;
        var (english, spanish) = (Wish(ranges, English), Wish(ranges, Spanish));
        return spanish.Weight > english.Weight || (spanish.Weight > 0 && spanish.Weight == english.Weight && spanish.Place < english.Place)
            ? Spanish
            : English;
    }

    // "*" speaks for every language that is not named
    private static (double Weight, int Place) Wish(IList<StringWithQualityHeaderValue> ranges, CultureInfo language)
    {
        var named = ranges.Index().Where(range => Names(range.Item, language.Name)).ToList();
        var speaking = named.Count > 0 ? named : [.. ranges.Index().Where(range => range.Item.Value == "*")];
        return speaking.Select(range => (Weight: range.Item.Quality ?? 1, Place: range.Index))
            .OrderByDescending(wish => wish.Weight).ThenBy(wish => wish.Place)
            .FirstOrDefault();
    }

    private static bool Names(StringWithQualityHeaderValue range, string language) =>
        range.Value.Equals(language, StringComparison.OrdinalIgnoreCase)
        || range.Value.StartsWith($"{language}-", StringComparison.OrdinalIgnoreCase);
}
