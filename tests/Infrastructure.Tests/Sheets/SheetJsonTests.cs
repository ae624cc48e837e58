using System.Text;
using System.Text.Json;
using ZoomApprover.Domain.Invitations;
using ZoomApprover.Infrastructure.Sheets;

namespace ZoomApprover.Infrastructure.Tests.Sheets;

public sealed class SheetJsonTests
{
    [Test]
    public void Cells_are_text_numbers_ticks_or_nothing()
    {
        var row = JsonSerializer.Deserialize<Cell[]>("""["", "00123", 2, 43831.5, -1e-7, true, false, null, "caf\u00e9"]""", SheetJson.Options);

        Assert.That(row, Is.EqualTo((Cell[])[Cell.Empty, Cell.Of("00123"), Cell.Of(2), Cell.Of(43831.5), Cell.Of(-1e-7), Cell.Of(true), Cell.Of(false), Cell.Empty, Cell.Of("café")]));
    }

    [TestCase("{}")]
    [TestCase("null")]
    [TestCase("{\"valueRanges\":[{}]}")]
    [TestCase("{\"valueRanges\":[{\"range\":\"Codes!A1\",\"values\":[[{}]]}]}")]
    [TestCase("{\"valueRanges\":[]} trailing")]
    public void An_answer_that_is_not_whole_never_passes_for_an_empty_list(string json)
    {
        SheetValues? Read() => JsonSerializer.Deserialize<SheetValues>(json, SheetJson.Options) ?? throw new JsonException();

        Assert.That(Read, Throws.InstanceOf<JsonException>());
    }

    [Test]
    public async Task A_hundred_thousand_rows_cost_less_than_150_MB()
    {
        var rows = string.Join(',', Enumerable.Range(0, 100_000).Select(row => $$"""["K{{row:D7}}",{{row % 4}},"reg-{{row}}","used","2030-01-01","ana@example.com"]"""));
        using var answer = new MemoryStream(Encoding.UTF8.GetBytes($$"""{"valueRanges":[{"range":"Codes!A1:F100000","values":[{{rows}}]}]}"""));
        await using var body = new BoundedStream(answer, answer.Length);
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var values = await JsonSerializer.DeserializeAsync<SheetValues>(body, SheetJson.Options);

        Assert.That(values!.ValueRanges[0].Values, Has.Count.EqualTo(100_000));
        Assert.That(GC.GetTotalAllocatedBytes(precise: true) - before, Is.LessThan(150_000_000));
    }

    [Test]
    public void A_longer_answer_than_agreed_is_broken_off()
    {
        using var body = new BoundedStream(new MemoryStream(new byte[101]), 100);

        Assert.That(async () => await body.CopyToAsync(Stream.Null), Throws.TypeOf<InvalidDataException>());
    }
}
