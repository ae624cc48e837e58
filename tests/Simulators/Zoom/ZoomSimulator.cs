namespace ZoomApprover.Simulators.Zoom;

/// <summary>
/// Zoom's registrants API on a real socket: stateful, as strict as the real one where that is known, and answering 501 to
/// whatever it does not know. Every test ends with a look at <see cref="UnexpectedCalls"/>.
/// </summary>
public sealed class ZoomSimulator : IAsyncDisposable
{
    private readonly ZoomSimulatorOptions options;
    private readonly ZoomState state;
    private readonly AccessTokens tokens;
    private readonly ZoomPipeline pipeline;
    private readonly Lock opening = new();
    private LoopbackServer? server;
    private Task door = Task.CompletedTask;
    private ITimer? reopening;

    private ZoomSimulator(ZoomSimulatorOptions options)
    {
        this.options = options;
        Port = options.Port;
        state = new ZoomState(options.Time, options.Journal);
        tokens = new AccessTokens(options, () => OAuthBaseUrl, Scopes);
        pipeline = new ZoomPipeline(this, state, new ZoomApi(options, state, tokens), options.Time);
    }

    public int Port { get; private set; }

    public string ApiBaseUrl => $"{OAuthBaseUrl}/v2";

    /// <summary>The token is at POST /oauth/token below it.</summary>
    public string OAuthBaseUrl => $"http://127.0.0.1:{Port}";

    public string AccountId => options.AccountId;

    public string ClientId => options.ClientId;

    public string ClientSecret => options.ClientSecret;

    /// <summary>The app's granular scopes. A token carries those of the moment it was issued.</summary>
    public IList<string> Scopes { get; } =
    [
        "meeting:read:meeting:admin", "meeting:read:registrant:admin", "meeting:read:list_registrants:admin",
        "meeting:read:list_registration_questions:admin", "meeting:update:registrant_status:admin",
        "webinar:read:webinar:admin", "webinar:read:registrant:admin", "webinar:read:list_registrants:admin",
        "webinar:read:list_registration_questions:admin", "webinar:update:registrant_status:admin",
    ];

    public ZoomFaults Faults { get; } = new();

    /// <summary>Awaited when a status call has arrived, before anything comes of it.</summary>
    public Func<Task>? OnStatusCall { get; set; }

    /// <summary>Awaited after a status call that succeeds took effect, before its answer.</summary>
    public Func<Task>? AfterEffect { get; set; }

    /// <summary>Every call that arrived, in that order.</summary>
    public IReadOnlyList<ZoomCall> Calls => state.Calls;

    /// <summary>Every change of a registrant by the API.</summary>
    public IReadOnlyList<ZoomApproval> Approvals => state.Approvals;

    /// <summary>Calls no known client of Zoom would send, followed redirects, and hooks that threw.</summary>
    public IReadOnlyList<string> UnexpectedCalls => state.UnexpectedCalls;

    public int RedirectsFollowed => state.RedirectsFollowed;

    /// <summary>Calls that get nowhere until time goes on: those that hang, and those that drip.</summary>
    public int StandingStill => Standstill.Count;

    /// <summary>Done when an outage's closing or opening is.</summary>
    public Task Door
    {
        get
        {
            lock (opening)
                return door;
        }
    }

    internal Standstill Standstill { get; } = new();

    public int TokensIssued
    {
        get
        {
            lock (state.Gate)
                return tokens.Issued;
        }
    }

    public static async Task<ZoomSimulator> StartAsync(ZoomSimulatorOptions? options = null)
    {
        var zoom = new ZoomSimulator(options ?? new());
        await zoom.RestartAsync();
        return zoom;
    }

    /// <summary>Zoom is down: connections are refused, calls in the middle are cut off.</summary>
    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref server, null) is { } running)
            await running.DisposeAsync();
    }

    /// <summary>Zoom is up again on the same port and remembers everything.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        server = await LoopbackServer.StartAsync(Port, pipeline.HandleAsync);
        Port = server.Port;
    }

    /// <summary>Nobody listens for so long, by the simulator's time.</summary>
    internal void CloseFor(TimeSpan length)
    {
        lock (opening)
        {
            if (reopening is not null)
                return; // it is closed, or about to be
            door = Task.Run(StopAsync);
            reopening = options.Time.CreateTimer(_ => Reopen(), null, length, Timeout.InfiniteTimeSpan);
        }
    }

    private void Reopen()
    {
        lock (opening)
        {
            reopening?.Dispose();
            reopening = null;
            door = door.ContinueWith(_ => RestartAsync(), TaskScheduler.Default).Unwrap();
        }
    }

    public SimMeeting AddMeeting(long id, SimKind kind = SimKind.Meeting)
    {
        var meeting = new SimMeeting(id, kind) { AccountId = AccountId };
        state.Add(meeting);
        return meeting;
    }

    /// <summary>Null: there is none with this number.</summary>
    public SimMeeting? Find(long meetingId) => state.Find(meetingId);

    /// <summary>The host deletes it: every call about it is a 404 from now on.</summary>
    public void RemoveMeeting(long id) => state.Remove(id);

    /// <summary>
    /// A person fills in the form. The same e-mail again is the same registrant with new answers; once denied, nothing of
    /// theirs changes any more.
    /// </summary>
    public SimRegistrant Register(long meetingId, string email, string firstName, string? lastName, params SimAnswer[] answers) =>
        RegisterFor(meetingId, null, email, firstName, lastName, answers);

    /// <summary>A person registers for some occurrences, as registration types 2 and 3 let them. The same e-mail again adds to the occurrences.</summary>
    /// <param name="occurrences">Null: for all there are.</param>
    public SimRegistrant RegisterFor(long meetingId, IReadOnlyList<string>? occurrences, string email, string firstName, string? lastName, params SimAnswer[] answers)
    {
        lock (state.Gate)
        {
            var meeting = Meeting(meetingId);
            if (meeting.ApprovalType == 2)
                throw new InvalidOperationException($"{meetingId} has no registration.");

            if (meeting.FindByEmail(email) is { } known)
            {
                if (known.Status != SimRegistrant.Denied)
                    (known.FirstName, known.LastName, known.Answers) = (firstName, lastName, [.. answers]);
                Choose(meeting, known, occurrences);
                state.Person("register", meeting, known);
                return known;
            }

            if (meeting.Count >= meeting.MaxRegistrants)
                throw new InvalidOperationException($"{meetingId} is full.");
            var added = Add(meeting, email, firstName, lastName, answers);
            Choose(meeting, added, occurrences);
            return added;
        }
    }

    /// <summary>A person acts in Zoom's web page, where everything is possible.</summary>
    /// <param name="occurrence">Null: all of them.</param>
    public void SetStatus(long meetingId, string registrantId, string status, string? occurrence = null)
    {
        if (status is not (SimRegistrant.Pending or SimRegistrant.Approved or SimRegistrant.Denied))
            throw new ArgumentException($"Zoom has no status '{status}'.", nameof(status));

        lock (state.Gate)
        {
            var registrant = Registrant(meetingId, registrantId);
            registrant.Change(status, options.Time.GetUtcNow(), occurrence);
            state.Person("set", Meeting(meetingId), registrant);
        }
    }

    /// <summary>The host deletes somebody from the list.</summary>
    public void RemoveRegistrant(long meetingId, string registrantId)
    {
        lock (state.Gate)
        {
            var (meeting, registrant) = (Meeting(meetingId), Registrant(meetingId, registrantId));
            meeting.Remove(registrant.Id);
            state.Person("remove", meeting, registrant);
        }
    }

    /// <summary>Every token issued so far answers 401 from now on.</summary>
    public void RevokeTokens()
    {
        lock (state.Gate)
            tokens.Revoke();
    }

    public async ValueTask DisposeAsync()
    {
        lock (opening)
            reopening?.Dispose();
        await Door;
        await StopAsync();
    }

    private SimRegistrant Add(SimMeeting meeting, string email, string firstName, string? lastName, SimAnswer[] answers)
    {
        var id = SimRegistrant.NewId();
        var registrant = new SimRegistrant
        {
            Id = id,
            Email = email,
            FirstName = firstName,
            LastName = lastName,
            Status = meeting.ApprovalType == 0 ? SimRegistrant.Approved : SimRegistrant.Pending,
            CreateTime = options.Time.GetUtcNow(),
            Answers = [.. answers],
            JoinUrl = $"https://zoom.example/w/{meeting.Id}?tk={id}",
        };
        meeting.Add(registrant);
        state.Person("register", meeting, registrant);
        return registrant;
    }

    private static void Choose(SimMeeting meeting, SimRegistrant registrant, IReadOnlyList<string>? occurrences)
    {
        if (meeting.IsByOccurrence)
            registrant.Register(occurrences ?? [.. meeting.Occurrences.Select(one => one.Id)], meeting.ApprovalType == 0 ? SimRegistrant.Approved : SimRegistrant.Pending);
    }

    private SimMeeting Meeting(long id) => state.Find(id) ?? throw new InvalidOperationException($"There is no meeting {id}.");

    private SimRegistrant Registrant(long meetingId, string id) =>
        Meeting(meetingId).Find(id) ?? throw new InvalidOperationException($"There is no registrant {id} in {meetingId}.");
}
