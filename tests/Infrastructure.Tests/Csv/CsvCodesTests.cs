using ZoomApprover.Application.Ports;
using ZoomApprover.Infrastructure.Csv;

namespace ZoomApprover.Infrastructure.Tests.Csv;

internal sealed class CsvCodesTests
{
    private string file = "";

    [SetUp]
    public void Make() => file = Path.Combine(Directory.CreateTempSubdirectory("codes").FullName, "codes.csv");

    [TearDown]
    public void Remove() => Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);

    private string Read(string text, string heading = "registrant_key")
    {
        File.WriteAllText(file, text);
        return string.Join(' ', CsvCodes.Read(file, heading).Select(cell => $"{cell.Row}[{cell.Text}]"));
    }

    [TestCase("registrant_key,time_id\nABCDE12345,1\n\nFGHJK67890,1\n", "2[ABCDE12345] 4[FGHJK67890]")]
    [TestCase("time_id;Registrant_Key\n1; ABCDE12345 \n", "2[ ABCDE12345 ]", Description = "spaces are what is looked for")]
    [TestCase("time_id,registrant_key\n1, \"AB,CD\"\n", "2[AB,CD]", Description = "a quotation mark behind a space")]
    [TestCase("registrant_key\n", "")]
    public void Cells_are_read_as_they_stand(string text, string cells)
    {
        Assert.That(Read(text), Is.EqualTo(cells));
    }

    [TestCase("code\nABCDE12345\n", ProblemKind.ListHeaderMissing)]
    [TestCase("", ProblemKind.ListHeaderMissing)]
    [TestCase("registrant_key,REGISTRANT_KEY\nA,B\n", ProblemKind.ListHeaderDoubled)]
    [TestCase("registrant_key\n\"open\n", ProblemKind.ListFileUnreadable)]
    public void File_that_is_no_list_is_named(string text, ProblemKind kind)
    {
        Assert.That(() => Read(text), Throws.TypeOf<ListUnavailableException>().With.Property(nameof(ListUnavailableException.Problem)).Property(nameof(Problem.Kind)).EqualTo(kind));
    }

    [Test]
    public void Missing_file_and_folder_are_named()
    {
        using var all = Assert.EnterMultipleScope();
        Assert.That(() => CsvCodes.Read(file, "code"), Throws.TypeOf<ListUnavailableException>().With.Message.EqualTo("ListFileMissing"));
        Assert.That(() => CsvCodes.Read(Path.GetDirectoryName(file)!, "code"), Throws.TypeOf<ListUnavailableException>().With.Message.EqualTo("ListFileUnreadable"));
    }
}
