namespace ZoomApprover.LoadGenerator;

/// <summary>One who fills in the form.</summary>
internal sealed record Guest(int Number, PlannedMeeting Meeting, string Answer)
{
    public string Name => $"storm{Number:D6}";
}

/// <summary>Who comes next, by the seed alone: most with a code of their own, some with one that was used, the wrong one, or none.</summary>
internal sealed class Guests(Plan plan)
{
    private const int Remembered = 100;
    private readonly Random chance = new(plan.Seed);
    private readonly Dictionary<string, int> taken = plan.Codes.Keys.ToDictionary(session => session, _ => 0, StringComparer.Ordinal);
    private readonly List<(PlannedMeeting Meeting, string Code)> latest = [];
    private int number;

    /// <summary>Null: no code is left.</summary>
    public Guest? Next()
    {
        var meeting = plan.Meetings[chance.Next(plan.Meetings.Count)];
        var answer = chance.Next(100) switch
        {
            < 10 when latest.Count > 0 => Again(ref meeting),
            < 15 => $"NOPE{number:D6}",
            < 18 when plan.Codes.Count > 1 => Fresh(plan.Codes.Keys.First(session => session != meeting.Session)),
            < 20 => "I lost it",
            _ => Fresh(meeting.Session) is { } code ? Remember(meeting, code) : null,
        };
        return answer is null ? null : new Guest(number++, meeting, Spelled(answer));
    }

    private string Again(ref PlannedMeeting meeting)
    {
        var (where, code) = latest[chance.Next(latest.Count)];
        meeting = chance.Next(2) == 0 ? where : meeting; // every second time in another meeting
        return code;
    }

    private string Remember(PlannedMeeting meeting, string code)
    {
        latest.Add((meeting, code));
        if (latest.Count > Remembered)
        {
            latest.RemoveAt(0);
        }

        return code;
    }

    private string? Fresh(string session) => taken[session] < plan.Codes[session].Length ? plan.Codes[session][taken[session]++] : null;

    // one in five types it as people do
    private string Spelled(string code) => chance.Next(10) switch
    {
        0 when code.Length == 10 => $" {code[..4]}-{code[4..7]}-{code[7..]} ",
        1 => code.ToLowerInvariant(),
        _ => code,
    };
}
