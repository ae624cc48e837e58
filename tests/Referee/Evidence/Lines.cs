using System.Text.Json;

namespace ZoomApprover.Referee.Evidence;

/// <summary>One line of a journal.</summary>
internal sealed record Line(long N, DateTimeOffset At, string What, JsonElement Facts)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectRequiredConstructorParameters = true };

    public static IReadOnlyList<Line> Read(string path)
    {
        Line[] lines = [.. File.ReadLines(path).Select(text => JsonSerializer.Deserialize<Line>(text, Json)!)];
        if (lines.Where((line, at) => line.N != at + 1).Any())
        {
            throw new InvalidDataException($"{path}: a line is missing, or was added");
        }

        return lines;
    }

    public T Of<T>() => Facts.Deserialize<T>(Json)!;
}

/// <summary>A registrant of one meeting or webinar; Zoom's numbers of both never meet.</summary>
internal readonly record struct Person(long Meeting, string Registrant)
{
    public override string ToString() => $"{Meeting}/{Registrant}";
}

/// <summary>One try of one delivery.</summary>
/// <param name="Status">0: no answer.</param>
internal sealed record Attempt(Person Person, DateTimeOffset Sent, DateTimeOffset Answered, int Status, string? Outcome)
{
    private sealed record Facts(long MeetingId, string RegistrantId, DateTimeOffset Sent, int Status, string? Outcome = null);

    public static IReadOnlyList<Attempt> Read(string path) =>
    [
        .. from line in Line.Read(path)
           let facts = line.Of<Facts>()
           select new Attempt(new Person(facts.MeetingId, facts.RegistrantId), facts.Sent, line.At, facts.Status, facts.Outcome),
    ];
}
