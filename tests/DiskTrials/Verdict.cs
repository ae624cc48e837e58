namespace ZoomApprover.DiskTrials;

/// <summary>Compares what was promised, what the ledger holds, and what Zoom really did.</summary>
internal static class Verdict
{
    /// <summary>Who was answered 200 and is not in the ledger as it was promised: the registration, its claim, or the claim it lost to.</summary>
    public static IReadOnlyList<string> Lost(IReadOnlyList<Guest> guests, IReadOnlyDictionary<string, Promise> promises, LedgerReading ledger)
    {
        var codes = guests.ToDictionary(one => one.Registrant.Id, one => one.Code, StringComparer.Ordinal);
        return [.. promises.Where(one => !Holds(one.Key, one.Value.Outcome, codes[one.Key], ledger)).Select(one => one.Key)];
    }

    /// <exception cref="TrialFailedException">Zoom approved somebody whose claim is not in the ledger.</exception>
    public static void EachApprovalIsRecorded(IEnumerable<string> approved, LedgerReading ledger)
    {
        var unrecorded = approved.Where(id => ledger.Registrations.GetValueOrDefault(id)?.Code is not { } code || !ledger.Holders[code].Contains(id)).ToList();
        if (unrecorded.Count > 0)
        {
            throw new TrialFailedException($"{unrecorded.Count} registrants were approved in Zoom, and the ledger knows of no claim of theirs");
        }
    }

    /// <exception cref="TrialFailedException">A code admitted several people, or, at the end of all, nobody.</exception>
    public static void EachCodeAdmitsOne(IReadOnlyList<Guest> guests, World world, bool atTheEnd)
    {
        var codes = guests.ToDictionary(one => one.Registrant.Id, one => one.Code, StringComparer.Ordinal);
        var admitted = world.Zoom.Approvals.CountBy(one => codes[one.RegistrantId]).ToDictionary(StringComparer.Ordinal);
        var twice = admitted.Count(one => one.Value > 1);
        var never = atTheEnd ? codes.Values.Distinct().Count(code => !admitted.ContainsKey(code)) : 0;
        if (twice + never > 0)
        {
            throw new TrialFailedException($"{twice} codes admitted more than one person, {never} nobody");
        }
    }

    private static bool Holds(string id, string outcome, string code, LedgerReading ledger) =>
        ledger.Registrations.TryGetValue(id, out var stored)
        && ledger.Holders[code].ToList() is [var holder]
        && (outcome == "approved" ? holder == id && stored.Code == code : holder != id);
}
