using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using ZoomApprover.Simulators;
using ZoomApprover.Simulators.Zoom;

namespace ZoomApprover.LoadGenerator;

/// <summary>Sends each guest's delivery, signed anew each time, until it is answered 200; one in fifty comes a second time all the same.</summary>
internal sealed class Deliveries : IDisposable
{
    private const int OneTwiceIn = 50;
    private static readonly TimeSpan RepeatAfter = TimeSpan.FromMilliseconds(500);

    private readonly Plan plan;
    private readonly Journal list;
    private readonly ZoomSender sender;
    private readonly HttpClient control;
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private readonly ConcurrentDictionary<int, int> answers = new();

    public Deliveries(Plan plan)
    {
        this.plan = plan;
        list = new Journal(plan.List);
        control = new HttpClient { BaseAddress = plan.Control };
        sender = new ZoomSender(client, plan.Webhook, plan.Secret);
    }

    /// <summary>How often each status was answered; 0 is no answer.</summary>
    public IReadOnlyDictionary<int, int> Answers => answers;

    public async Task DeliverAsync(Guest guest, DateTimeOffset planned, CancellationToken abandoned)
    {
        using var answer = await control.PostAsJsonAsync(
            "/register",
            new { guest.Meeting.Kind, MeetingId = guest.Meeting.Id, Email = $"{guest.Name}@example.com", FirstName = guest.Name, LastName = "Canaria", guest.Answer },
            abandoned);
        answer.EnsureSuccessStatusCode();
        var registered = (await answer.Content.ReadFromJsonAsync<Registered>(abandoned))!;

        for (var left = guest.Number % OneTwiceIn == 0 ? 2 : 1; left > 0;)
        {
            if (await TryAsync(guest, registered, planned, abandoned))
            {
                left--;
            }
            else
            {
                await Task.Delay(RepeatAfter, abandoned);
            }
        }
    }

    public void Dispose()
    {
        client.Dispose();
        control.Dispose();
        list.Dispose();
    }

    private async Task<bool> TryAsync(Guest guest, Registered registered, DateTimeOffset planned, CancellationToken abandoned)
    {
        var sent = DateTimeOffset.UtcNow;
        var result = await sender.DeliverAsync(registered.Delivery, cancellationToken: abandoned);
        list.Note("answer", new { MeetingId = guest.Meeting.Id, registered.RegistrantId, Planned = planned, Sent = sent, result.Status, Outcome = OutcomeOf(result) });
        answers.AddOrUpdate(result.Status, 1, (_, count) => count + 1);
        return result.IsSuccess;
    }

    private static string? OutcomeOf(DeliveryResult result)
    {
        if (!result.IsSuccess)
        {
            return null;
        }

        using var body = JsonDocument.Parse(result.Body);
        return body.RootElement.GetProperty("outcome").GetString();
    }

    private sealed record Registered(string RegistrantId, byte[] Delivery);
}
