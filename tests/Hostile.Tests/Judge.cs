using System.Text.Json;
using ZoomApprover.Simulators.Zoom;

namespace ZoomApprover.Hostile.Tests;

/// <summary>Goes by Zoom's own lists and logs, and by what the API shows; of the service's insides it knows nothing.</summary>
internal sealed class Judge(Run run)
{
    private readonly List<string> faults = [];
    private Dictionary<string, JsonElement> ledger = [];

    /// <summary>Everything that is not as it should be.</summary>
    public async Task<IReadOnlyList<string>> JudgeAsync()
    {
        ledger = (await run.LedgerAsync()).ToDictionary(one => one.GetProperty("registrantId").GetString()!, StringComparer.Ordinal);
        Check(ledger.Count == run.Registered.Count + (Story.Meetings * Story.Strangers), $"the ledger knows {ledger.Count} people");
        foreach (var (guest, registrant) in run.Registered.Values.Where(one => one.Guest.Reason is not null))
            CheckWaits(guest, registrant, guest.Reason!);
        foreach (var code in run.Registered.Values.Where(one => one.Guest.Reason is null).GroupBy(one => one.Guest.Code))
            CheckCode([.. code]);
        CheckLog();
        CheckLimits();
        await CheckEndAsync();
        return faults;
    }

    /// <summary>Exactly one of those with a good code is in, or was refused by Zoom; the others came too late.</summary>
    private void CheckCode(IReadOnlyList<(Guest Guest, SimRegistrant Registrant)> holders)
    {
        var refused = run.Plan.Refused;
        var winners = holders.Where(one => one.Registrant.Status == SimRegistrant.Approved || refused.Contains(one.Registrant.Id)).ToList();
        Check(winners.Count == 1, $"the code of guest {holders[0].Guest.Number} admitted {winners.Count}");
        foreach (var (guest, registrant) in holders.Except(winners))
            CheckWaits(guest, registrant, "CodeAlreadyUsed");
        foreach (var (guest, registrant) in winners)
        {
            if (registrant.Status == SimRegistrant.Approved)
                Check(StandsAs(registrant, "approved", null), $"guest {guest.Number} is in, and here {Said(registrant)}");
            else
                CheckWaits(guest, registrant, "ZoomRefused");
        }
    }

    private void CheckWaits(Guest guest, SimRegistrant registrant, string reason)
    {
        Check(registrant.Status == SimRegistrant.Pending, $"guest {guest.Number}, who should wait with {reason}, is {registrant.Status} in Zoom");
        Check(StandsAs(registrant, "waiting", reason), $"guest {guest.Number} should wait with {reason}, and here is {Said(registrant)}");
    }

    /// <summary>Whom our calls really let in, by Zoom's log.</summary>
    private void CheckLog()
    {
        var letIn = run.Zoom.Approvals.Select(one => run.Registered.TryGetValue(one.RegistrantId, out var known) ? known.Guest : null).ToList();
        Check(letIn.All(guest => guest is { Reason: null }), "somebody without a good code was let in");
        Check(letIn.OfType<Guest>().GroupBy(guest => guest.Code).All(code => code.Count() == 1), "a code let two people in");
        Check(run.Zoom.Approvals.All(one => one.Action == "approve"), "somebody was denied");
    }

    private void CheckLimits()
    {
        var calls = run.Zoom.Calls.Where(call => call.Endpoint == ZoomEndpoint.Status).ToList();
        Check(MostADay(calls) <= 10, $"{MostADay(calls)} status calls for one registrant on one day");
        var taken = calls.Where(call => call.Status is not (401 or 429)).ToList();
        Check(MostADay(taken) <= 6, $"{MostADay(taken)} status calls of ours for one registrant on one day, those turned away at Zoom's door not counted");
        Check(run.Zoom.RedirectsFollowed == 0, "a redirect was followed");
        Check(run.Zoom.UnexpectedCalls.Count == 0, $"a call that Zoom does not know: {string.Join("; ", run.Zoom.UnexpectedCalls.Take(3))}");
    }

    private static int MostADay(IEnumerable<ZoomCall> calls) =>
        calls.SelectMany(call => call.RegistrantIds.Select(id => (id, call.Time.UtcDateTime.Date))).GroupBy(one => one).Max(one => one.Count());

    /// <summary>Nobody is left without an end, and of all troubles only those remain that a person must mend.</summary>
    private async Task CheckEndAsync()
    {
        var status = await run.StatusAsync();
        var refused = ledger.Values.Count(one => one.GetProperty("reason").GetString() == "ZoomRefused");
        var problems = status.GetProperty("problems").EnumerateArray().Select(one => one.GetProperty("kind").GetString()!).Where(IsAboutZoom).ToList();
        Check(status.GetProperty("zoom").GetProperty("owed").GetInt32() == 0, "something is still owed to Zoom");
        Check(refused == run.Plan.Refused.Count, $"Zoom refused {run.Plan.Refused.Count}, and here {refused} wait for that");
        Check(problems.Count(kind => kind == "RegistrantRefused") == refused, $"{problems.Count(kind => kind == "RegistrantRefused")} problems for {refused} refused");
        Check(problems.All(kind => kind == "RegistrantRefused"), $"problems that are over are still shown: {string.Join(", ", problems.Where(kind => kind != "RegistrantRefused").Distinct())}");
    }

    // the list has a doubled code in it, and some deliveries were too old to be believed or lost on the way
    private static bool IsAboutZoom(string kind) => kind is not ("ListCodeDoubled" or "DeliveryStale" or "DeliveriesMissed");

    private bool StandsAs(SimRegistrant registrant, string status, string? reason) =>
        ledger.TryGetValue(registrant.Id, out var one) && one.GetProperty("status").GetString() == status && one.GetProperty("reason").GetString() == reason;

    private string Said(SimRegistrant registrant) =>
        ledger.TryGetValue(registrant.Id, out var one) ? $"{one.GetProperty("status").GetString()} {one.GetProperty("reason").GetString()}" : "unknown";

    private void Check(bool holds, string otherwise)
    {
        if (!holds)
            faults.Add(otherwise);
    }
}
