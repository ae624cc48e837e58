using FluentValidation.TestHelper;
using ZoomApprover.Application.Invitations.HoldList;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Invitations;
using static ZoomApprover.Application.Tests.Invitations.MarkedList;

namespace ZoomApprover.Application.Tests.Invitations;

/// <summary>What looks like a slip of the hand stays out of the list until a person has answered, or put it back.</summary>
internal sealed class HoldListTests
{
    [Test]
    public async Task Mass_clearing_is_asked_about_and_frees_nothing_however_long_it_stays()
    {
        var bench = await MarkedAsync(100);

        await StayAsync(bench, 10, Rows(100, cleared: 60));

        await bench.Ledger.DidNotReceive().ReleaseClearedAsync(Arg.Any<MarkFacts>());
        Assert.That(bench.Problems.All.Single(), Is.EqualTo(new Problem(ProblemKind.ListFreedOrRemoved, "60", "100", "2, 3, 4, 5, 6, 7, 8, 9, 10, 11, … (60)")).Using<Problem>(Same));
        Assert.That(bench.Holds.Question!.Since, Is.EqualTo(A.Now));
        Assert.That(bench.Journal, Is.Empty);
    }

    [Test]
    public async Task Few_cleared_cells_are_not_asked_about()
    {
        var bench = await MarkedAsync(100);

        await StayAsync(bench, 3, Rows(100, cleared: 10));

        Assert.That(bench.Holds.Question, Is.Null);
        await bench.Ledger.Received(10).ReleaseClearedAsync(Arg.Any<MarkFacts>());
    }

    [Test]
    public async Task Clearing_in_two_halves_is_asked_about_as_one()
    {
        var bench = await MarkedAsync(1000);
        await bench.PassAsync(Rows(1000, cleared: 30));
        Assert.That(bench.Holds.Question, Is.Null);
        bench.Time.Advance(TimeSpan.FromSeconds(60));

        await StayAsync(bench, 5, Rows(1000, cleared: 60));

        Assert.That(bench.Holds.Question!.Count, Is.EqualTo(60));
        await bench.Ledger.DidNotReceive().ReleaseClearedAsync(Arg.Any<MarkFacts>());
    }

    [Test]
    public async Task Halves_that_were_each_taken_in_are_not_asked_about()
    {
        var bench = await MarkedAsync(1000);
        await StayAsync(bench, 3, Rows(1000, cleared: 30));
        await bench.Ledger.Received(30).ReleaseClearedAsync(Arg.Any<MarkFacts>());
        Free(bench, 30);

        await bench.PassAsync(Rows(1000, cleared: 60));

        Assert.That(bench.Holds.Question, Is.Null);
    }

    [Test]
    public async Task What_we_erase_ourselves_never_counts()
    {
        var bench = await MarkedAsync(100);
        Free(bench, 60);

        await bench.PassAsync(Rows(100, cleared: 60));

        Assert.That(bench.Holds.Question, Is.Null);
    }

    [Test]
    public async Task Our_erasures_that_landed_in_moved_rows_are_no_persons_doing()
    {
        // six codes were released; people sorted the rows before the write: six other marks are gone
        var bench = await MarkedAsync(20);
        foreach (var code in Codes(20).Take(6))
        {
            bench.Marks[code] = bench.Marks[code] with { Holder = null, OwedVersion = 1, Base = bench.Marks[code].Base! with { Sent = new MarkedCells(new Mark("", ""), "") } };
        }

        bench.Ledger.KeptAsync(default).ReturnsForAnyArgs(Codes(20).ToDictionary(code => code, code => new KeptCells(code, "REGISTERED", Id(code), "")));
        bench.Restart();
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        var rows = Rows(20, cleared: 0);
        foreach (var row in rows.Skip(6).Take(6))
        {
            (row[2], row[3]) = ("", "");
        }

        await bench.PassAsync(rows);

        Assert.That(bench.Holds.Question, Is.Null);
    }

    [Test]
    public async Task Undoing_it_in_the_sheet_ends_the_question()
    {
        var bench = await MarkedAsync(100);
        await bench.PassAsync(Rows(100, cleared: 60));

        await bench.PassAsync(Rows(100, cleared: 0));

        Assert.That(bench.Holds.Question, Is.Null);
        Assert.That(bench.Problems.All, Is.Empty);
    }

    [Test]
    public async Task Keep_writes_the_marks_again_and_frees_nothing()
    {
        var bench = await MarkedAsync(100);
        bench.Remembers = true;
        await bench.PassAsync(Rows(100, cleared: 60));

        var end = await bench.AnswerAsync("keep");
        await bench.AgainAsync();

        Assert.That(end, Is.EqualTo(HoldEnd.Kept));
        var forgotten = bench.Steps.Where(step => step is { Base: null, SettledVersion: null }).Select(step => step.Code);
        Assert.That(forgotten, Is.EquivalentTo(Codes(60)), "what stood there is forgotten: the rule takes it for a mark that did not land");
        Assert.That(bench.Holds.Question, Is.Null);
        Assert.That(bench.Journal.Count(line => line.EndsWith("/3 REGISTERED", StringComparison.Ordinal)), Is.EqualTo(60));

        await bench.PassAsync(Rows(100, cleared: 0));
        Assert.That(bench.Answers, Is.Null, "nothing is left to be remembered");
        await bench.Ledger.DidNotReceive().ReleaseClearedAsync(Arg.Any<MarkFacts>());
    }

    [Test]
    public async Task Confirm_frees_when_the_cells_stay_empty()
    {
        var bench = await MarkedAsync(100);
        await StayAsync(bench, 4, Rows(100, cleared: 60));

        await bench.AnswerAsync(" Confirm ");
        await bench.AgainAsync();
        await bench.Ledger.DidNotReceive().ReleaseClearedAsync(Arg.Any<MarkFacts>());
        await StayAsync(bench, 3, Rows(100, cleared: 60));

        Assert.That(bench.Holds.Question, Is.Null);
        await bench.Ledger.Received(60).ReleaseClearedAsync(Arg.Any<MarkFacts>());
    }

    [Test]
    public async Task Answer_and_question_outlive_a_restart()
    {
        var bench = await MarkedAsync(100);
        await bench.PassAsync(Rows(100, cleared: 60));
        bench.Restart();
        await bench.AgainAsync();
        Assert.That(bench.Holds.Question!.Count, Is.EqualTo(60), "the next start finds the same difference");
        await bench.AnswerAsync("confirm");
        bench.Restart();

        await bench.AgainAsync();

        Assert.That(bench.Holds.Question, Is.Null);
    }

    [Test]
    public async Task Another_clearing_after_an_answer_is_another_question()
    {
        var bench = await MarkedAsync(100);
        await bench.PassAsync(Rows(100, cleared: 30));
        await bench.AnswerAsync("confirm");
        await bench.PassAsync(Rows(100, cleared: 35));
        Assert.That(bench.Holds.Question, Is.Null, "five more are not many");

        await bench.PassAsync(Rows(100, cleared: 45));

        Assert.That(bench.Holds.Question!.Codes, Is.EquivalentTo(Codes(45).Skip(30)));
    }

    [Test]
    public async Task Same_cells_cleared_once_more_are_asked_about_once_more()
    {
        var bench = await MarkedAsync(100);
        await bench.PassAsync(Rows(100, cleared: 60));
        await bench.AnswerAsync("confirm");
        await bench.AgainAsync();
        await bench.PassAsync(Rows(100, cleared: 0));

        await bench.PassAsync(Rows(100, cleared: 60));

        Assert.That(bench.Holds.Question, Is.Not.Null);
    }

    [Test]
    public async Task Removed_rows_stay_usable_until_that_is_confirmed([Values("confirm", "keep")] string answer)
    {
        var bench = new ListBench();
        await bench.PassAsync(Free(100));

        await bench.PassAsync(Free(40));
        Assert.That(bench.Copy.Invitations, Has.Count.EqualTo(100));
        await bench.Ledger.DidNotReceive().SaveCopyAsync(Arg.Any<ListPlace>(), Arg.Any<DateTimeOffset>(), Arg.Any<IReadOnlyCollection<Invitation>>(), Arg.Is<IReadOnlyCollection<string>>(removed => removed.Count > 0));
        await bench.AnswerAsync(answer);
        await bench.AgainAsync();

        Assert.That(bench.Copy.Invitations, Has.Count.EqualTo(40));
        Assert.That(bench.Holds.Question, Is.Null);
    }

    [Test]
    public async Task Rows_that_are_not_in_question_are_followed_and_written()
    {
        var bench = await MarkedAsync(100);
        bench.Marks[Codes(100)[99]] = new MarkFacts(Codes(100)[99], Holder(Codes(100)[99]), null, 7);
        bench.Marks[Codes(100)[0]] = bench.Marks[Codes(100)[0]] with { OwedVersion = 7 };
        var rows = Rows(100, cleared: 60);
        (rows[99][2], rows[99][3]) = ("", "");

        var report = await bench.PassAsync([.. rows, ["NEUER99999", "1"]]);

        Assert.That(bench.Copy.Invitations, Contains.Key("NEUER99999"));
        Assert.That(bench.Journal.Where(line => line.StartsWith("write", StringComparison.Ordinal)), Is.All.StartsWith("write 101/"));
        Assert.That(report.MarksOwed, Is.EqualTo(2), "the one in question waits");
    }

    [Test]
    public async Task Texts_of_people_that_vanish_keep_their_codes_spent_after_keep()
    {
        var bench = new ListBench();
        await bench.PassAsync(Texts(20, "usado"));
        await StayAsync(bench, 4, Texts(20, ""));
        Assert.That(bench.Copy.Invitations.Values, Is.All.Matches<Invitation>(one => one.IsSpent));

        await bench.AnswerAsync("keep");
        bench.Restart();
        await StayAsync(bench, 4, Texts(20, ""));

        Assert.That(bench.Holds.Question, Is.Null);
        Assert.That(bench.Copy.Invitations.Values, Is.All.Matches<Invitation>(one => one.IsSpent));
        Assert.That(bench.Answers!.Kept, Has.Count.EqualTo(20), "as long as the cells are empty");
    }

    [Test]
    public async Task File_is_asked_about_as_well_and_read_again_for_the_answer()
    {
        var bench = new ListBench();
        bench.List.TakesMarks.Returns(false);
        await bench.PassAsync(Texts(20, "usado"));

        await bench.PassAsync(Texts(20, ""));
        Assert.That(bench.Copy.Invitations.Values, Is.All.Matches<Invitation>(one => one.IsSpent));
        bench.List.Received(1).Forget();
        await bench.AnswerAsync("confirm");
        await bench.AgainAsync();

        Assert.That(bench.Copy.Invitations.Values, Is.All.Matches<Invitation>(one => !one.IsSpent));
        Assert.That(bench.Holds.Question, Is.Null);
    }

    [Test]
    public async Task Answer_without_a_question_is_none()
    {
        var bench = await MarkedAsync(3);

        Assert.That(await bench.AnswerAsync("keep"), Is.EqualTo(HoldEnd.NoHold));
        await bench.HoldLedger.DidNotReceiveWithAnyArgs().SaveAsync(default);
    }

    [TestCase("confirm", true)]
    [TestCase(" KEEP ", true)]
    [TestCase("", false)]
    [TestCase("yes", false)]
    public void Only_two_words_answer(string answer, bool isValid)
    {
        Assert.That(new AnswerHoldValidator().TestValidate(new AnswerHold(answer)).IsValid, Is.EqualTo(isValid));
    }
}
