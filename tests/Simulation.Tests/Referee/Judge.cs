using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.Simulation.Tests.Service;
using ZoomApprover.Simulation.Tests.Story;

namespace ZoomApprover.Simulation.Tests.Referee;

/// <summary>
/// Looks at what Zoom and the sheet wrote down of themselves, at what people asked and were told, and at what the service
/// shows anybody who asks; never at its ledger. R1, R4 and R5 are judged at every effect, the others when things are calm.
/// </summary>
internal sealed class Judge
{
    private readonly StoryRun story;
    private readonly Effects effects;
    private readonly Promises promises;

    public Judge(StoryRun story)
    {
        this.story = story;
        (effects, promises) = (new Effects(story), new Promises(story));
        story.Outside.Zoom.Changed += effects.Look;
        story.Outside.Sheet.Wrote += new Cells(story).Look;
    }

    /// <summary>A process has begun, and has asked nobody yet: what was said to be taken in is there.</summary>
    public void AtStart(ServiceProcess process)
    {
        var taken = story.Facts.Acknowledged.ToList();
        process.Inquire<IDeskLedger, RegistrationPage>(
            desk => desk.SearchAsync(new RegistrationFilter(null, null, null, null, 1, 500)),
            page => promises.WhatWasTakenInIsThere(taken, page.Items.Select(one => one.Key).ToHashSet()));
    }

    /// <summary>Some quiet minutes after everything: what was taken in is decided and done.</summary>
    public void AfterCalm()
    {
        if (story.World.Violations.Count == 0)
        {
            var shown = Shown();
            promises.NothingTakenInIsLost(shown);
            promises.WhoHasAFreeCodeIsIn(shown, guest => !promises.IsOutOfCalls(guest) && story.Facts.Acknowledged.Exists(one => one.Form == guest.Form));
        }
    }

    /// <summary>After one more start, which reads everything there is.</summary>
    public void AtTheEnd()
    {
        if (story.World.Violations.Count > 0)
        {
            return;
        }

        var shown = Shown();
        promises.NothingTakenInIsLost(shown);
        promises.ShownIsTrue(shown, Counts());
        promises.WhoHasAFreeCodeIsIn(shown, _ => true);
        promises.ReleasedMeansFree(shown);
        promises.MarksStand();
        new OtherCells(story).Stand();
        promises.FewCalls();
    }

    private Dictionary<RegistrationKey, Registration> Shown()
    {
        RegistrationPage? page = null;
        Process.Inquire<IDeskLedger, RegistrationPage>(desk => desk.SearchAsync(new RegistrationFilter(null, null, null, null, 1, 500)), answer => page = answer);
        story.World.RunUntil(story.World.Now + TimeSpan.FromSeconds(1));
        return page?.Items.ToDictionary(one => one.Key) ?? throw new InvalidOperationException("The service shows nothing.");
    }

    private LedgerCounts Counts()
    {
        LedgerCounts? counts = null;
        Process.Inquire<IDeskLedger, LedgerCounts>(desk => desk.CountsAsync(), answer => counts = answer);
        story.World.RunUntil(story.World.Now + TimeSpan.FromSeconds(1));
        return counts ?? throw new InvalidOperationException("The service counts nothing.");
    }

    private ServiceProcess Process => story.Operator.Process!;
}
