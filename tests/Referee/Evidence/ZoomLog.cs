namespace ZoomApprover.Referee.Evidence;

/// <summary>A call of the service. Label is null where Zoom counts none.</summary>
internal sealed record ZoomCall(int Call, DateTimeOffset At, string? Endpoint, string? Label, IReadOnlyList<Person> Named);

/// <summary>A registrant whom a call really turned approved or denied.</summary>
internal sealed record Effect(int Call, DateTimeOffset At, Person Person, string Status)
{
    public bool IsApproval => Status == "approved";
}

/// <summary>One who filled in the form, as Zoom knows them at the end.</summary>
/// <param name="At">When they did, the first time.</param>
/// <param name="Status">pending, approved or denied.</param>
/// <param name="Answers">All they ever gave.</param>
internal sealed record Registrant(Person Person, DateTimeOffset At, string Status, IReadOnlyList<string> Answers);

/// <summary>What really happened in Zoom.</summary>
internal sealed record ZoomLog(
    IReadOnlyList<ZoomCall> Calls, IReadOnlyList<Effect> Effects, IReadOnlyDictionary<Person, Registrant> Registrants, IReadOnlyList<int> Answers, IReadOnlyList<string> Unexpected)
{
    public static ZoomLog Read(string path)
    {
        List<ZoomCall> calls = [];
        List<Effect> effects = [];
        Dictionary<Person, Registrant> registrants = [];
        List<int> answers = [];
        List<string> unexpected = [];
        foreach (var line in Line.Read(path))
        {
            switch (line.What)
            {
                case "call":
                    var call = line.Of<CallFacts>();
                    calls.Add(new ZoomCall(call.Call, line.At, call.Endpoint, call.Label, [.. call.RegistrantIds.Select(id => new Person(call.MeetingId, id))]));
                    break;
                case "effect":
                    var effect = line.Of<EffectFacts>();
                    var changed = new Person(effect.MeetingId, effect.RegistrantId);
                    effects.Add(new Effect(effect.Call, line.At, changed, effect.Status));
                    registrants[changed] = registrants[changed] with { Status = effect.Status };
                    break;
                case "person":
                    var act = line.Of<PersonFacts>();
                    var person = new Person(act.MeetingId, act.RegistrantId);
                    Take(registrants, act, person, line.At);
                    break;
                case "answer":
                    answers.Add(line.Of<AnswerFacts>().Status);
                    break;
                case "unexpected":
                    unexpected.Add(line.Of<UnexpectedFacts>().Text);
                    break;
            }
        }

        return new ZoomLog(calls, effects, registrants, answers, unexpected);
    }

    private static void Take(Dictionary<Person, Registrant> registrants, PersonFacts act, Person person, DateTimeOffset at)
    {
        if (act.Act == "remove")
        {
            registrants.Remove(person);
        }
        else if (registrants.TryGetValue(person, out var known))
        {
            registrants[person] = known with { Status = act.Status, Answers = [.. known.Answers.Union(act.Answers)] };
        }
        else
        {
            registrants[person] = new Registrant(person, at, act.Status, act.Answers);
        }
    }

    private sealed record CallFacts(int Call, long MeetingId, string[] RegistrantIds, string? Endpoint = null, string? Label = null);

    private sealed record EffectFacts(int Call, long MeetingId, string RegistrantId, string Status);

    private sealed record PersonFacts(string Act, long MeetingId, string RegistrantId, string Status, string[] Answers);

    private sealed record AnswerFacts(int Status);

    private sealed record UnexpectedFacts(string Text);
}
