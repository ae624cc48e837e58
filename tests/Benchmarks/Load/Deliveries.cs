using System.Globalization;
using System.Text;
using ZoomApprover.Simulators.Zoom;

namespace ZoomApprover.Benchmarks.Load;

/// <summary>Signed requests as Zoom sends them.</summary>
internal sealed class Deliveries(Stage stage)
{
    private const string Question = "Código de invitación";
    private readonly ZoomSender sender = new(new HttpClient(), new Uri("http://127.0.0.1/webhooks/zoom"), Stage.Secret);
    private int used;

    /// <summary>Of people with a code of their own whom nobody has heard of before.</summary>
    public IReadOnlyList<byte[]> Unique(int count)
    {
        var from = used;
        used += count;
        // registering so many at the simulator would take longer than all the rest
        var model = stage.Zoom.Register(Stage.MeetingId, "model@example.com", "Model", "Canaria", new SimAnswer(Question, "MODELCODE0"));
        var body = Encoding.UTF8.GetString(ZoomSender.RegistrationCreated(stage.Meeting, model));
        stage.Zoom.RemoveRegistrant(Stage.MeetingId, model.Id);
        return [.. Enumerable.Range(from, count).Select(number => Request(Encoding.UTF8.GetBytes(body
            .Replace(model.Id, string.Create(CultureInfo.InvariantCulture, $"bench{number:D17}"), StringComparison.Ordinal)
            .Replace("model@", string.Create(CultureInfo.InvariantCulture, $"guest{number}@"), StringComparison.Ordinal)
            .Replace("MODELCODE0", Stage.Code(number), StringComparison.Ordinal))))];
    }

    /// <summary>Of people whom the simulator knows too.</summary>
    public IReadOnlyList<(string RegistrantId, byte[] Request)> Registered(int count)
    {
        var from = used;
        used += count;
        return [.. Enumerable.Range(from, count).Select(number =>
        {
            var registrant = stage.Zoom.Register(
                Stage.MeetingId, string.Create(CultureInfo.InvariantCulture, $"guest{number}@example.com"), "Guest", "Canaria", new SimAnswer(Question, Stage.Code(number)));
            return (registrant.Id, Request(ZoomSender.RegistrationCreated(stage.Meeting, registrant)));
        })];
    }

    private byte[] Request(byte[] body)
    {
        var timestamp = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var head = string.Create(CultureInfo.InvariantCulture, $"""
            POST /webhooks/zoom HTTP/1.1
            Host: 127.0.0.1
            Content-Type: application/json; charset=utf-8
            x-zm-request-timestamp: {timestamp}
            x-zm-signature: {sender.Sign(timestamp, body)}
            Content-Length: {body.Length}


            """).ReplaceLineEndings("\r\n");
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }
}
