using System.Globalization;
using ZoomApprover.Domain.Codes;
using ZoomApprover.Domain.Invitations;

namespace ZoomApprover.Infrastructure.Tests.Sheets;

/// <summary>Generated codes in the hands of a spreadsheet that believes it knows better.</summary>
public sealed class TypedCodesTests
{
    [TestCase("ASM", 60)]
    [TestCase("", 60)]
    [TestCase("", 40)]
    [TestCase("MAY", 40)]
    [TestCase("2026", 40)]
    public async Task Code_typed_into_a_cell_of_automatic_format_stays_a_code(string prefix, int bits)
    {
        await using var bench = await SheetsBench.StartAsync();
        var chance = new Random(11);
        var form = GeneratedForm.Of(prefix, bits);
        List<string> codes = [.. Enumerable.Range(0, 900).Select(_ => form.Make(chance.Next))];
        foreach (var (index, code) in codes.Index())
        {
            bench.Tab.Type(index + 2, 1, index % 2 == 0 ? code : NormalForm.Of(code));
        }

        var reading = await bench.List.ReadAsync(default);

        var kept = ListLayout.Find(reading.Rows![0], new Dictionary<ListColumn, string> { [ListColumn.Code] = "code" }).PlaceOf(ListColumn.Code)!.Value;
        Assert.That(reading.Rows.Skip(1).Where(row => row[kept].Number is not null), Is.Empty);
        Assert.That(reading.Rows.Skip(1).Select(row => NormalForm.Of(row[kept].Text)), Is.EqualTo(codes.Select(NormalForm.Of)));
    }

    [Test]
    public void No_digits_alone_are_ever_made()
    {
        var chance = new Random(12);
        var form = GeneratedForm.Of("", 40);

        var numbers = Enumerable.Range(0, 100_000).Select(_ => NormalForm.Of(form.Make(chance.Next)))
            .Where(code => double.TryParse(code, NumberStyles.Any, CultureInfo.InvariantCulture, out _) || double.TryParse(code, NumberStyles.Any, CultureInfo.GetCultureInfo("es"), out _));

        Assert.That(numbers, Is.Empty);
    }
}
