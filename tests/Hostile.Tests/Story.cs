using System.Globalization;
using ZoomApprover.Simulators.Zoom;

namespace ZoomApprover.Hostile.Tests;

/// <summary>What is to become of somebody, whatever happens on the way.</summary>
/// <param name="Code">The one they gave; "" when they gave none, or several.</param>
/// <param name="Reason">Why they wait at the end; null when their code admits them, unless somebody else with it was first.</param>
internal sealed record Guest(int Number, int Meeting, string Answer, string Code, string? Reason);

/// <summary>Who registers where with what, by seed; and the invitation list that goes with it.</summary>
internal sealed class Story
{
    public const int Meetings = 8;

    /// <summary>Approved by the host in every meeting before the service first ran; the first ten gave a code of the list.</summary>
    public const int Strangers = 30;
    public const int StrangersWithCode = 10;

    private readonly List<string> rows = ["registrant_key,time_id,registrant_id,registrant_status,registrant_data,expires"];
    private readonly List<Guest> guests = [];
    private readonly Random random;

    public Story(int seed, int count)
    {
        random = new Random(seed);
        for (var meeting = 0; meeting < Meetings; meeting++)
            for (var stranger = 0; stranger < StrangersWithCode; stranger++)
                rows.Add($"{StrangersCode(meeting, stranger)},{SessionOf(meeting)},,,,");
        while (guests.Count < count)
            guests.Add(Next(guests.Count));
    }

    public IReadOnlyList<string> Rows => rows;

    public IReadOnlyList<Guest> All => guests;

    public static long IdOf(int meeting) => 86_000_000_001 + meeting;

    public static SimKind KindOf(int meeting) => meeting % 3 == 2 ? SimKind.Webinar : SimKind.Meeting;

    public static string SessionOf(int meeting) => meeting < Meetings / 2 ? "1" : "2";

    public static string StrangersCode(int meeting, int stranger) => string.Create(CultureInfo.InvariantCulture, $"STRANG{meeting:D2}{stranger:D2}");

    private Guest Next(int number)
    {
        var meeting = random.Next(Meetings);
        var code = string.Create(CultureInfo.InvariantCulture, $"GUEST{number:D5}");
        return random.Next(100) switch
        {
            < 78 => Row(number, meeting, code, SessionOf(meeting), "", "", null),
            < 84 => Twin(number, meeting) ?? Row(number, meeting, code, SessionOf(meeting), "", "", null),
            < 88 => new Guest(number, meeting, code, code, "UnknownCode"),
            < 91 => new Guest(number, meeting, "no la tengo", "", "NoCode"),
            < 94 => Row(number, meeting, code, SessionOf(Meetings - 1 - meeting), "", "", "WrongSession"),
            < 96 => Row(number, meeting, code, SessionOf(meeting), "usada", "", "CodeAlreadyUsed"),
            < 97 => Row(number, meeting, code, SessionOf(meeting), "", "2026-12-31", "CodeExpired"),
            < 98 => Both(number, meeting),
            < 99 => Doubled(number, meeting, code),
            _ => new Guest(number, meeting, StrangersCode(meeting, number % StrangersWithCode), StrangersCode(meeting, number % StrangersWithCode), "CodeAlreadyUsed"),
        };
    }

    private Guest Row(int number, int meeting, string code, string session, string status, string expires, string? reason)
    {
        rows.Add($"{code},{session},,{status},,{expires}");
        return new Guest(number, meeting, code.ToLowerInvariant(), code, reason);
    }

    /// <summary>The code of somebody who has one that is good, in a meeting where it is good too.</summary>
    private Guest? Twin(int number, int meeting)
    {
        var first = Enumerable.Range(0, 20).Select(_ => guests.Count == 0 ? null : guests[random.Next(guests.Count)])
            .FirstOrDefault(one => one is { Reason: null } && SessionOf(one.Meeting) == SessionOf(meeting));
        return first is null ? null : new Guest(number, meeting, first.Code, first.Code, null);
    }

    private Guest Both(int number, int meeting)
    {
        var (one, other) = (string.Create(CultureInfo.InvariantCulture, $"FIRST{number:D5}"), string.Create(CultureInfo.InvariantCulture, $"OTHER{number:D5}"));
        rows.Add($"{one},{SessionOf(meeting)},,,,");
        rows.Add($"{other},{SessionOf(meeting)},,,,");
        return new Guest(number, meeting, $"{one} {other}", "", "SeveralCodes");
    }

    private Guest Doubled(int number, int meeting, string code)
    {
        rows.Add($"{code},{SessionOf(meeting)},,,,");
        return Row(number, meeting, code, SessionOf(meeting), "", "", "AmbiguousCode");
    }
}
