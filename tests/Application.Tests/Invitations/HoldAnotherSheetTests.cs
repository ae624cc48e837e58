using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Invitations;
using static ZoomApprover.Application.Tests.Invitations.MarkedList;

namespace ZoomApprover.Application.Tests.Invitations;

/// <summary>Another spreadsheet or tab under the list's name is not followed until a person has confirmed it.</summary>
internal sealed class HoldAnotherSheetTests
{
    private static readonly ListPlace Elsewhere = new("sheet-2", "5");

    [Test]
    public async Task Another_sheet_is_not_followed_but_its_new_codes_open()
    {
        var bench = await MarkedAsync(41);

        await bench.PassAsync(Other([.. Free(41), ["NEUER99999", "1"]]));

        Assert.That(bench.Problems.All.Single(), Is.EqualTo(new Problem(ProblemKind.ListOtherPlace, "41", "42")).Using<Problem>(Same));
        Assert.That(bench.Copy.Place, Is.EqualTo(A.Place));
        Assert.That(bench.Copy.Invitations["NEUER99999"].IsSpent, Is.False);
        Assert.That(bench.AskedFor[^1], Is.EqualTo(new[] { "NEUER99999" }), "who waits for it is judged");
        Assert.That(bench.Journal, Is.Empty, "no mark is written into it");
        await bench.Ledger.DidNotReceive().SaveCopyAsync(Elsewhere, Arg.Any<DateTimeOffset>(), Arg.Any<IReadOnlyCollection<Invitation>>(), Arg.Any<IReadOnlyCollection<string>>());
    }

    [Test]
    public async Task Other_sheet_of_the_same_event_gets_the_marks_once_it_is_confirmed()
    {
        var bench = await MarkedAsync(41);
        await bench.PassAsync(Other([.. Free(41), ["NEUER99999", "1"]]));

        await bench.AnswerAsync("confirm");
        Forget(bench, 41);
        bench.Remembers = true;
        await bench.AgainAsync();
        await bench.AgainAsync();

        Assert.That(bench.Copy.Place, Is.EqualTo(Elsewhere));
        Assert.That(bench.Journal.Count(line => line.EndsWith("/3 REGISTERED", StringComparison.Ordinal)), Is.EqualTo(41));
        Assert.That(bench.Holds.Question, Is.Null);
        await bench.Ledger.Received().SaveCopyAsync(Elsewhere, Arg.Any<DateTimeOffset>(), Arg.Is<IReadOnlyCollection<Invitation>>(changed => changed.Any(one => one.Code == "NEUER99999")), Arg.Any<IReadOnlyCollection<string>>());
        await bench.Ledger.DidNotReceive().ReleaseClearedAsync(Arg.Any<MarkFacts>());
    }

    [Test]
    public async Task Other_sheet_that_is_not_meant_stays_unread_until_it_is_confirmed_or_gone()
    {
        var bench = await MarkedAsync(41);
        await bench.PassAsync(Other([.. Free(41), ["NEUER99999", "1"]]));
        await bench.AnswerAsync("keep");
        await bench.AgainAsync();
        Assert.That(bench.Copy.Invitations.Keys, Has.No.Member("NEUER99999"), "its codes open no more");
        bench.Restart();

        await bench.AgainAsync();
        Assert.That(bench.Copy.Invitations.Keys, Has.No.Member("NEUER99999"));
        Assert.That(bench.ProblemKinds, Is.EqualTo(new[] { ProblemKind.ListPlaceKept }));
        Assert.That(bench.Copy.Place, Is.EqualTo(A.Place));
        await bench.PassAsync(Rows(41, cleared: 0));

        Assert.That(bench.Problems.All, Is.Empty);
        Assert.That(bench.Answers, Is.Null);
    }

    [Test]
    public async Task What_people_had_marked_stays_used_when_another_sheet_is_confirmed()
    {
        var bench = new ListBench();
        await bench.PassAsync(Texts(41, "usado"));
        await bench.PassAsync(Other(Free(41)));

        await bench.AnswerAsync("confirm");
        bench.Remembers = true;
        await StayAsync(bench, 5, Free(41), Other);

        Assert.That(bench.Copy.Place, Is.EqualTo(Elsewhere));
        Assert.That(bench.Copy.Invitations.Values, Is.All.Matches<Invitation>(one => one.IsSpent));
    }

    [Test]
    public async Task New_codes_of_another_sheet_are_no_removed_rows_when_the_old_one_is_back()
    {
        var bench = await MarkedAsync(41);
        await bench.PassAsync(Other(Texts(60, "")));
        Assert.That(bench.Copy.Invitations, Has.Count.EqualTo(60));

        await bench.PassAsync(Rows(41, cleared: 0));

        Assert.That(bench.Holds.Question, Is.Null);
        Assert.That(bench.Copy.Invitations, Has.Count.EqualTo(41));
    }

    [Test]
    public async Task Another_sheet_before_anybody_came_is_followed_at_once()
    {
        var bench = new ListBench();
        await bench.PassAsync(Free(41));

        await bench.PassAsync(Other(Free(3)));

        Assert.That(bench.Copy.Place, Is.EqualTo(Elsewhere));
        Assert.That(bench.Copy.Invitations, Has.Count.EqualTo(3));
    }

    private static ListReading Other(string[][] rows) => A.Reading(A.Now, rows) with { Place = Elsewhere };
}
