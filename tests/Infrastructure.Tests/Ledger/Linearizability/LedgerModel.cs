namespace ZoomApprover.Infrastructure.Tests.Ledger.Linearizability;

/// <summary>What a ledger should do, as a few dictionaries, one step at a time. Small enough to be seen to be right.</summary>
internal sealed class LedgerModel
{
    private readonly Dictionary<int, int> holders = []; // by code
    private readonly HashSet<(int Code, int Person)> taken = []; // set free by a person
    private readonly SortedSet<int> adopted = []; // in with their code before the ledger knew of them
    private readonly SortedDictionary<int, string> people = [];
    private readonly SortedDictionary<int, string> answers = []; // by the operation's own number

    /// <summary>A rule that the model may have wrong, to see whether a wrong model is noticed.</summary>
    public bool ReleaseForgetsTheHolder { get; init; }

    /// <summary>Everything that anybody could see.</summary>
    public string Seen => Words(answers, people, number => holders.TryGetValue(number, out var who) ? who : null);

    public static string Words(IEnumerable<KeyValuePair<int, string>> answers, IEnumerable<KeyValuePair<int, string>> people, Func<int, int?> holderOf) =>
        $"{string.Join("; ", answers.Select(one => one.Value))} | {string.Join("; ", people.Select(one => $"{one.Key}={one.Value}"))} | "
        + string.Join("; ", Enumerable.Range(0, Step.Codes).Select(code => $"{code}:{holderOf(code)}"));

    public void Record(Step step)
    {
        if (people.TryGetValue(step.Person, out var known))
        {
            answers[step.Number] = $"{known} again";
            return;
        }

        // who else is in with it comes before whoever asks for it
        if (!holders.ContainsKey(step.Code) && adopted.Where(one => one % Step.Codes == step.Code && !taken.Contains((step.Code, one))).ToList() is [var first, ..])
        {
            holders[step.Code] = first;
        }

        var won = holders.TryAdd(step.Code, step.Person);
        answers[step.Number] = people[step.Person] = won ? "Approving" : "Waiting CodeAlreadyUsed";
    }

    public void Confirm(Step step)
    {
        var confirmed = people.GetValueOrDefault(step.Person) == "Approving";
        answers[step.Number] = confirmed ? "confirmed" : "not ours to confirm";
        if (confirmed)
        {
            people[step.Person] = "Approved";
        }
    }

    public void Adopt(Step step)
    {
        var known = people.GetValueOrDefault(step.Person);
        var isNew = known is not ("Approving" or "Approved");
        answers[step.Number] = known == "Approved" ? "Approved again" : "Approved";
        people[step.Person] = "Approved";
        if (isNew)
        {
            adopted.Add(step.Person);
        }

        if (!isNew || (holders.TryGetValue(step.Code, out var holder) && people[holder] == "Approved"))
        {
            return;
        }

        if (!holders.TryGetValue(step.Code, out var displaced))
        {
            if (taken.Contains((step.Code, step.Person)))
            {
                return; // what was set free stays free, though whom it was taken from is in
            }
        }
        else
        {
            people[displaced] = "Waiting CodeAlreadyUsed";
        }

        holders[step.Code] = step.Person;
    }

    public void Release(Step step)
    {
        if (!holders.Remove(step.Code, out var holder))
        {
            answers[step.Number] = "NotFound";
            return;
        }

        taken.Add((step.Code, holder));

        answers[step.Number] = people[holder] == "Approved" ? "StaysApproved" : "Done";
        if (people[holder] != "Approved" && !ReleaseForgetsTheHolder)
        {
            people[holder] = "Waiting ReleasedByPerson";
        }
    }

    public void Look(Step step) => answers[step.Number] = $"held by {(holders.TryGetValue(step.Code, out var who) ? who : null)}";
}

/// <summary>One thing that somebody does.</summary>
/// <param name="Number">Its own: its answer is found by it.</param>
/// <param name="Person">Each of them has one code.</param>
internal readonly record struct Step(int Number, int Person)
{
    public const int Codes = 2;
    public const int People = 6;

    public int Code => Person % Codes;

    public override string ToString() => $"person {Person}, code {Code}";
}
