using ZoomApprover.Application.State;
using ZoomApprover.Infrastructure.Zoom.Answers;

namespace ZoomApprover.Infrastructure.Zoom.Access;

/// <summary>An access token as Zoom gave it.</summary>
/// <param name="Scopes">Those of the app at that moment: a scope added later needs a new token.</param>
/// <param name="Fresh">Over five minutes before the end, so that no call outlives its token.</param>
/// <param name="Valid">Over when Zoom accepts it no longer.</param>
internal sealed record ZoomToken(string Value, IReadOnlyList<string> Scopes, Countdown Fresh, Countdown Valid)
{
    private static readonly TimeSpan Usual = TimeSpan.FromHours(1);
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(5);

    /// <summary>Null for an answer without a token that could stand in a header.</summary>
    public static ZoomToken? Read(string? json, TimeProvider time)
    {
        using var document = Json.Parse(json);
        if (document is null || !IsUsable(document.RootElement.Text("access_token"), out var value))
        {
            return null;
        }

        var seconds = document.RootElement.Number("expires_in");
        var lifetime = seconds is > 0 and <= 86_400 ? TimeSpan.FromSeconds(seconds.Value) : Usual; // a wrong guess costs one 401
        return new ZoomToken(
            value,
            (document.RootElement.Text("scope") ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
            Countdown.Begin(time, lifetime - (lifetime > 2 * Early ? Early : lifetime / 2)),
            Countdown.Begin(time, lifetime));
    }

    // a record would print its members
    public override string ToString() => $"access token for {Valid.Length}";

    private static bool IsUsable(string? value, out string usable)
    {
        usable = value ?? "";
        return usable.Length is > 0 and <= 16_384 && usable.All(letter => letter is > ' ' and <= '~');
    }
}
