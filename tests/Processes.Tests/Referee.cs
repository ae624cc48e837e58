using System.Text.Json;
using ZoomApprover.Simulators.Zoom;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.Processes.Tests;

/// <summary>Compares what the sender was promised, what the ledger holds, and what Zoom really did.</summary>
internal static class Referee
{
    private const int OwnCallsADay = 6;

    /// <summary>
    /// Who was answered 200 stands in the ledger since before the answer. A registration that was lost and found again in
    /// Zoom's list stands there since later.
    /// </summary>
    public static void NobodyIsLost(OpenLoop load, IReadOnlyList<JsonElement> ledger)
    {
        var received = ledger.ToDictionary(Id, one => one.GetProperty("receivedAt").GetDateTimeOffset(), StringComparer.Ordinal);
        var lost = load.Taken.Where(one => !received.TryGetValue(one.Key, out var at) || at > one.Value).Select(one => one.Key).ToList();

        Assert.That(lost, Is.Empty, "answered 200, and not in the ledger by then");
        Assert.That(load.Answers.Keys, Is.SubsetOf(new[] { 0, 200, 503 }), "Zoom repeats nothing else");
    }

    /// <summary>Everybody is approved, or waits for the reason that their code gives.</summary>
    public static void EverybodyIsDecided(OpenLoop load, IReadOnlyList<JsonElement> ledger)
    {
        var codes = load.Arrivals.ToDictionary(one => one.Registrant.Id, one => one.Code, StringComparer.Ordinal);
        var undecided = ledger.Where(one => (Text(one, "status"), Text(one, "reason"), IsUnknown(codes[Id(one)])) is not
            (("approved", null, false) or ("waiting", "CodeAlreadyUsed", false) or ("waiting", "UnknownCode", true)))
            .Select(one => $"{Text(one, "status")} {Text(one, "reason")} {codes[Id(one)]}").ToList();

        Assert.That(undecided, Is.Empty);
        Assert.That(ledger, Has.Count.EqualTo(load.Arrivals.Count));
    }

    /// <summary>Zoom's own log: a code that was free admits exactly one person, any other nobody.</summary>
    public static void EachCodeAdmitsOne(OpenLoop load, World world)
    {
        var approvals = world.Zoom.Approvals;
        var codes = load.Arrivals.ToDictionary(one => one.Registrant.Id, one => one.Code, StringComparer.Ordinal);
        var admitted = approvals.CountBy(one => codes[one.RegistrantId]).ToDictionary(StringComparer.Ordinal);
        var wrong = codes.Values.Distinct()
            .Where(code => admitted.GetValueOrDefault(code) != (IsUnknown(code) ? 0 : 1))
            .Select(code => $"{code}: {admitted.GetValueOrDefault(code)}").ToList();

        Assert.That(wrong, Is.Empty, "approved per code");
        Assert.That(approvals.Select(one => one.Action), Is.All.EqualTo("approve"));
    }

    public static void ZoomIsNotPestered(World world)
    {
        var most = world.Zoom.Calls.Where(call => call.Endpoint == ZoomEndpoint.Status)
            .SelectMany(call => call.RegistrantIds.Select(id => (id, call.Time.UtcDateTime.Date)))
            .CountBy(one => one).Max(one => one.Value);

        Assert.That(most, Is.LessThanOrEqualTo(OwnCallsADay), "status calls for one registrant in one day");
    }

    /// <summary>Nobody's data stands in what the process printed.</summary>
    public static void NothingIsTold(IEnumerable<string> lines) => Assert.That(
        lines.Where(line => line.Contains("STORM", StringComparison.OrdinalIgnoreCase) || line.Contains("@example.com", StringComparison.OrdinalIgnoreCase)
            || line.Contains("Canaria", StringComparison.OrdinalIgnoreCase) || line.Contains(World.Secret, StringComparison.Ordinal)),
        Is.Empty);

    private static bool IsUnknown(string code) => code.StartsWith("NOPE", StringComparison.Ordinal);

    private static string Id(JsonElement one) => Text(one, "registrantId")!;

    private static string? Text(JsonElement one, string name) => one.GetProperty(name).GetString();
}
