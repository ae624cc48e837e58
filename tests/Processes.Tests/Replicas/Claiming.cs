using System.Diagnostics;
using System.Globalization;
using ZoomApprover.Simulators.Zoom;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.Processes.Tests.Replicas;

/// <summary>Many claims on few codes, at every door at once.</summary>
internal static class Claiming
{
    private const int Senders = 96;

    /// <summary>More by hand: tests/race.sh 200000.</summary>
    public static readonly int Claims = int.Parse(Environment.GetEnvironmentVariable("ZOOMAPPROVER_CLAIMS") ?? "2000", CultureInfo.InvariantCulture);

    public static string[] Codes => [.. Enumerable.Range(0, Math.Min(1_000, Claims / 200)).Select(code => $"MANY{code:D6}")];

    /// <summary>Each code admits one, whoever came with it, and Zoom is told of nobody else.</summary>
    public static async Task RaceAsync(World world, IReadOnlyList<ZoomSender> doors, string from)
    {
        var codes = Codes;
        var (next, approved, clock) = (-1, 0, Stopwatch.StartNew());

        await Task.WhenAll(Enumerable.Range(0, Senders).Select(async sender =>
        {
            while (Interlocked.Increment(ref next) is var number && number < Claims)
            {
                var body = ZoomSender.RegistrationCreated(world.Meeting, world.Register($"m{number}", codes[number % codes.Length]));
                var answer = await DeliverAsync(doors[sender % doors.Count], body);
                Interlocked.Add(ref approved, IsApproved(answer) ? 1 : 0);
            }
        }));

        await TestContext.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{Claims} claims on {codes.Length} codes {from} in {clock.Elapsed.TotalSeconds:F1} s: {Claims / clock.Elapsed.TotalSeconds:F0} a second, {approved} winners"));
        Assert.That(approved, Is.EqualTo(codes.Length));
        await Wait.UntilAsync(() => Approved(world, 'm').Count >= codes.Length, "all winners are approved");
        Assert.That(Approved(world, 'm'), Has.Count.EqualTo(codes.Length));
    }

    public static List<string> Approved(World world, char who) => [.. world.Zoom.Approvals.Select(approval => approval.Email).Where(email => email.StartsWith(who))];

    /// <summary>As Zoom does: 503 and silence come again.</summary>
    public static async Task<DeliveryResult> DeliverAsync(ZoomSender door, byte[] body)
    {
        while (true)
        {
            if (await door.DeliverAsync(body) is { IsRepeated: false } answer)
            {
                return answer;
            }
        }
    }

    public static bool IsApproved(DeliveryResult answer) => answer.Body.Contains("\"approved\"", StringComparison.Ordinal);
}
