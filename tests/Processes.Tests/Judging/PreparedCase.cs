using System.Text.Json;
using ZoomApprover.Processes.Tests.Storm;

namespace ZoomApprover.Processes.Tests.Judging;

/// <summary>Evidence made up for the referee: journals, the list of answers, and a service that says what it is told to say.</summary>
internal sealed class PreparedCase
{
    public const long First = 111;
    public const long Second = 222;

    private static readonly DateTimeOffset Start = new(2026, 11, 2, 10, 0, 0, TimeSpan.Zero);
    private static readonly string[] Headers = ["nombre", "registrant_key", "time_id", "registrant_id", "registrant_status", "registrant_data", "max_uses"];

    private readonly List<Line> zoom = [];
    private readonly List<Line> sheet = [];
    private readonly List<Line> answers = [];
    private readonly List<string> codes = [];
    private readonly Dictionary<(string Code, string Header), object?> cells = [];
    private DateTimeOffset now = Start;
    private int zoomCalls;
    private int sheetCalls;
    private int changes;

    /// <summary>How the service says things stand.</summary>
    public SayingService Service { get; } = new();

    public int Accepted { get; set; }

    private sealed record Line(long N, DateTimeOffset At, string What, object Facts);

    public void Pass(TimeSpan time) => now += time;

    /// <summary>People add a row.</summary>
    public void Row(string code, int session)
    {
        codes.Add(code);
        Change("person", "Append", code, "registrant_key", code);
        Change("person", "Append", code, "time_id", session);
    }

    public void Edit(string code, string header, object? value) => Change("person", "Set", code, header, value);

    /// <summary>The service reads the sheet as it stands.</summary>
    public void Read()
    {
        SheetCall("read");
        Add(sheet, "read", new { Call = sheetCalls, Tab = "list", UpTo = changes });
    }

    /// <summary>One writing call of the service.</summary>
    public void Write(string code, params (string Header, object? Value)[] values)
    {
        SheetCall("write");
        foreach (var (header, value) in values)
        {
            Change("service", "Write", code, header, value, sheetCalls);
        }
    }

    public void Mark(string code, string registrant) => Write(code, ("registrant_id", registrant), ("registrant_status", "REGISTERED"));

    public void SheetCall(string endpoint) => Add(sheet, "call", new { Call = ++sheetCalls, Endpoint = endpoint });

    public void GoogleAnswers(int status) => Add(sheet, "answer", new { Call = sheetCalls, Status = status });

    /// <summary>Somebody fills in the form, and the service says what it makes of it.</summary>
    public void Register(string registrant, string answer, long meeting = First)
    {
        Add(zoom, "person", new { Act = "register", Kind = "meeting", MeetingId = meeting, RegistrantId = registrant, Status = "pending", Answers = new[] { answer } });
        Service.Knows(meeting, registrant, now);
    }

    public void Delivered(string registrant, int status = 200, long meeting = First)
    {
        var sent = now;
        Add(answers, "answer", new { MeetingId = meeting, RegistrantId = registrant, Planned = sent, Sent = sent, Status = status, Outcome = status == 200 ? "waiting" : null });
        Accepted += status == 200 ? 1 : 0;
    }

    public void Waits(string registrant, string reason) => Service.Says(registrant, now, "Decided", "service", "waiting", reason);

    public void Decides(string registrant, string code, int generation = 1) => Service.Says(registrant, now, "Decided", "service", "approving", null, code, generation);

    public void Asks(string registrant) => Service.Says(registrant, now, "ApproveAsked", "api", "approving");

    public void Releases(string registrant, string code) => Service.Says(registrant, now, "Released", "api", "approved", null, code, 1);

    public void Confirms(string registrant, string? code = null, int generation = 1) =>
        Service.Says(registrant, now, "Confirmed", "service", "approved", null, code, code is null ? null : generation);

    /// <summary>The service writes down that it calls, calls, and Zoom does it.</summary>
    public void Call(string registrant, string? code = null, int generation = 1, long meeting = First)
    {
        Service.Says(registrant, now, "CallBegun", "service", "approving", null, code, code is null ? null : generation);
        Effect(registrant, meeting);
    }

    /// <summary>A call that turns somebody approved.</summary>
    public void Effect(string registrant, long meeting = First)
    {
        ZoomCall("status", "medium", meeting, registrant);
        Add(zoom, "effect", new { Call = zoomCalls, MeetingId = meeting, RegistrantId = registrant, Status = "approved" });
    }

    public void ZoomCall(string endpoint, string label, long meeting, params string[] registrants) =>
        Add(zoom, "call", new { Call = ++zoomCalls, Endpoint = endpoint, Label = label, MeetingId = meeting, RegistrantIds = registrants });

    public void ZoomAnswers(int status) => Add(zoom, "answer", new { Call = zoomCalls, Status = status });

    /// <summary>The whole way of one who comes in with a code.</summary>
    /// <param name="count">What the row says then, of a code of several uses.</param>
    public void LetIn(string registrant, string code, int generation = 1, long meeting = First, string? count = null)
    {
        Decides(registrant, code, generation);
        Call(registrant, code, generation, meeting);
        Confirms(registrant, code, generation);
        Read();
        Write(code, ("registrant_id", registrant), ("registrant_status", count ?? "REGISTERED"));
    }

    /// <summary>Hands everything to the referee and takes its word.</summary>
    public async Task<ProcessEnd> JudgeAsync()
    {
        Read();
        Add(sheet, "all", new { Change = changes, Tab = "list", Rows = new object?[][] { Headers }.Concat(codes.Select(code => Headers.Select(header => cells.GetValueOrDefault((code, header))).ToArray())) });
        var folder = Directory.CreateTempSubdirectory("zoom-approver-case-");
        try
        {
            await using var api = await Service.ServeAsync(Start, Accepted, codes);
            Save(folder, "zoom.jsonl", zoom);
            Save(folder, "sheets.jsonl", sheet);
            Save(folder, "answers.jsonl", answers);
            var @case = Path.Combine(folder.FullName, "case.json");
            await File.WriteAllTextAsync(@case, JsonSerializer.Serialize(Described(folder, api.Address), JsonSerializerOptions.Web));
            return await SideProgram.RunAsync("Referee", @case);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static object Described(DirectoryInfo folder, Uri api) => new
    {
        Api = api,
        Key = "key",
        Zoom = Path.Combine(folder.FullName, "zoom.jsonl"),
        Sheets = Path.Combine(folder.FullName, "sheets.jsonl"),
        Answers = Path.Combine(folder.FullName, "answers.jsonl"),
        Meetings = new[] { new { Kind = "Meeting", Id = First, Session = "1" }, new { Kind = "Meeting", Id = Second, Session = "2" } },
        CodeLength = 10,
        Columns = new { Code = "registrant_key", Session = "time_id", Status = "registrant_status", RegistrantId = "registrant_id", Data = "registrant_data" },
        LightPerSecond = 80,
        MediumPerSecond = 60,
        LongestWait = TimeSpan.FromMinutes(5),
    };

    private void Change(string author, string act, string code, string header, object? value, int? call = null)
    {
        var old = cells.GetValueOrDefault((code, header));
        cells[(code, header)] = value;
        Add(sheet, "change", new { Change = ++changes, Call = call, Author = author, Act = act, Tab = "list", Row = codes.IndexOf(code) + 2, Header = header, Key = code, Old = old, New = value });
    }

    // a second between any two things, so that their order is never in doubt
    private void Add(List<Line> lines, string what, object facts)
    {
        lines.Add(new Line(lines.Count + 1, now, what, facts));
        now += TimeSpan.FromSeconds(1);
    }

    private static void Save(DirectoryInfo folder, string name, List<Line> lines) => File.WriteAllLines(
        Path.Combine(folder.FullName, name), lines.Select(line => JsonSerializer.Serialize(line, JsonSerializerOptions.Web)));
}
