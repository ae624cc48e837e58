using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.Processes.Tests;

/// <summary>The commands that make and check codes, as an organiser types them.</summary>
[Parallelizable]
internal sealed class CodesTests
{
    private World world = null!;
    private Dictionary<string, string> environment = null!;

    private string File => Path.Combine(world.Home, "made.csv");

    [SetUp]
    public async Task StartAsync()
    {
        world = await World.WithCsvAsync("K7P2M9X4Q1");
        environment = ServiceProcess.Environment(world, ServiceProcess.FreePort());
    }

    [TearDown]
    public async Task EndAsync() => await world.DisposeAsync();

    private Task<ProcessEnd> RunAsync(params string[] words) => ServiceProcess.RunAsync(environment, words);

    [Test]
    public async Task List_is_printed_checked_and_used()
    {
        var made = await RunAsync("codes", "generate", "--count", "500", "--session", "1", "--prefix", "ASM");
        await System.IO.File.WriteAllTextAsync(File, made.Output + "\n");
        environment["Codes__Generated__0"] = "ASM-*****-*****-****";
        var check = await RunAsync("codes", "check", File);
        var again = await RunAsync("codes", "generate", "--count=1", "--session=1");

        using var all = Assert.EnterMultipleScope();
        Assert.That(made.Code, Is.Zero, made.Errors);
        Assert.That(made.Output.Split('\n'), Has.Length.EqualTo(501), "the list and nothing else");
        Assert.That(made.Output, Does.StartWith("registrant_key,time_id,registrant_id,registrant_status,registrant_data,email,expires,hold,approve,max_uses\nASM-"));
        Assert.That(made.Errors, Does.StartWith("500 codes of the form ASM-*****-*****-****, 63 bits").And.Contain("\"Generated\": [\"ASM-*****-*****-****\"]"));
        Assert.That((check.Code, check.Output), Is.EqualTo((0, $"{File}: 500 codes.\nEstimated strength: 63 bits. A blind guess hits one of these codes once in 10^16 tries.")), check.Errors);
        Assert.That(again.Output, Does.Match("\nASM-[^\n]{16},1,,,,,,,,$"), "the configured form is the usual one");
        Assert.That(again.Errors, Does.Not.Contain("Before you send them out"));
    }

    [Test]
    public async Task Codes_are_made_and_checked_beside_a_running_service()
    {
        await using var running = await ServiceProcess.StartReadyAsync(environment);

        var made = await RunAsync("codes", "generate", "--count", "3", "--session", "1");

        Assert.That((made.Code, made.Output.Split('\n').Length), Is.EqualTo((0, 4)), made.Errors);
    }

    [Test]
    public async Task Check_names_the_rows_and_never_a_code()
    {
        await System.IO.File.WriteAllTextAsync(File, "registrant_key,time_id\nABCDE12345,1\nABCDE1234O,1\nABCDE12340,1\nabcde-12345,1\n1.23457E+11,1\n FGHJK67890,1\nSHORT,1\n");

        var check = await RunAsync("codes", "check", File);

        Assert.That((check.Code, check.Errors), Is.EqualTo((1, "")));
        Assert.That(check.Output.Split('\n').Select(line => line.Split(':')[0]), Is.EqualTo(new[] { File, "Rows 2, 5", "Rows 3, 4", "Row 6", "Row 8", "Row 7", "Estimated strength" }));
        Assert.That(check.Output, Does.Not.Contain("ABCDE").And.Not.Contain("FGHJK").And.Not.Contain("SHORT").And.Contain("That is weak, 40 bits are the least"));
    }

    [TestCase("--count is missing", "--session", "1")]
    [TestCase("--count is '0'. Write a whole number from 1 to 10000.", "--count", "0", "--session", "1")]
    [TestCase("--count is 'many'. Write a whole number from 1 to 10000.", "--count", "many", "--session", "1")]
    [TestCase("--session is '7'. Write a session that a meeting in the configuration has: 1.", "--count", "5", "--session", "7")]
    [TestCase("--session is missing. Write a session that a meeting in the configuration has: 1.", "--count", "5")]
    [TestCase("--prefix is 'A-B'. Write up to 12 letters", "--count", "5", "--session", "1", "--prefix", "A-B")]
    [TestCase("--bits is '20'. Write a whole number from 40 to 120", "--count", "5", "--session", "1", "--bits=20")]
    [TestCase("--bits has no value", "--count", "5", "--session", "1", "--bits")]
    [TestCase("--number is no option here. There are: --count, --session, --prefix, --bits", "--number", "5")]
    public async Task Option_that_will_not_do_is_named_with_its_value_and_the_mend(string words, params string[] options)
    {
        var end = await RunAsync(["codes", "generate", .. options]);

        Assert.That((end.Code, end.Output), Is.EqualTo((64, "")));
        Assert.That(end.Errors, Does.StartWith(words));
    }

    [TestCase("codes")]
    [TestCase("codes", "check")]
    [TestCase("codes", "make")]
    public async Task Command_with_the_wrong_words_is_explained(params string[] words)
    {
        var end = await RunAsync(words);

        Assert.That(end.Code, Is.EqualTo(64));
        Assert.That(end.Errors, Does.Contain("codes generate --count N, codes check FILE"));
    }

    [Test]
    public async Task File_that_cannot_be_checked_is_named()
    {
        var missing = await RunAsync("codes", "check", File);
        await System.IO.File.WriteAllTextAsync(File, "code\nABCDE12345\n");
        var other = await RunAsync("codes", "check", File);

        using var all = Assert.EnterMultipleScope();
        Assert.That((missing.Code, missing.Output), Is.EqualTo((1, "")));
        Assert.That(missing.Errors, Does.Contain(File));
        Assert.That((other.Code, other.Output), Is.EqualTo((1, "")));
        Assert.That(other.Errors, Does.Contain("registrant_key"));
    }
}
