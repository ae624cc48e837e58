using System.Globalization;

namespace ZoomApprover.Referee.Evidence;

/// <summary>All the evidence of one case, and what several rules ask of it.</summary>
internal sealed class Trial
{
    private const int MostUses = 1_000;

    private readonly Dictionary<Person, IReadOnlyList<string>> known = [];
    private readonly Dictionary<string, int> releases;
    private readonly Dictionary<Person, Effect> approvals;

    public Trial(Case @case, ZoomLog zoom, SheetLog sheet, IReadOnlyList<Attempt> attempts, ServiceWord service)
    {
        (Case, Zoom, Sheet, Attempts, Service) = (@case, zoom, sheet, attempts, service);
        Told = service.Registrations.GroupBy(one => one.Registration.Person).ToDictionary(one => one.Key, one => one.ToList());
        ListCodes = sheet.Changes.Where(one => one is { Code: not null, IsOurs: false }).GroupBy(one => one.Code!, StringComparer.Ordinal)
            .ToDictionary(one => one.Key, one => one.ToList(), StringComparer.Ordinal);
        releases = service.Registrations.SelectMany(told => told.History.Where((_, at) => IsRelease(told.History, at))).Where(one => one.Code is not null)
            .CountBy(one => one.Code!).ToDictionary(StringComparer.Ordinal);
        approvals = zoom.Effects.Where(one => one.IsApproval).GroupBy(one => one.Person).ToDictionary(one => one.Key, one => one.First());
        foreach (var registrant in zoom.Registrants.Values)
        {
            known[registrant.Person] = [.. Codes.In(registrant.Answers, @case.CodeLength).Where(ListCodes.ContainsKey)];
        }
    }

    public Case Case { get; }

    public ZoomLog Zoom { get; }

    public SheetLog Sheet { get; }

    public IReadOnlyList<Attempt> Attempts { get; }

    public ServiceWord Service { get; }

    /// <summary>What the service says of each; one entry each, unless something is wrong.</summary>
    public IReadOnlyDictionary<Person, List<Told>> Told { get; }

    /// <summary>Every code that ever stood in the list, with what people did in its row.</summary>
    public IReadOnlyDictionary<string, List<Change>> ListCodes { get; }

    public static async Task<Trial> GatherAsync(Case @case) => new(
        @case, ZoomLog.Read(@case.Zoom), SheetLog.Read(@case.Sheets, @case.Columns), Attempt.Read(@case.Answers), await ServiceWord.ReadAsync(@case.Api, @case.Key));

    /// <summary>The codes of the list that somebody gave.</summary>
    public IReadOnlyList<string> KnownCodesOf(Person person) => known.GetValueOrDefault(person) ?? [];

    public IReadOnlyList<HistoryItem> HistoryOf(Person person) => Told.TryGetValue(person, out var told) ? told[0].History : [];

    /// <summary>Whether a person asked the service for this, and the service says so.</summary>
    public bool IsAskedFor(Person person, string what, DateTimeOffset before) =>
        HistoryOf(person).Any(one => one.Event == what && one.Actor == "api" && one.At <= before);

    /// <summary>Releases of a code that the service shows with the person who asked for them.</summary>
    public int ReleasesOf(string code) => releases.GetValueOrDefault(code);

    /// <summary>The most registrants that the code admits, by any number that people ever wrote beside it; one when they wrote none.</summary>
    public int UsesOf(string code) => ListCodes[code].Where(one => one.Header == Case.Columns.MaxUses).Select(one => one.New)
        .Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var uses) && uses is >= 1 and <= MostUses ? uses : 1)
        .Append(1).Max();

    /// <summary>The first approval of somebody through the service; null when there is none.</summary>
    public Effect? ApprovalOf(Person person) => approvals.GetValueOrDefault(person);

    /// <summary>Whether a code ever stood in the list with the session of a meeting, before that time.</summary>
    public bool Opened(string code, long meeting, DateTimeOffset before) => ListCodes[code].Any(one =>
        one.Header == Case.Columns.Session && one.At <= before && Codes.Fold(one.New) == Codes.Fold(Case.SessionOf(meeting)));

    // what was asked for while a call was on its way is granted by the service itself, later
    private static bool IsRelease(IReadOnlyList<HistoryItem> history, int at) => history[at].Event is "Released" or "ReleasedButApproved"
        && (history[at].IsByPerson || history.Take(at).Any(earlier => earlier is { Event: "ReleaseAsked", IsByPerson: true }));
}
