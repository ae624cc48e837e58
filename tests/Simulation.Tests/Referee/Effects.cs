using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.Simulation.Tests.Sheet;
using ZoomApprover.Simulation.Tests.Story;
using ZoomApprover.Simulation.Tests.Zoom;

namespace ZoomApprover.Simulation.Tests.Referee;

/// <summary>Judges each approval and refusal in Zoom that came through the service, at the moment it takes effect.</summary>
internal sealed class Effects(StoryRun story)
{
    // a reading that a crash or a failed pass lost leaves the copy before it in use
    private const int CopiesBack = 4;

    // a cell that people emptied counts when it stayed so
    private static readonly TimeSpan StoodLong = TimeSpan.FromSeconds(85);

    private readonly List<Guest> admitted = [];
    private readonly UsesSeen uses = new(story.Outside.Sheet);

    public void Look(Guest guest, StatusChange change)
    {
        if (change.By != Hand.Service)
        {
            return;
        }

        story.World.Counts.Add(change.Status == ZoomStatus.Approved ? "approved through us" : "denied through us");
        if (change.Status == ZoomStatus.Denied)
        {
            WasAskedFor(guest);
            return;
        }

        WasNotTakenBack(guest, change);
        if (story.Facts.Approvals.Exists(asked => asked.Who == guest.Key && asked.Code is null)
            || guest.Changes.Exists(before => before is { Status: ZoomStatus.Approved, By: Hand.Person }))
        {
            return; // on a person's word, here or in Zoom: no code is needed
        }

        if (!admitted.Contains(guest))
        {
            admitted.Add(guest);
        }

        CodesAreSpentOnce();
        CodeHadAFreeUse(guest);
        if (!story.Facts.Approvals.Exists(asked => asked.Who == guest.Key))
        {
            HasAValidCode(guest);
            WasNotToldThatItIsUsed(guest, change);
        }
    }

    // R1: every guest let in has a use of a code to itself; each release makes room for as many as it sets free
    private void CodesAreSpentOnce()
    {
        if (Matching.Unmatched([.. admitted.Where(guest => !IsUnknowable(guest))], Given, UsesOf) is { } left)
        {
            story.World.Violated("R1", $"{left} is in with {string.Join(' ', Given(left))}, which opened for {string.Join(' ', admitted.Where(one => one != left && Given(one).Intersect(Given(left)).Any()))} too");
        }
    }

    // R1: people may lower the number of uses: who comes then comes in only if fewer are in than it says
    private void CodeHadAFreeUse(Guest guest)
    {
        if (Given(guest).ToList() is not [var code] || story.Facts.Approvals.Exists(asked => asked.Code == code))
        {
            return;
        }

        var came = guest.Forms[0].At;
        var most = ReadSince(came).Select(version => version.UsesOf(code)).DefaultIfEmpty(uses.Most(code)).Max();
        var inBefore = admitted.Count(one => one != guest && !IsUnknowable(one) && Given(one).SequenceEqual([code])
            && one.Changes.Exists(before => before.Status == ZoomStatus.Approved && before.By == Hand.Service && before.At < came));
        if (inBefore >= most + Freed(code))
        {
            story.World.Violated("R1", $"{guest} came in with {code}, which admits {most} and had admitted {inBefore}");
        }
    }

    private int UsesOf(string code) => uses.Most(code) + Freed(code);

    // each release makes room for as many as it sets free, and so does each clearing of the status cell, and each guest who gives its code back
    private int Freed(string code) => story.Facts.Releases.Where(asked => asked.Code == code && Facts.MayHaveFreed(asked)).Sum(UsesFreed)
        + story.Outside.Sheet.Clearings(code, StoodLong)
        + (story.IsFreedByCancelling ? story.Outside.Zoom.Guests.Count(guest => guest.Given.Contains(code) && guest.Changes.Exists(change => change is { By: Hand.Guest, Status: not ZoomStatus.Pending })) : 0);

    // of a code of several uses no more than were given to somebody by then
    private int UsesFreed(Asked release) => release.Who is not null ? 1 : Math.Clamp(
        story.Outside.Zoom.Guests.Count(guest => guest.Forms[0].At <= release.At.AddMinutes(1) && Given(guest).Contains(release.Code!)), 1, uses.Most(release.Code!));

    // let in after the copy was made that is the ledger now, and no longer listed in Zoom: nobody can know of it any more
    private bool IsUnknowable(Guest guest) => story.Facts.RestoredFrom is { } from && !guest.IsApproved
        && guest.Changes.Exists(change => change.Status == ZoomStatus.Approved && change.At > from);

    // R4: at some time since the guest came, the list the service had read held a code of the guest's that fits and is free
    private void HasAValidCode(Guest guest)
    {
        var codes = Given(guest).ToList();
        if (!ReadSince(guest.Forms[0].At).Any(version => codes.Exists(code => Fits(version, code, guest))) && !IsApprovedInTheSheet(guest)
            && !(MayBeHeld() && story.Outside.Sheet.Served.Exists(one => codes.Exists(code => Fits(one.Version, code, guest)))))
        {
            story.World.Violated("R4", $"{guest} is in with {string.Join(' ', codes)}, which opened nothing since it came");
        }
    }

    // people undid so much that the service asks whether it was a slip: until somebody answers, decisions go on from the copy before
    private bool MayBeHeld()
    {
        const int FewestUndone = 5;
        var undone = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (before, after) in story.Outside.Sheet.Versions.Zip(story.Outside.Sheet.Versions.Skip(1)))
        {
            var rows = after.Rows.GroupBy(row => row[Column.Code], StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
            undone.UnionWith(before.Rows
                .Where(row => !rows.TryGetValue(row[Column.Code], out var now) || (row[Column.Status].Length > 0 && now[Column.Status].Length == 0))
                .Select(row => row[Column.Code]));
        }

        return undone.Count >= FewestUndone;
    }

    // a process goes by what it has read itself, whatever was answered meanwhile to another one beside it
    private IEnumerable<SheetVersion> ReadSince(DateTimeOffset first)
    {
        var served = story.Outside.Sheet.Served;
        return [.. Late(served), .. served.GroupBy(one => one.By).Where(own => own.Key.DiedAt is not { } died || died >= first).SelectMany(Late)];

        IEnumerable<SheetVersion> Late(IEnumerable<Serving> answers)
        {
            List<SheetVersion> versions = [.. answers.Select(one => one.Version)];
            return versions.Skip(story.Facts.Restores.Count > 0 ? 0 : versions.FindLastIndex(version => version.Since <= first) - CopiesBack);
        }
    }

    private static bool Fits(SheetVersion version, string code, Guest guest)
    {
        var rows = version.Of(code).Take(2).ToList();
        return rows is [var row]
            && Cast.RulesOf(guest.Key.Meeting).Admits(new Session(row[Column.Session]))
            && (row[Column.Status].Length == 0 || row.AuthorOf(Column.Status).ByService);
    }

    // R4: a code that was set free opens for nobody who had come while it was in use
    private void WasNotToldThatItIsUsed(Guest guest, StatusChange change)
    {
        if (guest.Given.ToList() is not [var code] || story.Facts.Restores.Count > 0)
        {
            return;
        }

        var told = story.Facts.Acknowledged.Find(one => one.Guest == guest && one.Answer.Contains("CodeAlreadyUsed", StringComparison.Ordinal));
        var inBefore = told is null ? 0 : admitted.Count(one => one != guest && one.Given.SequenceEqual([code])
            && one.Changes.Exists(before => before.Status == ZoomStatus.Approved && before.By == Hand.Service && before.At < told.Form.At));
        var freedBefore = story.Facts.Releases.Where(asked => asked.Code == code && asked.At < told?.Form.At && Facts.MayHaveFreed(asked)).Sum(UsesFreed);
        var usesBefore = story.Outside.Sheet.Served.Where(one => one.Version.Since < told?.At).Select(one => one.Version.UsesOf(code)).DefaultIfEmpty(1).Max();
        if (inBefore >= usesBefore + freedBefore && guest.Changes.TrueForAll(one => one == change || one.Status == ZoomStatus.Pending) && guest.Changes.Count <= 2 && !IsApprovedInTheSheet(guest))
        {
            story.World.Violated("R4", $"{guest} is in with {code}, which was used when it came");
        }
    }

    // R2: nobody is refused by the service itself
    private void WasAskedFor(Guest guest)
    {
        if (!story.Facts.Denials.Exists(asked => asked.Who == guest.Key))
        {
            story.World.Violated("R2", $"{guest} was denied and nobody had asked for it");
        }
    }

    // R2: whoever was told that it is done shall not see it undone by a call that was on its way
    private void WasNotTakenBack(Guest guest, StatusChange change)
    {
        var release = story.Facts.Releases.FindLast(asked => asked.End == DeskEnd.Done && asked.Holder == guest.Key);
        if (release is not null
            && !guest.Forms.Exists(form => form.At > release.At)
            && !story.Facts.Approvals.Exists(asked => asked.Who == guest.Key)
            && !story.Facts.Restores.Exists(at => at > release.At)
            && change.At > release.At
            && !IsApprovedInTheSheet(guest))
        {
            story.World.Violated("R2", $"{guest} is in after its code was released, and the release was said to be done");
        }
    }

    // a person wrote into the approve cell of a code that the guest gave
    private bool IsApprovedInTheSheet(Guest guest)
    {
        var codes = Given(guest).ToList();
        return story.Outside.Sheet.Versions.Any(version => version.Rows.Any(row =>
            row[Column.Approve].Length > 0 && !row.AuthorOf(Column.Approve).ByService && codes.Contains(row[Column.Code])));
    }

    // a person may have spent another code on the guest
    private IEnumerable<string> Given(Guest guest) =>
        guest.Given.Concat(story.Facts.Approvals.Where(asked => asked.Who == guest.Key && asked.Code is not null).Select(asked => asked.Code!)).Distinct(StringComparer.Ordinal);
}
