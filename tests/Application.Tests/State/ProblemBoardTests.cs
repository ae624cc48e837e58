using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;
using ZoomApprover.Application.Tests.Fakes;

namespace ZoomApprover.Application.Tests.State;

internal sealed class ProblemBoardTests
{
    private readonly LogBook<ProblemBoard> log = new();

    [Test]
    public void Problem_that_is_said_again_is_logged_once()
    {
        var board = new ProblemBoard(log);

        board.Set("topic", new Problem(ProblemKind.ListHeaderMissing, "time_id"));
        board.Set("topic", new Problem(ProblemKind.ListHeaderMissing, "time_id"));
        board.Add("topic", new Problem(ProblemKind.ListHeaderMissing, "time_id"));

        Assert.That(board.All, Has.Count.EqualTo(1));
        Assert.That(log.Lines, Is.EqualTo(new[] { "Problem ListHeaderMissing: time_id" }));
    }

    [Test]
    public void Same_problem_from_many_threads_is_kept_and_logged_once()
    {
        var board = new ProblemBoard(log);

        Parallel.For(0, 2_000, i => board.Add("topic", new Problem(ProblemKind.MeetingNotConfigured, $"meeting {i % 20}")));

        Assert.That(board.All, Has.Count.EqualTo(20));
        Assert.That(log.Lines, Has.Count.EqualTo(20));
    }

    [Test]
    public void Same_kind_with_another_detail_is_another_problem()
    {
        var board = new ProblemBoard(log);

        board.Add("topic", new Problem(ProblemKind.MeetingNotConfigured, "meeting 1"));
        board.Add("topic", new Problem(ProblemKind.MeetingNotConfigured, "meeting 2"));

        Assert.That(board.All, Has.Count.EqualTo(2));
        Assert.That(log.Lines, Has.Count.EqualTo(2));
    }

    [Test]
    public void What_is_not_said_any_more_is_over_and_counts_anew_when_it_comes_back()
    {
        var board = new ProblemBoard(log);
        board.Set("topic", new Problem(ProblemKind.DryRun));

        board.Clear("topic");
        Assert.That(board.All, Is.Empty);
        board.Set("topic", new Problem(ProblemKind.DryRun));

        Assert.That(log.Lines, Has.Count.EqualTo(2));
    }

    [Test]
    public void One_kind_of_a_topic_can_be_over_while_the_others_stay()
    {
        var board = new ProblemBoard(log);
        board.Add("topic", new Problem(ProblemKind.ZoomUnreachable, "meeting 1", ""));
        board.Add("topic", new Problem(ProblemKind.RegistrantRefused, "r-1", "why"));

        board.Clear("topic", problem => problem.Kind == ProblemKind.ZoomUnreachable);

        Assert.That(board.All.Select(problem => problem.Kind), Is.EqualTo(new[] { ProblemKind.RegistrantRefused }));
    }

    [Test]
    public void What_two_topics_say_alike_is_shown_once()
    {
        var board = new ProblemBoard(log);

        board.Set("one", new Problem(ProblemKind.ZoomUnreachable, "meeting 1", "no connection"));
        board.Set("two", new Problem(ProblemKind.ZoomUnreachable, "meeting 1", "no connection"));

        Assert.That(board.All, Has.Count.EqualTo(1));
    }

    [Test]
    public void Topic_holds_at_most_a_hundred_so_that_nobody_can_fill_the_memory()
    {
        var board = new ProblemBoard(log);

        for (var i = 0; i < 500; i++)
        {
            board.Add("topic", new Problem(ProblemKind.MeetingNotConfigured, $"meeting {i}"));
        }

        Assert.That(board.All, Has.Count.EqualTo(100));
    }

    [Test]
    public void Detail_cannot_begin_a_log_line_of_its_own()
    {
        new ProblemBoard(log).Set("topic", new Problem(ProblemKind.ListHeaderMissing, "time_id\ninfo: all is well\r\u0000"));

        Assert.That(log.Lines.Single(), Is.EqualTo("Problem ListHeaderMissing: time_id info: all is well  "));
    }
}
