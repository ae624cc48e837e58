using ZoomApprover.Application.Ports;
using ZoomApprover.Simulators.Sheets;

namespace ZoomApprover.Infrastructure.Tests.Sheets;

/// <summary>What goes wrong on the way to Google and back.</summary>
public sealed class SheetFailureTests
{
    public static IEnumerable<TestCaseData> Faults()
    {
        static TestCaseData Case(string name, SheetsFault fault, string why) => new TestCaseData(fault, why).SetName($"Sheet_is_unreachable_after_{name}");

        yield return Case("a_503", SheetsFault.Status(503), "HTTP 503");
        yield return Case("a_500", SheetsFault.Status(500), "HTTP 500");
        yield return Case("a_reset", SheetsFault.Reset, "no connection");
        yield return Case("a_web_page", SheetsFault.HtmlBody, "an unreadable answer");
        yield return Case("a_web_page_of_a_gateway", SheetsFault.Html(502), "HTTP 502");
        yield return Case("cut_JSON", SheetsFault.CutJson, "an unreadable answer");
        yield return Case("an_empty_answer", SheetsFault.EmptyBody, "an unreadable answer");
        yield return Case("a_redirect", SheetsFault.Redirect, "HTTP 307");
    }

    [TestCaseSource(nameof(Faults))]
    public async Task Sheet_is_unreachable(SheetsFault fault, string why)
    {
        await using var bench = await SheetsBench.StartAsync();
        var reading = await bench.List.ReadAsync(default);
        bench.Google.Faults.Next(SheetsEndpoint.Read, fault);
        bench.Google.Faults.Next(SheetsEndpoint.Write, fault);

        var read = SheetsBench.Refused(() => bench.List.ReadAsync(default));
        var write = SheetsBench.Refused(() => bench.List.WriteAsync(reading, [new(2, 2, "used")], default));
        var next = await bench.List.ReadAsync(default);

        Assert.Multiple(() =>
        {
            Assert.That((read.Problem.Kind, read.Problem.Details[0]), Is.EqualTo((ProblemKind.SheetUnreachable, why)));
            Assert.That((write.Problem.Kind, write.Problem.Details[0]), Is.EqualTo((ProblemKind.SheetUnreachable, why)));
            Assert.That(next.Rows, Is.Not.Null);
            Assert.That(bench.Google.Faults.RedirectsFollowed, Is.Zero);
            Assert.That(bench.Calls(SheetsEndpoint.Write), Has.Count.EqualTo(1), "a write is never repeated by itself");
        });
    }

    [Test]
    public async Task A_server_that_is_down_is_unreachable()
    {
        await using var bench = await SheetsBench.StartAsync();
        await bench.List.ReadAsync(default);
        await bench.Google.StopAsync();

        var refusal = SheetsBench.Refused(() => bench.List.ReadAsync(default));

        Assert.That((refusal.Problem.Kind, refusal.Problem.Details[0]), Is.EqualTo((ProblemKind.SheetUnreachable, "no connection")));
    }

    public static IEnumerable<TestCaseData> Slowness()
    {
        yield return new TestCaseData(SheetsFault.Hang).SetName("An_answer_that_never_comes_is_given_up");
        yield return new TestCaseData(SheetsFault.Drip).SetName("An_answer_that_drips_is_given_up");
    }

    [TestCaseSource(nameof(Slowness))]
    public async Task Slow_answers_are_given_up(SheetsFault fault)
    {
        await using var bench = await SheetsBench.StartAsync();
        await bench.List.ReadAsync(default);
        bench.Google.Faults.Next(SheetsEndpoint.Read, fault);

        var failure = await bench.PassTimeUntilEndAsync(bench.List.ReadAsync(default));

        Assert.That((failure as ListUnavailableException)?.Problem.Details, Is.EqualTo((string[])["no answer in time"]));
    }

    [Test]
    public async Task A_caller_that_gives_up_gets_its_cancellation()
    {
        await using var bench = await SheetsBench.StartAsync();
        await bench.List.ReadAsync(default);
        bench.Google.Faults.Next(SheetsEndpoint.Read, SheetsFault.Hang);
        using var caller = new CancellationTokenSource();

        var call = bench.List.ReadAsync(caller.Token);
        await caller.CancelAsync();

        Assert.That(async () => await call, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task After_ten_failures_in_a_row_Google_is_left_alone_for_half_a_minute()
    {
        await using var bench = await SheetsBench.StartAsync();
        bench.Google.Faults.Next(SheetsEndpoint.Metadata, SheetsFault.Status(503), times: 10);
        for (var time = 0; time < 10; time++)
            SheetsBench.Refused(() => bench.List.ReadAsync(default));

        var refusal = SheetsBench.Refused(() => bench.List.ReadAsync(default));
        bench.Clock.Advance(TimeSpan.FromSeconds(31));
        var reading = await bench.List.ReadAsync(default);

        Assert.That(refusal.Problem.Details[0], Is.EqualTo("several failures in a row"));
        Assert.That(reading.Rows, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Our_own_quota_refuses_the_fifty_first_read_of_a_minute()
    {
        await using var bench = await SheetsBench.StartAsync();
        for (var read = 0; read < 49; read++) // and the look for the tab
        {
            await bench.List.ReadAsync(default);
            bench.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var refusal = SheetsBench.Refused(() => bench.List.ReadAsync(default));
        bench.Clock.Advance(refusal.RetryAfter!.Value);
        var reading = await bench.List.ReadAsync(default);

        Assert.That((refusal.Problem.Kind, refusal.Problem.Details[0], refusal.RetryAfter), Is.EqualTo((ProblemKind.SheetQuota, "reads", TimeSpan.FromSeconds(11))));
        Assert.That(reading.Rows, Is.Not.Null);
        Assert.That(bench.Google.Calls.Count(call => call.IsRead), Is.EqualTo(51));
    }

    [Test]
    public async Task Writes_have_a_quota_of_their_own()
    {
        await using var bench = await SheetsBench.StartAsync();
        var reading = await bench.List.ReadAsync(default);
        for (var write = 0; write < 50; write++)
            await bench.List.WriteAsync(reading, [new(2, 2, "used")], default);

        var refusal = SheetsBench.Refused(() => bench.List.WriteAsync(reading, [new(2, 2, "used")], default));
        var again = await bench.List.ReadAsync(default);

        Assert.That((refusal.Problem.Kind, refusal.Problem.Details[0], refusal.RetryAfter), Is.EqualTo((ProblemKind.SheetQuota, "writes", TimeSpan.FromMinutes(1))));
        Assert.That(again.Rows, Is.Not.Null);
    }

    [Test]
    public async Task Wait_of_months_that_an_answer_asks_for_is_cut_to_an_hour()
    {
        await using var bench = await SheetsBench.StartAsync();
        bench.Google.Faults.Next(SheetsEndpoint.Metadata, SheetsFault.Status(503, "9999999"));

        var refusal = SheetsBench.Refused(() => bench.List.ReadAsync(default));

        Assert.That(refusal.RetryAfter, Is.EqualTo(TimeSpan.FromHours(1)));
    }

    [Test]
    public async Task Googles_own_quota_is_waited_out_for_more_than_a_minute()
    {
        await using var bench = await SheetsBench.StartAsync();
        bench.Google.Faults.Next(SheetsEndpoint.Metadata, SheetsFault.Status(429));

        var refusal = SheetsBench.Refused(() => bench.List.ReadAsync(default));

        Assert.That((refusal.Problem.Kind, refusal.RetryAfter), Is.EqualTo((ProblemKind.SheetQuota, TimeSpan.FromSeconds(65))));
    }

    [Test]
    public async Task A_sheet_that_is_not_shared_names_the_account_to_share_it_with()
    {
        await using var bench = await SheetsBench.StartAsync();
        bench.Spreadsheet.Access = SheetsAccess.None;

        var refusal = SheetsBench.Refused(() => bench.List.ReadAsync(default));

        Assert.That((refusal.Problem.Kind, refusal.Problem.Details[0]), Is.EqualTo((ProblemKind.SheetNotShared, bench.Google.ServiceAccountEmail)));
    }

    [Test]
    public async Task A_sheet_shared_for_reading_only_is_told_when_it_is_written()
    {
        await using var bench = await SheetsBench.StartAsync();
        bench.Spreadsheet.Access = SheetsAccess.Viewer;
        var reading = await bench.List.ReadAsync(default);

        var refusal = SheetsBench.Refused(() => bench.List.WriteAsync(reading, [new(2, 2, "used")], default));

        Assert.That((refusal.Problem.Kind, refusal.Problem.Details[0]), Is.EqualTo((ProblemKind.SheetReadOnly, bench.Google.ServiceAccountEmail)));
    }

    [Test]
    public async Task Protected_cells_a_lost_sheet_and_a_disabled_API_are_told_apart()
    {
        await using var bench = await SheetsBench.StartAsync();
        var reading = await bench.List.ReadAsync(default);

        bench.Tab.Protect("C");
        var locked = SheetsBench.Refused(() => bench.List.WriteAsync(reading, [new(2, 2, "used")], default));
        bench.Google.RemoveSpreadsheet(SheetsBench.Id);
        var lost = SheetsBench.Refused(() => bench.List.ReadAsync(default));
        bench.Google.ApiDisabled = true;
        var disabled = SheetsBench.Refused(() => bench.List.ReadAsync(default));

        Assert.That((locked.Problem.Kind, lost.Problem.Kind, disabled.Problem.Kind),
            Is.EqualTo((ProblemKind.SheetProtected, ProblemKind.SheetNotFound, ProblemKind.SheetApiDisabled)));
    }

    [Test]
    public async Task A_huge_answer_neither_passes_for_a_list_nor_ends_the_process()
    {
        await using var bench = await SheetsBench.StartAsync();
        await bench.List.ReadAsync(default);
        bench.Google.Faults.Next(SheetsEndpoint.Read, SheetsFault.HugeBody);

        var refusal = SheetsBench.Refused(() => bench.List.ReadAsync(default));

        Assert.That(refusal.Problem.Kind, Is.EqualTo(ProblemKind.SheetUnreachable));
    }
}
