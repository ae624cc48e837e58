using System.Buffers;
using System.Collections.Frozen;
using BenchmarkDotNet.Attributes;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;
using ZoomApprover.Domain.Codes;
using ZoomApprover.Domain.Invitations;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.Simulators.Zoom;
using ZoomApprover.WebApi.Webhooks;

namespace ZoomApprover.Benchmarks.Parts;

/// <summary>What is done for one delivery before the ledger is asked, part by part.</summary>
[MemoryDiagnoser]
public class OneDelivery
{
    private const string Secret = "webhook-secret-of-the-benchmark-91c4";
    private const string Code = "B000054321";
    private const int Codes = 100_000;

    private static readonly CodeFormat Format = CodeFormat.OfLength(10);
    private static readonly MeetingRules Meeting = new(new MeetingKey(MeetingKind.Meeting, 86012345678), new Session("1"));
    private static readonly DateTimeOffset Noon = new(2027, 1, 12, 12, 0, 0, TimeSpan.Zero);

    private readonly ListCopy copy = new();
    private readonly IReadOnlyList<Answer> answers = [new("Empresa", "Compañía de ejemplo, S. L."), new("Código de invitación", $" {Code.ToLowerInvariant()} ")];
    private readonly string[] secrets = [Secret];
    private ReadOnlySequence<byte> body;
    private string timestamp = "";
    private string signature = "";
    private CandidateCodes candidates = null!;

    [GlobalSetup]
    public async Task PrepareAsync()
    {
        await using var zoom = await ZoomSimulator.StartAsync();
        var meeting = zoom.AddMeeting(Meeting.Key.Id);
        var registrant = zoom.Register(meeting.Id, "ana@example.com", "Ana", "García", [.. answers.Select(one => new SimAnswer(one.Title, one.Value))]);
        var bytes = ZoomSender.RegistrationCreated(meeting, registrant);
        var seconds = Noon.ToUnixTimeSeconds();
        using var client = new HttpClient();
        (body, timestamp) = (new ReadOnlySequence<byte>(bytes), seconds.ToString(System.Globalization.CultureInfo.InvariantCulture));
        signature = new ZoomSender(client, new Uri("http://127.0.0.1/"), Secret).Sign(seconds, bytes);
        copy.Replace(
            new ListPlace("csv", ""), Noon,
            Enumerable.Range(0, Codes).Select(number => new Invitation($"B{number:D9}", number + 2, new Session("1"))).ToFrozenDictionary(one => one.Code, StringComparer.Ordinal));
        candidates = CodeReader.Read(answers, Format, []);
        if (!SignatureFits() || DeliveryIsRead() is not Delivery.Registered || CodesAreRead().Codes is not [Code] || ItIsDecided().Code != Code)
        {
            throw new InvalidOperationException("The parts do not do what is to be measured.");
        }
    }

    [Benchmark]
    public bool SignatureFits() => WebhookSignature.Check(secrets, timestamp, signature, body, out _) == SignatureCheck.Valid;

    [Benchmark]
    public object DeliveryIsRead() => DeliveryReader.Read(body, Noon);

    [Benchmark]
    public CandidateCodes CodesAreRead() => CodeReader.Read(answers, Format, []);

    [Benchmark]
    public Decision ItIsDecided()
    {
        var (found, readAt) = copy.Find(candidates.Codes);
        return ApprovalPolicy.Decide(found, candidates.Any, Meeting, readAt!.Value, "ana@example.com", EmailMatch.Off, candidates.AreMistyped);
    }
}
