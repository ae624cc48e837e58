using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Invitations;
using ZoomApprover.Infrastructure.Sheets;
using ZoomApprover.Simulators.Sheets;

namespace ZoomApprover.Infrastructure.Tests.Sheets;

public sealed class SheetWritingTests
{
    [Test]
    public async Task Neighbours_go_into_one_range_and_all_ranges_into_one_call()
    {
        await using var bench = await SheetsBench.StartAsync("It's");
        bench.Tab.ColumnCount = 28;
        var reading = await bench.List.ReadAsync(default);

        await bench.List.WriteAsync(reading, [new(17, 3, "reg-1"), new(3, 27, ""), new(17, 2, "used"), new(17, 5, "ñ")], default);

        var write = bench.Calls(SheetsEndpoint.Write).Single();
        Assert.That($"{write.Method} {write.Path}?{write.Query}", Is.EqualTo("POST /v4/spreadsheets/1AbC-dEf_9/values:batchUpdate?fields=spreadsheetId,totalUpdatedCells&prettyPrint=false"));
        Assert.That(write.Body, Is.EqualTo("""
            {"valueInputOption":"RAW","data":[{"range":"'It''s'!AB3","majorDimension":"ROWS","values":[[""]]},{"range":"'It''s'!C17:D17","majorDimension":"ROWS","values":[["used","reg-1"]]},{"range":"'It''s'!F17","majorDimension":"ROWS","values":[["ñ"]]}]}
            """));
    }

    [TestCase("=1+1")]
    [TestCase("00123")]
    [TestCase("1-2")]
    public async Task Text_stays_text(string text)
    {
        await using var bench = await SheetsBench.StartAsync();
        var reading = await bench.List.ReadAsync(default);

        await bench.List.WriteAsync(reading, [new(2, 2, text)], default);

        Assert.That(bench.Tab.Cell(2, 3), Is.EqualTo(text));
        Assert.That(bench.Tab.FormulaCells, Is.Empty);
    }

    [Test]
    public async Task What_is_put_back_is_of_the_kind_that_was_read()
    {
        await using var bench = await SheetsBench.StartAsync();
        var reading = await bench.List.ReadAsync(default);

        await bench.List.WriteAsync(reading, [new(2, 2, Cell.Of(600111222)), new(3, 2, Cell.Of(true)), new(4, 2, Cell.Of("600111222"))], default);

        Assert.That(new[] { 2, 3, 4 }.Select(row => bench.Tab.Cell(row, 3)), Is.EqualTo(new object[] { 600111222d, true, "600111222" }));
    }

    [Test]
    public async Task Nothing_to_write_costs_no_call()
    {
        await using var bench = await SheetsBench.StartAsync();
        var reading = await bench.List.ReadAsync(default);

        await bench.List.WriteAsync(reading, [], default);

        Assert.That(bench.Calls(SheetsEndpoint.Write), Is.Empty);
    }

    [Test]
    public void Requests_stay_below_the_size_that_Google_recommends()
    {
        var cells = Enumerable.Range(2, 100).Select(row => new CellWrite(row, 0, new string('ñ', 20_000))).ToList();

        var writes = SheetWrite.Of("Codes", cells).ToList();

        Assert.That(string.Join(' ', writes.Select(write => write.Data.Count)), Is.EqualTo("47 47 6"));
    }

    [Test]
    public async Task More_than_one_request_is_sent_in_order()
    {
        await using var bench = await SheetsBench.StartAsync();
        var reading = await bench.List.ReadAsync(default);

        await bench.List.WriteAsync(reading, [.. Enumerable.Range(2, 60).Select(row => new CellWrite(row, 0, new string('x', 40_000)))], default);

        Assert.That(bench.Calls(SheetsEndpoint.Write).Select(call => call.Body.Length), Is.All.LessThan(1_900_000).And.Exactly(2).Items);
        Assert.That(bench.Tab.LastRow, Is.EqualTo(61));
    }

    [Test]
    public async Task Ten_thousand_marks_are_two_requests_within_one_pass()
    {
        await using var bench = await SheetsBench.StartAsync();
        bench.Tab.RowCount = 10_001;
        var reading = await bench.List.ReadAsync(default);
        var data = new string('d', 250);

        await bench.List.WriteAsync(reading, [.. Enumerable.Range(2, 10_000).SelectMany(row => new CellWrite[] { new(row, 2, "REGISTERED"), new(row, 3, $"reg-{row:D18}"), new(row, 4, data) })], default);

        Assert.That(bench.Calls(SheetsEndpoint.Write).Select(call => call.Body.Length), Is.All.LessThan(2_000_000).And.Exactly(2).Items);
        Assert.That((bench.Tab.Cell(2, 3), bench.Tab.Cell(10_001, 5)), Is.EqualTo(("REGISTERED", data)));
    }

    [Test]
    public async Task A_cell_written_twice_is_refused_before_anything_is_sent()
    {
        await using var bench = await SheetsBench.StartAsync();
        var reading = await bench.List.ReadAsync(default);

        Assert.ThrowsAsync<ArgumentException>(() => bench.List.WriteAsync(reading, [new(2, 2, "a"), new(2, 2, "b")], default));
        Assert.That(bench.Calls(SheetsEndpoint.Write), Is.Empty);
    }

    [Test]
    public async Task A_write_by_an_old_reading_is_not_sent()
    {
        await using var bench = await SheetsBench.StartAsync();
        var reading = await bench.List.ReadAsync(default);
        bench.Clock.Advance(TimeSpan.FromSeconds(10.001));

        var refusal = SheetsBench.Refused(() => bench.List.WriteAsync(reading, [new(2, 2, "used")], default));

        Assert.That((refusal.Problem.Kind, refusal.RetryAfter), Is.EqualTo((ProblemKind.SheetUnreachable, TimeSpan.Zero)));
        Assert.That(bench.Calls(SheetsEndpoint.Write), Is.Empty);
    }

    [Test]
    public async Task A_write_ten_seconds_after_the_reading_is_sent()
    {
        await using var bench = await SheetsBench.StartAsync();
        var reading = await bench.List.ReadAsync(default);
        bench.Clock.Advance(TimeSpan.FromSeconds(10));

        await bench.List.WriteAsync(reading, [new(2, 2, "used")], default);

        Assert.That(bench.Tab.Cell(2, 3), Is.EqualTo("used"));
    }

    [Test]
    public async Task A_503_after_the_write_was_applied_is_told_as_unreachable_and_the_same_write_again_does_no_harm()
    {
        await using var bench = await SheetsBench.StartAsync();
        bench.Google.Faults.Next(SheetsEndpoint.Write, SheetsFault.AppliedThen503);
        var reading = await bench.List.ReadAsync(default);

        var refusal = SheetsBench.Refused(() => bench.List.WriteAsync(reading, [new(2, 2, "used")], default));
        await bench.List.WriteAsync(reading, [new(2, 2, "used")], default);

        Assert.That(refusal.Problem.Kind, Is.EqualTo(ProblemKind.SheetUnreachable));
        Assert.That(bench.Tab.History.Count(change => change.ByService), Is.EqualTo(1));
        Assert.That(bench.Calls(SheetsEndpoint.Write), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_tab_renamed_between_reading_and_writing_is_found_by_the_next_reading()
    {
        await using var bench = await SheetsBench.StartAsync();
        var reading = await bench.List.ReadAsync(default);
        bench.Tab.Title = "Renamed";

        var refusal = SheetsBench.Refused(() => bench.List.WriteAsync(reading, [new(2, 2, "used")], default));
        await bench.List.WriteAsync(await bench.List.ReadAsync(default), [new(2, 2, "used")], default);

        Assert.That((refusal.Problem.Kind, refusal.RetryAfter), Is.EqualTo((ProblemKind.SheetTabMissing, TimeSpan.Zero)));
        Assert.That(bench.Tab.Cell(2, 3), Is.EqualTo("used"));
    }

    [Test]
    public async Task A_reading_of_another_spreadsheet_is_a_mistake_of_ours()
    {
        await using var bench = await SheetsBench.StartAsync();
        var reading = await bench.List.ReadAsync(default) with { Place = new ListPlace("other", "77") };

        Assert.ThrowsAsync<ArgumentException>(() => bench.List.WriteAsync(reading, [new(2, 2, "used")], default));
    }

    [TestCase(0, "A")]
    [TestCase(25, "Z")]
    [TestCase(26, "AA")]
    [TestCase(701, "ZZ")]
    [TestCase(702, "AAA")]
    public void Columns_have_the_letters_that_people_see(int column, string letters)
    {
        var range = A1.Run("Codes", 5, column, 1);

        Assert.That(range, Is.EqualTo($"'Codes'!{letters}5"));
    }
}
