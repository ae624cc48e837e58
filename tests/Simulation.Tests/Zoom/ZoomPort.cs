using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.Simulation.Tests.World;

namespace ZoomApprover.Simulation.Tests.Zoom;

/// <summary>Zoom's calls as one process of the service meets them: answers come late, lie, or never come.</summary>
internal sealed class ZoomPort(Member owner, SimZoom zoom, Weather weather) : IZoomRegistrants
{
    private const int PageSize = 4;

    private SimWorld World => owner.World;

    private Chance Chance => owner.World.Chance;

    public Task<StatusAnswer> SetStatusAsync(
        MeetingKey meeting, string? occurrence, ZoomAction action, IReadOnlyList<RegistrantName> registrants, bool idOnly, CancellationToken cancellationToken)
    {
        List<Guest> named = [.. registrants.Select(one => zoom.Find(new RegistrationKey(meeting, one.Id))).OfType<Guest>()];
        World.Say($"  Zoom is called: {action} {string.Join(' ', named)}");
        World.Counts.Add("status calls");
        if (registrants.Count is 0 or > 30 || named.Count != registrants.Count)
        {
            World.Violated("R6", $"a status call with {registrants.Count} registrants, {named.Count} of them Zoom's");
        }

        if (named.Find(guest => guest.IsUncertain) is { } unread)
        {
            World.Violated("R6", $"a second call for {unread}, and nobody asked what came of the first");
        }

        zoom.Call(named);
        var changed = named.ToList();
        var (answer, effectAfter) = Answer(meeting, action, named, changed, idOnly);
        if (answer.End is CallEnd.NotSent or CallEnd.TooManyCalls or CallEnd.PermissionRefused)
        {
            named.ForEach(guest => guest.Calls.RemoveAt(guest.Calls.Count - 1)); // turned away before it was counted for anybody
        }

        named.ForEach(guest => guest.IsUncertain = answer.End is CallEnd.Accepted or CallEnd.Unknown);
        if (effectAfter is { } after)
        {
            World.After(after, () => changed.ForEach(guest => zoom.Act(guest, action, Hand.Service)));
        }

        return Later(answer.End.ToString(), answer, Latency());
    }

    public Task<ReadAnswer<Registrant?>> GetAsync(RegistrationKey registrant, CancellationToken cancellationToken)
    {
        foreach (var together in zoom.Guests.Where(guest => guest.LastCall == zoom.Find(registrant)?.LastCall))
        {
            together.IsUncertain = false; // one of a call speaks for all of it
        }

        if (Trouble<Registrant?>() is { } trouble)
        {
            return Later($"GET {registrant.RegistrantId}: {trouble.End}", trouble, Latency());
        }

        var at = SeenAt();
        var guest = zoom.Find(registrant);
        var answer = guest?.StatusAt(at) is { } status
            ? new ReadAnswer<Registrant?>(ReadEnd.Found, guest.ToRegistrant(status, at))
            : new ReadAnswer<Registrant?>(ReadEnd.NotFound);
        return Later($"GET {registrant.RegistrantId}: {answer.Value?.Status.ToString() ?? "not there"}", answer, Latency());
    }

    public Task<ReadAnswer<RegistrantPage>> ListAsync(
        MeetingKey meeting, string? occurrence, ZoomStatus status, string pageToken, Urgency urgency, CancellationToken cancellationToken)
    {
        if (Trouble<RegistrantPage>() is { } trouble)
        {
            return Later($"{status} of {meeting}: {trouble.End}", trouble, Latency());
        }

        if (pageToken.Length > 0 && Chance.Hits(weather.Zoom / 8))
        {
            return Later($"{status} of {meeting}: the page token ran out", new ReadAnswer<RegistrantPage>(ReadEnd.PageExpired), Latency());
        }

        foreach (var guest in zoom.Guests.Where(guest => guest.Key.Meeting == meeting))
        {
            guest.IsUncertain = false;
        }

        // a page begins after the registrant the last one ended with; those before it are not shown again
        var at = SeenAt();
        var all = zoom.With(meeting, status, at);
        var from = pageToken.Length == 0 ? 0 : all.FindIndex(guest => string.CompareOrdinal(guest.Key.RegistrantId, pageToken) < 0) is var next and >= 0 ? next : all.Count;
        List<Guest> page = [.. all.Skip(from).Take(PageSize)];
        var token = from + page.Count < all.Count ? page[^1].Key.RegistrantId : "";
        var answer = new RegistrantPage([.. page.Select(guest => guest.ToRegistrant(status, at))], token);
        return Later($"{status} of {meeting}: {string.Join(' ', page)}", new ReadAnswer<RegistrantPage>(ReadEnd.Found, answer), Latency());
    }

    public Task<ReadAnswer<MeetingSettings>> GetMeetingAsync(MeetingKey meeting, CancellationToken cancellationToken) => Later(
        $"settings of {meeting}", new ReadAnswer<MeetingSettings>(ReadEnd.Found, new MeetingSettings(1, 1, null, ["Invitation code"])), Latency());

    public Task<ReadAnswer<IReadOnlyCollection<string>>> GetScopesAsync(CancellationToken cancellationToken) => Later(
        "scopes", Trouble<IReadOnlyCollection<string>>() ?? new ReadAnswer<IReadOnlyCollection<string>>(ReadEnd.Found, []), Latency());

    private (StatusAnswer Answer, TimeSpan? EffectAfter) Answer(MeetingKey meeting, ZoomAction action, List<Guest> named, List<Guest> changed, bool idOnly)
    {
        if (named.Any(guest => guest.Calls.Count(at => at.Date == World.Now.Date) > 10))
        {
            return (new StatusAnswer(CallEnd.DailyLimit, "registrant", ZoomTime: World.Now), null);
        }

        if (named.Any(guest => guest.IsRefused || (weather.ZoomIsStrict && !guest.IsPending)))
        {
            World.Counts.Add("refused calls");
            return (new StatusAnswer(CallEnd.RegistrantRefused, "300 a registrant is not right"), null);
        }

        if (weather.IsClosed(meeting, World.Now))
        {
            World.Counts.Add("calls to a closed meeting");
            return (new StatusAnswer(CallEnd.MeetingRefused, "3000 the meeting is over"), null);
        }

        if (!Chance.Hits(weather.Zoom))
        {
            return (new StatusAnswer(CallEnd.Accepted), Chance.Milliseconds(1, 20));
        }

        World.Counts.Add("calls gone wrong");
        switch (Chance.Below(10))
        {
            case 0 when !idOnly:
                World.Counts.Add("204 without effect");
                changed.RemoveAll(_ => named.Count == 1 || Chance.Hits(0.6)); // on all of them, or on some
                return (new StatusAnswer(CallEnd.Accepted), Chance.Milliseconds(1, 20));
            case 1:
                return (new StatusAnswer(CallEnd.Accepted), Chance.Seconds(0.5, 8));
            case 2 or 3 or 4:
                World.Counts.Add("lost answers");
                return (new StatusAnswer(CallEnd.Unknown), Chance.Milliseconds(1, 20));
            case 5:
                World.Counts.Add("lost answers");
                return (new StatusAnswer(CallEnd.Unknown), Chance.Seconds(0.5, 8));
            case 6:
                return (new StatusAnswer(CallEnd.Unknown), null);
            case 7:
                return (new StatusAnswer(CallEnd.NotSent), null);
            case 8:
                return (new StatusAnswer(CallEnd.TooManyCalls, RetryAfter: Chance.Hits(0.5) ? Chance.Seconds(1, 20) : null), null);
            default:
                return (new StatusAnswer(Chance.Hits(0.7) ? CallEnd.MeetingRefused : CallEnd.PermissionRefused, $"3000 {action} is not allowed"), null);
        }
    }

    private ReadAnswer<T>? Trouble<T>() => !Chance.Hits(weather.Zoom / 2) ? null : Chance.Below(4) == 0
        ? new ReadAnswer<T>(ReadEnd.TooManyCalls, RetryAfter: Chance.Seconds(1, 10))
        : new ReadAnswer<T>(ReadEnd.Failed);

    // what Zoom answers may be some seconds old
    private DateTimeOffset SeenAt() => Chance.Hits(weather.Zoom / 2) ? World.Now - Chance.Seconds(0.2, 5) : World.Now;

    private TimeSpan Latency() => Chance.Hits(weather.Zoom / 4) ? Chance.Seconds(2, 25) : Chance.Milliseconds(20, 400);

    private Task<T> Later<T>(string what, T answer, TimeSpan latency)
    {
        World.CheckThread();
        World.Say($"  Zoom, {what}");
        owner.Passing("before call");
        var done = new TaskCompletionSource<T>();
        World.After(latency, owner, () =>
        {
            owner.Passing("after call");
            done.TrySetResult(answer);
        });
        return done.Task;
    }
}
