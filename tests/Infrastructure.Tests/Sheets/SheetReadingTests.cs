using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Invitations;
using ZoomApprover.Simulators.Sheets;

namespace ZoomApprover.Infrastructure.Tests.Sheets;

public sealed class SheetReadingTests
{
    [Test]
    public async Task Rows_come_ragged_with_text_numbers_and_ticks_told_apart()
    {
        await using var bench = await SheetsBench.StartAsync();
        bench.Tab.AppendRow("00123", 2.0, true);
        bench.Tab.AppendRow("Ñ\"\\\n😀");
        bench.Tab.SetCell(5, 3, "used");

        var reading = await bench.List.ReadAsync(default);

        IReadOnlyList<IReadOnlyList<Cell>> expected =
        [
            [Cell.Of("code"), Cell.Of("time_id"), Cell.Of("status")],
            [Cell.Of("00123"), Cell.Of(2.0), Cell.Of(true)],
            [Cell.Of("Ñ\"\\\n😀")],
            [],
            [Cell.Empty, Cell.Empty, Cell.Of("used")],
        ];
        Assert.That(reading.Rows, Is.EqualTo(expected));
    }

    [Test]
    public async Task A_reading_says_where_when_and_in_which_zone_it_was_made()
    {
        await using var bench = await SheetsBench.StartAsync();

        var reading = await bench.List.ReadAsync(default);

        Assert.Multiple(() =>
        {
            Assert.That(reading.Place, Is.EqualTo(new ListPlace(SheetsBench.Id, "77")));
            Assert.That(reading.BeganAt, Is.EqualTo(bench.Clock.GetUtcNow()));
            Assert.That(reading.Zone.Id, Is.EqualTo("Europe/Madrid"));
            Assert.That(reading.TabTitle, Is.EqualTo("Codes"));
            Assert.That(bench.List.TabId, Is.EqualTo("77"));
            Assert.That(bench.List.TakesMarks, Is.True);
        });
    }

    [Test]
    public async Task An_unknown_zone_is_UTC()
    {
        await using var bench = await SheetsBench.StartAsync();
        bench.Spreadsheet.TimeZone = "Mars/Olympus";

        var reading = await bench.List.ReadAsync(default);

        Assert.That(reading.Zone, Is.EqualTo(TimeZoneInfo.Utc));
    }

    [Test]
    public async Task An_empty_tab_has_no_rows()
    {
        await using var bench = await SheetsBench.StartAsync();
        for (var column = 1; column <= 3; column++)
            bench.Tab.Clear(1, column);

        var reading = await bench.List.ReadAsync(default);

        Assert.That(reading.Rows, Is.Empty);
    }

    [Test]
    public async Task Calls_are_written_as_Google_documents_them()
    {
        await using var bench = await SheetsBench.StartAsync("Joe's Códe list/2");

        await bench.List.ReadAsync(default);

        var calls = bench.Google.Calls.Where(call => call.Endpoint != SheetsEndpoint.Token).Select(call => $"{call.Method} {call.Path}?{Uri.UnescapeDataString(call.Query)}");
        IReadOnlyList<string> expected =
        [
            "GET /v4/spreadsheets/1AbC-dEf_9?fields=spreadsheetId,properties(timeZone),sheets.properties(sheetId,title,index)&prettyPrint=false",
            "GET /v4/spreadsheets/1AbC-dEf_9/values:batchGet?valueRenderOption=UNFORMATTED_VALUE&dateTimeRenderOption=SERIAL_NUMBER&fields=valueRanges(range,values)&prettyPrint=false&ranges='Joe''s Códe list/2'",
        ];
        Assert.That(calls, Is.EqualTo(expected));
        var read = bench.Calls(SheetsEndpoint.Read).Single();
        Assert.That(read.Query, Does.EndWith("&ranges=%27Joe%27%27s%20C%C3%B3de%20list%2F2%27"));
        Assert.That((read.Headers["User-Agent"], read.Headers["Accept-Encoding"]), Is.EqualTo(("zoom-approver/1.0 (gzip)", "gzip")));
    }

    [Test]
    public async Task Later_readings_cost_one_call_each()
    {
        await using var bench = await SheetsBench.StartAsync();
        await bench.List.ReadAsync(default);
        var before = bench.Google.Calls.Count;

        await bench.List.ReadAsync(default);
        await bench.List.ReadAsync(default);

        Assert.That(bench.Google.Calls.Skip(before).Select(call => call.Endpoint), Is.All.EqualTo(SheetsEndpoint.Read).And.Exactly(2).Items);
    }

    [Test]
    public async Task A_long_list_arrives_packed_and_whole()
    {
        await using var bench = await SheetsBench.StartAsync();
        for (var row = 0; row < 3000; row++)
            bench.Tab.AppendRow($"K{row}", 1.0, "free");

        var reading = await bench.List.ReadAsync(default);

        Assert.That((reading.Rows!.Count, reading.Rows[3000][0].Text), Is.EqualTo((3001, "K2999")));
    }

    [Test]
    public async Task A_renamed_tab_is_found_by_its_id_in_the_same_reading()
    {
        await using var bench = await SheetsBench.StartAsync();
        await bench.List.ReadAsync(default);
        bench.Tab.Title = "Invitations 2030";

        var reading = await bench.List.ReadAsync(default);

        Assert.That((reading.TabTitle, reading.Place.Tab, reading.Rows!.Count), Is.EqualTo(("Invitations 2030", "77", 1)));
    }

    [Test]
    public async Task A_tab_renamed_while_we_were_stopped_is_found_by_the_id_that_was_kept()
    {
        await using var bench = await SheetsBench.StartAsync();
        bench.Tab.Title = "Renamed";
        bench.List.TabId = "77";

        var reading = await bench.List.ReadAsync(default);

        Assert.That(reading.TabTitle, Is.EqualTo("Renamed"));
    }

    [Test]
    public async Task A_tab_that_took_the_old_title_is_noticed_after_ten_minutes()
    {
        await using var bench = await SheetsBench.StartAsync();
        await bench.List.ReadAsync(default);
        bench.Tab.Title = "Old";
        bench.Spreadsheet.AddTab("Codes", 88, "other");
        bench.Clock.Advance(TimeSpan.FromMinutes(10));

        var reading = await bench.List.ReadAsync(default);

        Assert.That((reading.TabTitle, reading.Place.Tab), Is.EqualTo(("Old", "77")));
    }

    [Test]
    public async Task Without_a_configured_title_it_is_the_first_tab()
    {
        await using var bench = await SheetsBench.StartAsync();
        bench.Spreadsheet.AddTab("Second", 88, "other");
        bench.Settings = bench.Settings with { Worksheet = "" };

        var reading = await bench.List.ReadAsync(default);

        Assert.That(reading.TabTitle, Is.EqualTo("Codes"));
    }

    [Test]
    public async Task A_removed_tab_is_named()
    {
        await using var bench = await SheetsBench.StartAsync();
        await bench.List.ReadAsync(default);
        bench.Spreadsheet.AddTab("Other", 88, "other");
        bench.Spreadsheet.RemoveTab(bench.Tab);

        var refusals = new[] { SheetsBench.Refused(() => bench.List.ReadAsync(default)), SheetsBench.Refused(() => bench.List.ReadAsync(default)) };

        Assert.That(refusals.Select(refusal => (refusal.Problem.Kind, refusal.Problem.Details[0])), Is.All.EqualTo((ProblemKind.SheetTabMissing, "Codes")));
    }

    [Test]
    public async Task The_first_tab_removed_is_not_replaced_by_the_next_one()
    {
        await using var bench = await SheetsBench.StartAsync();
        bench.Settings = bench.Settings with { Worksheet = "" };
        await bench.List.ReadAsync(default);
        bench.Spreadsheet.AddTab("Other", 88, "other");
        bench.Spreadsheet.RemoveTab(bench.Tab);

        var refusal = SheetsBench.Refused(() => bench.List.ReadAsync(default));

        Assert.That((refusal.Problem.Kind, refusal.Problem.Details[0]), Is.EqualTo((ProblemKind.SheetTabMissing, "Codes")));
    }

    [Test]
    public async Task A_tab_made_anew_under_the_configured_title_is_another_place()
    {
        await using var bench = await SheetsBench.StartAsync();
        await bench.List.ReadAsync(default);
        bench.Spreadsheet.RemoveTab(bench.Tab);
        bench.Spreadsheet.AddTab("Codes", 88, "code");
        bench.Clock.Advance(TimeSpan.FromMinutes(10));

        var reading = await bench.List.ReadAsync(default);

        Assert.That(reading.Place.Tab, Is.EqualTo("88"));
    }
}
