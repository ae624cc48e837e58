using Microsoft.Extensions.Logging;
using ZoomApprover.Application.Ports;

namespace ZoomApprover.Application.State;

/// <summary>What is wrong now, by topic. A problem is logged once, when it appears.</summary>
public sealed partial class ProblemBoard(ILogger<ProblemBoard> logger)
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, IReadOnlyList<Problem>> topics = new(StringComparer.Ordinal);

    /// <summary>Every problem once, though two topics may tell of it.</summary>
    public IReadOnlyList<Problem> All
    {
        get
        {
            lock (gate)
            {
                return [.. topics.Values.SelectMany(problems => problems).DistinctBy(problem => (problem.Kind, string.Join('\n', problem.Details)))];
            }
        }
    }

    /// <summary>Says everything that is wrong with a topic now; what is not said any more is over.</summary>
    public void Set(string topic, params IReadOnlyList<Problem> problems) => Change(topic, _ => problems);

    /// <summary>Adds to a topic; the same problem again changes nothing.</summary>
    public void Add(string topic, Problem problem) =>
        Change(topic, before => before.Count < 100 && !before.Any(known => Same(known, problem)) ? [.. before, problem] : before);

    public void Clear(string topic) => Change(topic, _ => []);

    /// <summary>Some of what the topic says is over.</summary>
    public void Clear(string topic, Func<Problem, bool> isOver) => Change(topic, before => [.. before.Where(problem => !isOver(problem))]);

    private void Change(string topic, Func<IReadOnlyList<Problem>, IReadOnlyList<Problem>> change)
    {
        IReadOnlyList<Problem> before, after;
        lock (gate)
        {
            before = topics.GetValueOrDefault(topic, []);
            topics[topic] = after = change(before);
        }

        foreach (var problem in after.Where(problem => !before.Any(known => Same(known, problem))))
        {
            LogAppeared(problem.Kind, string.Join("; ", problem.Details.Select(OneLine)));
        }
    }

    private static bool Same(Problem one, Problem other) => one.Kind == other.Kind && one.Details.SequenceEqual(other.Details);

    // a detail may quote a cell or a title: it must not begin a log line of its own
    private static string OneLine(string detail) => string.Concat(detail.Select(letter => char.IsControl(letter) ? ' ' : letter));

    [LoggerMessage(LogLevel.Warning, "Problem {Problem}: {Details}")]
    private partial void LogAppeared(ProblemKind problem, string details);
}

/// <summary>The topics of the board.</summary>
public static class Topics
{
    public const string ListAccess = "list access";
    public const string ListRows = "list rows";
    public const string ListMarks = "list marks";
    public const string ListHold = "list hold";
    public const string ListApprovals = "list approvals";
    public const string ZoomAccess = "zoom access";
    public const string ZoomScopes = "zoom scopes";
    public const string Unmanaged = "unmanaged meetings";
    public const string Deliveries = "deliveries";
    public const string Signatures = "signatures";
    public const string Losses = "losses";
    public const string Codes = "codes used twice";
    public const string Guesses = "guesses";

    public static string Settings(Domain.Meetings.MeetingKey meeting) => $"settings of {meeting}";

    /// <summary>Whether everybody is let in without us.</summary>
    public static string Gate(Domain.Meetings.MeetingKey meeting) => $"gate of {meeting}";

    public static string Readings(Domain.Meetings.MeetingKey meeting) => $"readings of {meeting}";

    /// <summary>Single registrants; the first detail is their key.</summary>
    public static string People(Domain.Meetings.MeetingKey meeting) => $"people of {meeting}";

    public static string Calls(Domain.Meetings.MeetingKey meeting) => $"calls for {meeting}";

    public static string Titles(Domain.Meetings.MeetingKey meeting) => $"titles of {meeting}";
}
