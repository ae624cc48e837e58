using System.Text;
using Microsoft.Extensions.Time.Testing;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Infrastructure.Csv;

namespace ZoomApprover.Infrastructure.Tests.Csv;

public sealed class CsvInvitationListTests
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero));
    private string folder = "";
    private string file = "";

    [SetUp]
    public void MakeFolder()
    {
        folder = Directory.CreateTempSubdirectory("lists").FullName;
        file = Path.Combine(folder, "list.csv");
    }

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    public static IEnumerable<TestCaseData> Files()
    {
        static TestCaseData Case(string name, byte[] bytes, string expected) => new TestCaseData(bytes, expected).SetName($"Reads_{name}");
        static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
        var windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

        yield return Case("commas", Utf8("code,time_id\nA1,1\n"), "code|time_id / A1|1");
        yield return Case("semicolons", Utf8("code;time_id\nA1;1,5\n"), "code|time_id / A1|1,5");
        yield return Case("semicolons_although_the_rows_are_full_of_commas", Utf8("code;name\nA1;x,y,z\nA2;a,b,c\n"), "code|name / A1|x,y,z / A2|a,b,c");
        yield return Case("the_separator_hint_of_Excel", Utf8("sep=;\r\ncode;name\r\nA1;Zoé\r\n"), "code|name / A1|Zoé");
        yield return Case("a_single_column", Utf8("code\nA1\nA2"), "code / A1 / A2");
        yield return Case("CRLF", Utf8("code,time_id\r\nA1,1\r\n"), "code|time_id / A1|1");
        yield return Case("a_last_line_without_an_end", Utf8("code,time_id\nA1,1"), "code|time_id / A1|1");
        yield return Case("a_byte_order_mark", [0xEF, 0xBB, 0xBF, .. Utf8("code,name\nA1,Ñandú")], "code|name / A1|Ñandú");
        yield return Case("UTF_16_with_its_mark", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("code,name\nA1,Ñandú")], "code|name / A1|Ñandú");
        yield return Case("Windows_1252", windows.GetBytes("code;name\nA1;Peña – 5 €\n"), "code|name / A1|Peña – 5 €");
        yield return Case("Windows_1252_far_below_the_header", windows.GetBytes($"code;name\n{string.Concat(Enumerable.Repeat("A1;plain\n", 20_000))}B2;Peña"), $"code|name / {string.Concat(Enumerable.Repeat("A1|plain / ", 20_000))}B2|Peña");
        yield return Case("bytes_that_no_encoding_knows", [.. Utf8("code,name\nA1,x"), 0x81, 0xFF], "code|name / A1|x\u0081ÿ");
        yield return Case("quoted_fields", Utf8("code,name\n\"A1\",\"Ruiz, \"\"Pepe\"\"\"\n"), "code|name / A1|Ruiz, \"Pepe\"");
        yield return Case("a_line_end_inside_quotes_as_one_row", Utf8("code,name\nA1,\"two\nlines\"\nA2,x"), "code|name / A1|two\nlines / A2|x");
        yield return Case("a_quote_after_a_space", Utf8("code,name\nA1, \"Ruiz\" \nA2,x"), "code|name / A1|Ruiz / A2|x");
        yield return Case("blank_rows_as_empty_ones", Utf8("code,name\n\nA1,x\n,,,\n \nA2,y\n"), "code|name /  / A1|x /  /  / A2|y");
        yield return Case("a_blank_first_row", Utf8("\ncode,name\nA1,x"), " / code|name / A1|x");
        yield return Case("ragged_rows", Utf8("code,time_id,status\nA1\nA2,2,used,more\nA3,,\n"), "code|time_id|status / A1 / A2|2|used|more / A3");
        yield return Case("leading_zeros_as_they_stand", Utf8("code,n\n00123,1e5\n"), "code|n / 00123|1e5");
        yield return Case("an_empty_file", [], "");
    }

    [TestCaseSource(nameof(Files))]
    public async Task Reads(byte[] bytes, string expected)
    {
        await File.WriteAllBytesAsync(file, bytes);

        var reading = await List().ReadAsync(default);

        Assert.That(Shown(reading), Is.EqualTo(expected));
    }

    [Test]
    public async Task A_reading_says_where_and_when_it_was_made()
    {
        await File.WriteAllTextAsync(file, "code\nA1");

        var reading = await List().ReadAsync(default);

        Assert.Multiple(() =>
        {
            Assert.That(reading.Place, Is.EqualTo(new ListPlace("csv", "")));
            Assert.That(reading.BeganAt, Is.EqualTo(clock.GetUtcNow()));
            Assert.That(reading.Zone, Is.EqualTo(TimeZoneInfo.Local));
        });
    }

    [Test]
    public async Task An_unchanged_file_is_not_read_again()
    {
        await File.WriteAllTextAsync(file, "code\nA1");
        var opened = 0;
        var list = List(path => { opened++; return CsvFile.Open(path); });
        await list.ReadAsync(default);

        var second = await list.ReadAsync(default);

        Assert.That((second.Rows, opened), Is.EqualTo(((object?)null, 1)));
    }

    [Test]
    public async Task A_changed_file_is_read_again()
    {
        await File.WriteAllTextAsync(file, "code\nA1");
        var list = List();
        await list.ReadAsync(default);
        await File.WriteAllTextAsync(file, "code\nA1\nA2");

        var second = await list.ReadAsync(default);

        Assert.That(Shown(second), Is.EqualTo("code / A1 / A2"));
    }

    [Test]
    public async Task A_file_of_the_same_size_written_later_is_read_again()
    {
        await File.WriteAllTextAsync(file, "code\nA1");
        var list = List();
        await list.ReadAsync(default);
        await File.WriteAllTextAsync(file, "code\nA2");
        File.SetLastWriteTimeUtc(file, File.GetLastWriteTimeUtc(file).AddMilliseconds(1));

        var second = await list.ReadAsync(default);

        Assert.That(Shown(second), Is.EqualTo("code / A2"));
    }

    [Test]
    public async Task Where_times_are_whole_seconds_a_fresh_file_is_read_again()
    {
        await File.WriteAllTextAsync(file, "code\nA1");
        File.SetLastWriteTimeUtc(file, clock.GetUtcNow().UtcDateTime);
        var list = List();
        await list.ReadAsync(default);

        var second = await list.ReadAsync(default);

        Assert.That(Shown(second), Is.EqualTo("code / A1"));
    }

    [Test]
    public async Task A_file_replaced_while_it_is_read_is_read_again()
    {
        await File.WriteAllTextAsync(file, "code\nA1");
        var opened = 0;
        var list = List(path =>
        {
            var stream = CsvFile.Open(path);
            if (opened++ == 0)
                File.WriteAllText(path, "code\nA1\nA2");
            return stream;
        });

        var reading = await list.ReadAsync(default);

        Assert.That((Shown(reading), opened), Is.EqualTo(("code / A1 / A2", 2)));
    }

    [Test]
    public async Task A_half_written_file_is_read_again_although_its_quotes_are_open()
    {
        await File.WriteAllTextAsync(file, "code,name\nA1,\"Ru");
        var opened = 0;
        var list = List(path =>
        {
            if (opened++ > 0)
                return CsvFile.Open(path);
            var half = new MemoryStream(File.ReadAllBytes(path));
            File.WriteAllText(path, "code,name\nA1,\"Ruiz\"\n");
            return half;
        });

        var reading = await list.ReadAsync(default);

        Assert.That(Shown(reading), Is.EqualTo("code|name / A1|Ruiz"));
    }

    [Test]
    public async Task A_file_that_never_stands_still_is_unavailable()
    {
        await File.WriteAllTextAsync(file, "code\n");
        var list = List(path =>
        {
            var stream = CsvFile.Open(path);
            File.AppendAllText(path, "A1\n");
            return stream;
        });

        var problem = Refusal(list);

        Assert.That(problem.Details, Is.EqualTo(new[] { file, "", "changes while it is read" }));
    }

    [TestCase("code,name\nA1,\"open\nA2,x\n", "2")]
    [TestCase("code,name\nA1,x\nA2,5\" nail\n", "3")]
    [TestCase("code,name\n\nA1,\"x\"y\n", "3")]
    [TestCase("code,name\nA1,\"two\nlines\"\nA2,\"x\"y", "4")]
    public async Task Broken_quoting_is_refused_with_its_line(string text, string line)
    {
        await File.WriteAllTextAsync(file, text);

        var problem = Refusal(List());

        Assert.That((problem.Kind, problem.Details[0], problem.Details[1]), Is.EqualTo((ProblemKind.ListFileUnreadable, file, line)));
    }

    [Test]
    public async Task A_refusal_shows_nothing_of_a_row()
    {
        await File.WriteAllTextAsync(file, "code,name\nSECRET,\"x\"y\n");

        var failure = Assert.ThrowsAsync<ListUnavailableException>(() => List().ReadAsync(default))!;

        Assert.That(failure.ToString() + string.Join(' ', failure.Problem.Details), Does.Not.Contain("SECRET"));
    }

    [TestCase("list.csv")]
    [TestCase("no/such/folder/list.csv")]
    public void A_missing_file_is_named_in_full(string name)
    {
        file = Path.Combine(folder, name);

        var problem = Refusal(List());

        Assert.That((problem.Kind, problem.Details[0]), Is.EqualTo((ProblemKind.ListFileMissing, file)));
    }

    [Test]
    public void A_folder_is_not_a_file()
    {
        Directory.CreateDirectory(file);

        var problem = Refusal(List());

        Assert.That((problem.Kind, problem.Details[2]), Is.EqualTo((ProblemKind.ListFileUnreadable, "is a folder")));
    }

    [Test]
    public async Task A_file_we_may_not_open_is_unreadable()
    {
        await File.WriteAllTextAsync(file, "code");

        var problem = Refusal(List(_ => throw new UnauthorizedAccessException()));

        Assert.That((problem.Kind, problem.Details[2]), Is.EqualTo((ProblemKind.ListFileUnreadable, "access denied")));
    }

    [Test]
    public async Task A_file_that_vanishes_before_it_is_opened_is_missing()
    {
        await File.WriteAllTextAsync(file, "code");

        var problem = Refusal(List(_ => throw new FileNotFoundException()));

        Assert.That(problem.Kind, Is.EqualTo(ProblemKind.ListFileMissing));
    }

    [Test]
    public void A_file_over_512_MiB_is_refused_unread()
    {
        using (var sparse = new FileStream(file, FileMode.CreateNew))
            sparse.SetLength(512L * 1024 * 1024 + 1);

        var problem = Refusal(List());

        Assert.That(problem.Details[2], Is.EqualTo("bigger than 512 MiB"));
    }

    [Test]
    public void A_row_without_end_does_not_fill_the_memory()
    {
        var list = List(_ => new MemoryStream(Encoding.UTF8.GetBytes("code\n\"" + new string('x', 4_000_000))));
        File.WriteAllText(file, "");

        var problem = Refusal(list);

        Assert.That(problem.Kind, Is.EqualTo(ProblemKind.ListFileUnreadable));
    }

    [Test]
    public async Task After_a_failure_the_last_good_file_is_still_known()
    {
        await File.WriteAllTextAsync(file, "code\nA1");
        var list = List();
        await list.ReadAsync(default);
        File.Move(file, file + ".away");
        Refusal(list);
        File.Move(file + ".away", file);

        var reading = await list.ReadAsync(default);

        Assert.That(reading.Rows, Is.Null);
    }

    [Test]
    public async Task A_million_rows_fit_into_reasonable_memory()
    {
        await using (var writer = new StreamWriter(file))
        {
            await writer.WriteLineAsync("registrant_key,time_id,registrant_id,registrant_status,registrant_data,email");
            for (var row = 0; row < 1_000_000; row++)
                await writer.WriteLineAsync($"K{row:D7},{row % 4},,,,");
        }

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var reading = await List().ReadAsync(default);
        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;

        Assert.That(reading.Rows, Has.Count.EqualTo(1_000_001));
        Assert.That(kept, Is.LessThan(200L * 1024 * 1024));
    }

    [Test]
    public void A_file_is_never_written()
    {
        var list = List();
        var reading = new ListReading(new ListPlace("csv", ""), clock.GetUtcNow(), null, TimeZoneInfo.Utc);

        Assert.That(list.TakesMarks, Is.False);
        Assert.That(() => list.WriteAsync(reading, [new CellWrite(2, 0, "used")], default), Throws.InvalidOperationException);
    }

    private CsvInvitationList List(Func<string, Stream>? open = null) =>
        new(new ListSettings { CsvPath = file }, clock) { Open = open ?? CsvFile.Open };

    private static Problem Refusal(CsvInvitationList list) =>
        Assert.ThrowsAsync<ListUnavailableException>(() => list.ReadAsync(default))!.Problem;

    private static string Shown(ListReading reading) =>
        string.Join(" / ", reading.Rows!.Select(row => string.Join('|', row.Select(cell => cell.Text))));
}
