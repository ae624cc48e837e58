using System.Net;

namespace ZoomApprover.WebApi.Configuration.Sections;

/// <summary>Base addresses: tokens are sent there, so only to the service itself, or to this machine for trying out.</summary>
internal static class BaseUrl
{
    private static readonly string[] ZoomHosts = ["zoom.us", "*.zoom.us", "zoomgov.com", "*.zoomgov.com"];
    private static readonly string[] GoogleHosts = ["*.googleapis.com"];

    public static Uri OfZoom(Section section, string key, Uri standard) => Read(section, key, standard, ZoomHosts);

    public static Uri OfGoogle(Section section, string key, Uri standard) => Read(section, key, standard, GoogleHosts);

    private static Uri Read(Section section, string key, Uri standard, string[] hosts)
    {
        if (section.Text(key) is not { } text)
        {
            return standard;
        }

        if (IsPlain(text) && Uri.TryCreate(text.TrimEnd('/'), UriKind.Absolute, out var url) && IsAllowed(url, hosts))
        {
            return url;
        }

        section.Fault(key, text.AsSpan().ContainsAny('@', '?', '#') ? Secrets.Hidden(text) : section.Log.Shown(text), new(
            $"Write an https address on {string.Join(", ", hosts)} (or http on localhost), without user, query or fragment; default {standard.OriginalString}.",
            $"Escriba una dirección https en {string.Join(", ", hosts)} (o http en localhost), sin usuario, consulta ni fragmento; por omisión {standard.OriginalString}."));
        return standard;
    }

    private static bool IsPlain(string text) => !text.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter) || letter is '@' or '?' or '#' or '\\');

    private static bool IsAllowed(Uri url, string[] hosts)
    {
        if (url.Scheme is not ("http" or "https"))
        {
            return false;
        }

        var isHere = url.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
        return isHere || (url.Scheme == "https" && hosts.Any(host => Fits(url.IdnHost, host)));
    }

    private static bool Fits(string host, string rule) => rule.StartsWith("*.", StringComparison.Ordinal)
        ? host.EndsWith(rule[1..], StringComparison.OrdinalIgnoreCase)
        : host.Equals(rule, StringComparison.OrdinalIgnoreCase);
}
