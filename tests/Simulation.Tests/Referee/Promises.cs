using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.Simulation.Tests.Sheet;
using ZoomApprover.Simulation.Tests.Story;
using ZoomApprover.Simulation.Tests.Zoom;

namespace ZoomApprover.Simulation.Tests.Referee;

/// <summary>What must be true when everything that could go wrong has gone wrong, and it is calm again.</summary>
internal sealed class Promises(StoryRun story)
{
    private const int OwnCallsADay = 6;

    // calls that had to wait for the next day begin a minute after midnight, and take a moment
    private static readonly TimeSpan DayBegins = TimeSpan.FromMinutes(3);

    private IEnumerable<Guest> Guests => story.Outside.Zoom.Guests;

    /// <summary>R2: whom the service said it had taken in it knows, and it has decided.</summary>
    public void NothingTakenInIsLost(IReadOnlyDictionary<RegistrationKey, Registration> shown)
    {
        var lost = story.Facts.Acknowledged.Find(one =>
            !shown.ContainsKey(one.Guest.Key) && one.Guest.Status is ZoomStatus.Pending or ZoomStatus.Approved
            && !(story.Facts.RestoredFrom <= one.At));
        if (lost is not null)
        {
            story.World.Violated("R2", $"{lost.Guest} was answered 200 at {lost.At:HH:mm:ss.fff} and is not known");
        }
    }

    /// <summary>R2: who was told that it is decided is on disk, whatever came after.</summary>
    public void WhatWasTakenInIsThere(IReadOnlyList<Acknowledged> taken, IReadOnlySet<RegistrationKey> known)
    {
        if (taken.FirstOrDefault(one => IsDecided(one) && !known.Contains(one.Guest.Key) && !WentWithTheLedger(one)) is { } lost)
        {
            story.World.Violated("R2", $"{lost.Guest} was answered 200 at {lost.At:HH:mm:ss.fff}, and the next start does not know of it");
        }
    }

    /// <summary>R8: what the service shows and counts is what Zoom has.</summary>
    public void ShownIsTrue(IReadOnlyDictionary<RegistrationKey, Registration> shown, LedgerCounts counts)
    {
        foreach (var guest in Guests.Where(guest => guest.Status is not null))
        {
            var wanted = guest.Status;
            var seen = shown.GetValueOrDefault(guest.Key)?.Status switch
            {
                RegistrationStatus.Approved => ZoomStatus.Approved,
                RegistrationStatus.Denied or RegistrationStatus.Cancelled => ZoomStatus.Denied,
                null => (ZoomStatus?)null,
                _ => ZoomStatus.Pending,
            };
            if (seen != wanted && !(seen is null && wanted == ZoomStatus.Denied))
            {
                story.World.Violated(seen is null ? "R3" : "R8", $"{guest} is {wanted} in Zoom and {shown.GetValueOrDefault(guest.Key)?.Status.ToString() ?? "not known"} in the service");
            }
        }

        foreach (var status in Enum.GetValues<RegistrationStatus>().Where(status => counts.ByStatus.GetValueOrDefault(status) != shown.Values.Count(one => one.Status == status)))
        {
            story.World.Violated("R8", $"the service counts {counts.ByStatus.GetValueOrDefault(status)} as {status} and shows another number");
        }
    }

    /// <summary>R3: whoever waits with a code that is good, and that nobody else ever touched, is in by now.</summary>
    /// <param name="isDue">Of whom it is asked now.</param>
    public void WhoHasAFreeCodeIsIn(IReadOnlyDictionary<RegistrationKey, Registration> shown, Func<Guest, bool> isDue)
    {
        foreach (var guest in Guests.Where(guest => guest.IsPending && !guest.IsRefused && IsLeftAlone(guest) && isDue(guest)))
        {
            if (guest.Form.Codes is [var code] && IsGood(code, guest) && IsUncontested(code, guest))
            {
                story.World.Violated("R3", $"{guest} waits ({shown.GetValueOrDefault(guest.Key)?.Reason}) with {code}, which is good and free");
            }
        }
    }

    /// <summary>R3: a code that people were told is free opens for the next one who comes with it.</summary>
    public void ReleasedMeansFree(IReadOnlyDictionary<RegistrationKey, Registration> shown)
    {
        if (story.Facts.Restores.Count > 0)
        {
            return; // with the ledger the release may be gone too
        }

        foreach (var guest in Guests.Where(guest => guest.IsPending && !guest.IsRefused && IsLeftAlone(guest)))
        {
            if (guest.Form.Codes is [var code] && guest.Forms.Count == 1 && IsGood(code, guest)
                && !story.Facts.Approvals.Exists(asked => asked.Code == code)
                && story.Facts.Releases.FindLast(asked => asked.Code == code) is { End: DeskEnd.Done or DeskEnd.StaysApproved or DeskEnd.AfterReadBack } release
                && Guests.Count(one => one != guest && one.Given.Contains(code)) <= story.Facts.Releases.Count(asked => asked.Code == code && Facts.MayHaveFreed(asked)) // as R1 counts
                && Guests.All(one => !one.Given.Contains(code) || one == guest || (one.Forms[^1].At < release.At && one.Changes[^1].At < release.At && one.IsApproved))
                && guest.Form.At > release.At.AddMinutes(3))
            {
                story.World.Violated("R3", $"{guest} waits ({shown.GetValueOrDefault(guest.Key)?.Reason}) with {code}, which was set free before it came");
            }
        }
    }

    /// <summary>R5: whoever is in with a code of its own has its mark there, unless people wrote in that row.</summary>
    public void MarksStand()
    {
        foreach (var guest in Guests.Where(guest => guest.IsApproved && guest.Changes[^1].By == Hand.Service && IsLeftAlone(guest)))
        {
            if (guest.Given.ToList() is [var code] && IsUncontested(code, guest)
                && story.Outside.Sheet.Now.Of(code).ToList() is [var row] && IsUntouched(code)
                && !ShowsWhoIsIn(row, guest))
            {
                story.World.Violated("R5", $"the row of {code} shows \"{row[Column.Status]}\" for \"{row[Column.Id]}\", and {guest} is in with it");
            }
        }
    }

    /// <summary>R6: of Zoom's ten calls per registrant and day six are the service's own, each ledger for itself.</summary>
    public void FewCalls()
    {
        foreach (var guest in Guests.Where(guest => !IsByHand(guest)))
        {
            var most = guest.Calls.GroupBy(at => at.Date).Select(day => day.Count()).DefaultIfEmpty().Max();
            var allowed = OwnCallsADay * (1 + story.Facts.Restores.Count + (story.Facts.ClockWasSet ? 1 : 0));
            if (most > allowed)
            {
                story.World.Violated("R6", $"{most} status calls for {guest} on one day");
            }
        }
    }

    // what comes too late to be believed is decided on Zoom's word, and the answer says so
    private static bool IsDecided(Acknowledged one) => !one.Answer.Contains("ReadFromZoomFirst", StringComparison.Ordinal)
        && (one.Answer.Contains("\"approved\"", StringComparison.Ordinal) || one.Answer.Contains("\"waiting\"", StringComparison.Ordinal));

    private bool WentWithTheLedger(Acknowledged one) => story.Facts.RestoredFrom <= one.At && story.Facts.Restores.Exists(at => one.At <= at);

    /// <summary>
    /// The service may not call for the guest before the next day, by its own clock, which may be behind. It counts a call before
    /// it makes it, and may die between the two.
    /// </summary>
    public bool IsOutOfCalls(Guest guest)
    {
        var midnight = new[] { story.World.Now, story.World.Now + story.Outside.Wall.Off }.Min().Subtract(DayBegins).Date - TimeSpan.FromTicks(Math.Min(0, story.Outside.Wall.Off.Ticks));
        return guest.Calls.Count(at => at.UtcDateTime >= midnight) + story.Operator.Deaths.Count(at => at.UtcDateTime >= midnight && at > guest.Forms[0].At) >= OwnCallsADay;
    }

    private bool IsByHand(Guest guest) =>
        story.Facts.Approvals.Exists(asked => asked.Who == guest.Key) || story.Facts.Denials.Exists(asked => asked.Who == guest.Key);

    // nobody denied, approved or cancelled it
    private bool IsLeftAlone(Guest guest) => !IsByHand(guest) && guest.Changes.TrueForAll(change => change.By == Hand.Service || change.Status == ZoomStatus.Pending) && guest.Changes.Count <= 2;

    private bool IsGood(string code, Guest guest) => IsUntouched(code)
        && story.Outside.Sheet.Now.Of(code).ToList() is [var row]
        && Cast.RulesOf(guest.Key.Meeting).Admits(new Session(row[Column.Session]));

    private bool ShowsWhoIsIn(SheetRow row, Guest guest)
    {
        var gave = Guests.Where(one => one.Given.Contains(row[Column.Code])).ToList();
        return row.Uses == 1 && gave.Count == 1
            ? row[Column.Status] == "REGISTERED" && row[Column.Id] == guest.Key.RegistrantId
            : row[Column.Status] == $"{row.Marked}/{row.Uses}" && gave.Exists(one => one.Key.RegistrantId == row[Column.Id])
                && row.Marked >= gave.Count(one => one.IsApproved && IsLeftAlone(one) && one.Given.Count() == 1) && row.Marked <= gave.Count;
    }

    // no more guests ever gave it than it has uses, by any version of the sheet, and nobody released or spent it
    private bool IsUncontested(string code, Guest guest) =>
        Guests.Count(one => one == guest || one.Given.Contains(code)) <= story.Outside.Sheet.Versions.Where(version => version.Of(code).Any()).Min(version => version.UsesOf(code))
        && !story.Facts.Releases.Exists(asked => asked.Code == code)
        && !story.Facts.Approvals.Exists(asked => asked.Code == code);

    // in no version of the sheet did a person write into the cells that are the service's; an older ledger may not know of a write that went astray
    private bool IsUntouched(string code)
    {
        var rows = story.Outside.Sheet.Versions.SelectMany(version => version.Of(code)).ToList();
        return story.Outside.Sheet.Versions.All(version => version.Of(code).Take(2).Count() <= 1)
            && rows.TrueForAll(row => new[] { Column.Status, Column.Id, Column.Data }.All(column => row.AuthorOf(column) is { ByService: true } or { Version: 0 }))
            && (story.Facts.Restores.Count == 0 || rows.TrueForAll(row => row[Column.Id].Length == 0 || Guests.Any(guest => guest.Key.RegistrantId == row[Column.Id] && guest.Given.Contains(code))))
            && (story.Facts.Restores.Count == 0 || !story.Outside.Sheet.Writes.Exists(write => write.Text.Length == 0 && write.Row?[Column.Code] == code && write.BasisRow?.Number != write.Row.Number));
    }
}
