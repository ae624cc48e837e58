using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Tests.Fakes;

/// <summary>One status call as it arrived.</summary>
internal sealed record StatusCall(MeetingKey Meeting, ZoomAction Action, IReadOnlyList<RegistrantName> Registrants, bool IdOnly, string? Occurrence = null);

/// <summary>A Zoom that does what it is told: by default every call is taken and its effect is seen at once.</summary>
internal sealed class ScriptedZoom : IZoomRegistrants
{
    private readonly Lock gate = new();
    private readonly List<StatusCall> calls = [];
    private readonly List<string> reads = [];

    public Dictionary<RegistrationKey, ZoomStatus> Statuses { get; } = [];

    /// <summary>The answer to a status call; null: taken, with its effect.</summary>
    public Func<StatusCall, StatusAnswer?> OnStatus { get; set; } = _ => null;

    /// <summary>What happens before a status call is answered.</summary>
    public Func<StatusCall, Task> BeforeStatus { get; set; } = _ => Task.CompletedTask;

    /// <summary>The answer to a GET; null: as the status is.</summary>
    public Func<RegistrationKey, ReadAnswer<Registrant?>?> OnGet { get; set; } = _ => null;

    /// <summary>The answer to a listing; null: those of the status, on one page.</summary>
    public Func<MeetingKey, ZoomStatus, string, ReadAnswer<RegistrantPage>?> OnList { get; set; } = (_, _, _) => null;

    public Func<MeetingKey, ReadAnswer<MeetingSettings>> OnMeeting { get; set; } = _ => new(ReadEnd.Found, new MeetingSettings(1, 1, null, null));

    public ReadAnswer<IReadOnlyCollection<string>> Scopes { get; set; } = new(ReadEnd.Found, [
        "meeting:write:admin", "meeting:read:admin", "webinar:write:admin", "webinar:read:admin"]);

    public IReadOnlyList<StatusCall> Calls
    {
        get
        {
            lock (gate)
            {
                return [.. calls];
            }
        }
    }

    /// <summary>"get id" and "list Status", in order.</summary>
    public IReadOnlyList<string> Reads
    {
        get
        {
            lock (gate)
            {
                return [.. reads];
            }
        }
    }

    public async Task<StatusAnswer> SetStatusAsync(
        MeetingKey meeting, string? occurrence, ZoomAction action, IReadOnlyList<RegistrantName> registrants, bool idOnly, CancellationToken cancellationToken)
    {
        var call = new StatusCall(meeting, action, registrants, idOnly, occurrence);
        lock (gate)
        {
            calls.Add(call);
        }

        await BeforeStatus(call);
        cancellationToken.ThrowIfCancellationRequested();
        if (OnStatus(call) is { } answer)
        {
            return answer;
        }

        lock (gate)
        {
            foreach (var one in registrants)
            {
                Statuses[new RegistrationKey(meeting, one.Id)] = action == ZoomAction.Approve ? ZoomStatus.Approved : ZoomStatus.Denied;
            }
        }

        return new StatusAnswer(CallEnd.Accepted);
    }

    public Task<ReadAnswer<Registrant?>> GetAsync(RegistrationKey registrant, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            reads.Add($"get {registrant.RegistrantId}");
            return Task.FromResult(OnGet(registrant) ?? new ReadAnswer<Registrant?>(ReadEnd.Found, Of(registrant)));
        }
    }

    public Task<ReadAnswer<RegistrantPage>> ListAsync(MeetingKey meeting, string? occurrence, ZoomStatus status, string pageToken, Urgency urgency, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            reads.Add($"list {status}{(occurrence is null ? "" : $" of {occurrence}")}{(pageToken.Length == 0 ? "" : $" {pageToken}")}");
            return Task.FromResult(OnList(meeting, status, pageToken) ?? new ReadAnswer<RegistrantPage>(
                ReadEnd.Found, new RegistrantPage([.. Statuses.Where(one => one.Key.Meeting == meeting && one.Value == status).Select(one => Of(one.Key))], "")));
        }
    }

    public Task<ReadAnswer<MeetingSettings>> GetMeetingAsync(MeetingKey meeting, CancellationToken cancellationToken) => Task.FromResult(OnMeeting(meeting));

    public Task<ReadAnswer<IReadOnlyCollection<string>>> GetScopesAsync(CancellationToken cancellationToken) => Task.FromResult(Scopes);

    private Registrant Of(RegistrationKey key) =>
        A.Registrant(key.RegistrantId, status: Statuses.GetValueOrDefault(key, ZoomStatus.Pending), meeting: key.Meeting);
}
