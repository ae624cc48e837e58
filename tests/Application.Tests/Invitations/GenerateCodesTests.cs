using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Invitations.GenerateCodes;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;
using ZoomApprover.Application.Tests.Fakes;
using ZoomApprover.Domain.Codes;
using ZoomApprover.Domain.Meetings;

namespace ZoomApprover.Application.Tests.Invitations;

internal sealed class GenerateCodesTests
{
    private static readonly string[] Header = ["nombre", "registrant_key", "registrant_status", "time_id"];
    private static readonly GeneratedForm Form = GeneratedForm.Of("ASM");

    private readonly IDeskLedger ledger = Substitute.For<IDeskLedger>();
    private readonly FakeTimeProvider time = new(A.Now);
    private readonly AddedRows added;
    private Settings settings = A.Settings() with { Codes = new CodeSettings { Format = CodeFormat.OfLength(10).With([Form]) } };

    public GenerateCodesTests()
    {
        added = new AddedRows(time);
        ledger.EverUsedAsync(default!).ReturnsForAnyArgs(new HashSet<string>());
    }

    private Task<GeneratedCodes> AskAsync(MemorySheet sheet, int count = 3, string? prefix = null, bool into = true) => new GenerateCodesHandler(
            settings, sheet, ledger, new SheetAddition(settings, sheet, added, new Signals(time)), NullLogger<GenerateCodesHandler>.Instance)
        .Handle(new GenerateCodes(count, "1", prefix, null, into), default);

    private static MemorySheet Sheet() => new(Header, ["Ana", "ABCDE12345", "REGISTERED", "1"], ["Bea", "FGHJK67890", "", "2"]);

    [Test]
    public async Task Codes_in_the_answer_touch_no_sheet()
    {
        var sheet = Sheet();

        var made = await AskAsync(sheet, into: false);

        using var all = Assert.EnterMultipleScope();
        Assert.That((made.End, made.Codes.Count, made.FirstRow), Is.EqualTo((GenerateEnd.Made, 3, (int?)null)));
        Assert.That(made.Codes.Select(NormalForm.Of).Where(code => Form.Read(code, out _) != FormReading.Sound), Is.Empty);
        Assert.That(sheet.Writes, Is.Zero);
    }

    [Test]
    public async Task Rows_stand_below_the_last_one_in_the_columns_of_their_headings()
    {
        var sheet = Sheet();

        var made = await AskAsync(sheet);

        using var all = Assert.EnterMultipleScope();
        Assert.That((made.End, made.FirstRow), Is.EqualTo((GenerateEnd.Added, (int?)4)));
        Assert.That(sheet.Rows.Skip(3).Select(row => string.Join('|', row)), Is.EqualTo(made.Codes.Select(code => $"|{code}||1")));
        Assert.That(sheet.Rows[1], Is.EqualTo(new[] { "Ana", "ABCDE12345", "REGISTERED", "1" }), "nothing else was touched");
        Assert.That(sheet.Writes, Is.EqualTo(1));
    }

    [Test]
    public async Task Check_boxes_below_the_last_row_do_not_push_the_codes_down()
    {
        var sheet = Sheet();
        sheet.Rows.AddRange([["", "", "FALSE"], ["", "", "FALSE"], ["", "", "FALSE"], ["", "", "FALSE"]]);

        var made = await AskAsync(sheet);

        Assert.That((made.FirstRow, sheet.Rows.Count, string.Join('|', sheet.Rows[3])), Is.EqualTo(((int?)4, 7, $"|{made.Codes[0]}|FALSE|1")));
    }

    [Test]
    public async Task Empty_sheet_is_filled_from_its_second_row()
    {
        Assert.That((await AskAsync(new MemorySheet(Header))).FirstRow, Is.EqualTo(2));
    }

    [Test]
    public async Task Code_that_was_ever_used_is_not_made_again()
    {
        List<string> refused = [];
        ledger.EverUsedAsync(default!).ReturnsForAnyArgs(call =>
        {
            var asked = call.Arg<IReadOnlyCollection<string>>();
            var used = refused.Count == 0 ? asked.Take(2).ToHashSet() : [];
            refused.AddRange(used);
            return (IReadOnlySet<string>)used;
        });

        var made = await AskAsync(Sheet(), count: 5, into: false);

        Assert.That(refused, Has.Count.EqualTo(2));
        Assert.That(made.Codes, Is.Unique);
        Assert.That(made.Codes, Has.Count.EqualTo(5));
        Assert.That(made.Codes.Select(NormalForm.Of).Intersect(refused), Is.Empty);
    }

    [Test]
    public async Task Lost_answer_is_settled_by_looking()
    {
        var sheet = Sheet();
        sheet.AnswerLost = ProblemKind.SheetUnreachable;

        var made = await AskAsync(sheet);

        Assert.That((made.End, made.FirstRow, sheet.Rows.Count), Is.EqualTo((GenerateEnd.AddedAnswerLost, (int?)4, 6)));
    }

    [Test]
    public async Task Lost_answer_of_rows_that_are_not_to_be_seen_is_called_unknown_and_the_next_rows_are_not_written_over_them()
    {
        var sheet = Sheet();
        sheet.WriteRefused = ProblemKind.SheetUnreachable;

        var first = await AskAsync(sheet);
        sheet.WriteRefused = null;
        var second = await AskAsync(sheet);

        using var all = Assert.EnterMultipleScope();
        Assert.That((first.End, first.FirstRow, first.Codes.Count), Is.EqualTo((GenerateEnd.Unknown, (int?)4, 3)));
        Assert.That((second.End, second.FirstRow), Is.EqualTo((GenerateEnd.Added, (int?)7)));
    }

    [Test]
    public async Task Reading_that_does_not_show_the_last_rows_yet_does_no_harm()
    {
        var sheet = Sheet();
        sheet.ShowsOldRows = true;

        var first = await AskAsync(sheet);
        var second = await AskAsync(sheet);

        using var all = Assert.EnterMultipleScope();
        Assert.That((first.FirstRow, second.FirstRow), Is.EqualTo(((int?)4, (int?)7)));
        Assert.That(sheet.Rows.Select(row => row[1]).Skip(3), Is.EqualTo(first.Codes.Concat(second.Codes)));
    }

    [Test]
    public async Task After_some_minutes_a_reading_is_believed_again()
    {
        var sheet = Sheet();
        await AskAsync(sheet);
        sheet.Rows.RemoveRange(3, 3); // a person thought better of it
        time.Advance(TimeSpan.FromMinutes(6));

        Assert.That((await AskAsync(sheet)).FirstRow, Is.EqualTo(4));
    }

    [Test]
    public async Task Requests_at_the_same_time_are_done_one_after_the_other()
    {
        var sheet = Sheet();

        var both = await Task.WhenAll(AskAsync(sheet), AskAsync(sheet));

        Assert.That(both.Select(one => one.FirstRow), Is.EquivalentTo(new[] { 4, 7 }));
    }

    [Test]
    public async Task Row_that_a_person_pushed_under_ours_in_that_moment_is_missed_and_said()
    {
        var sheet = Sheet();
        sheet.BeforeWrite = () => sheet.Rows.Insert(2, ["Eva", "LMNPQ24680", "", "1"]);

        var made = await AskAsync(sheet);

        Assert.That((made.End, made.FirstRow), Is.EqualTo((GenerateEnd.AddedOverOthers, (int?)4)));
    }

    [TestCase(ProblemKind.SheetReadOnly)]
    [TestCase(ProblemKind.SheetTooShort)]
    [TestCase(ProblemKind.SheetQuota)]
    public async Task Refused_writing_is_named_and_hands_out_no_codes(ProblemKind kind)
    {
        var sheet = Sheet();
        sheet.WriteRefused = kind;

        var made = await AskAsync(sheet);

        Assert.That((made.End, made.Problem?.Kind, made.Codes.Count), Is.EqualTo((GenerateEnd.ListUnavailable, (ProblemKind?)kind, 0)));
    }

    [Test]
    public async Task Sheet_without_the_headings_is_not_written()
    {
        var sheet = new MemorySheet(["registrant_key", "time_id"], ["ABCDE12345", "1"]);

        var made = await AskAsync(sheet);

        Assert.That((made.End, made.Problem?.Kind, sheet.Writes), Is.EqualTo((GenerateEnd.ListUnavailable, (ProblemKind?)ProblemKind.ListHeaderMissing, 0)));
    }

    [Test]
    public async Task Codes_that_nobody_would_recognise_are_not_added()
    {
        var into = await AskAsync(Sheet(), prefix: "CNF");
        var answered = await AskAsync(Sheet(), prefix: "CNF", into: false);

        using var all = Assert.EnterMultipleScope();
        Assert.That((into.End, into.Codes.Count, into.Form.Text), Is.EqualTo((GenerateEnd.FormNotConfigured, 0, "CNF-*****-*****-****")));
        Assert.That((answered.End, answered.IsConfigured), Is.EqualTo((GenerateEnd.Made, false)));
    }

    [Test]
    public async Task File_and_dry_run_are_never_written()
    {
        var file = await AskAsync(new MemorySheet(Header) { TakesMarks = false });
        settings = settings with { Zoom = new ZoomSettings { DryRun = true } };
        var dry = await AskAsync(Sheet());

        Assert.That((file.End, dry.End), Is.EqualTo((GenerateEnd.ListIsFile, GenerateEnd.DryRun)));
    }

    [TestCase(null, null, "ASM-*****-*****-****", Description = "the one that is configured")]
    [TestCase("asm", null, "ASM-*****-*****-****")]
    [TestCase("asm", 40, "ASM-*****-*****", Description = "so many bits were asked for")]
    [TestCase("CNF", null, "CNF-*****-*****-****")]
    public void Form_is_the_configured_one_unless_another_is_asked_for(string? prefix, int? bits, string text)
    {
        Assert.That(CodeBatch.FormOf(settings.Codes.Format, prefix, bits).Text, Is.EqualTo(text));
    }

    [Test]
    public void Two_configured_forms_are_told_apart_by_their_prefix()
    {
        var format = CodeFormat.OfLength(10).With([GeneratedForm.Of("ASM", 40), GeneratedForm.Of("CNF", 80)]);

        using var all = Assert.EnterMultipleScope();
        Assert.That(CodeBatch.FormOf(format, "CNF", null).Text, Does.StartWith("CNF-*****-*****-****-****"));
        Assert.That(CodeBatch.FormOf(format, null, null).Text, Is.EqualTo("*****-*****-****"), "neither is meant");
    }

    private static IEnumerable<TestCaseData> Faults() => new (GenerateCodes Command, string Fault)[]
    {
        (new(0, "1"), "Count: Write a whole number from 1 to 10000."),
        (new(10_001, "1"), "Count: Write a whole number from 1 to 10000."),
        (new(5_001, "1", IntoSheet: true), "Count: Write a whole number from 1 to 5000: so many rows are added at once."),
        (new(1, "3"), "Session: Write a session that a meeting in the configuration has: 1, 2. Codes of any other would open nothing."),
        (new(1), "Session: Write a session that a meeting in the configuration has: 1, 2. Codes of any other would open nothing."),
        (new(1, "1", "A-B"), "Prefix: Write up to 12 letters (A to Z) and digits, or leave it out."),
        (new(1, "1", "ABCDEFGHIJKLM"), "Prefix: Write up to 12 letters (A to Z) and digits, or leave it out."),
        (new(1, "1", "=1+1"), "Prefix: Write up to 12 letters (A to Z) and digits, or leave it out."),
        (new(1, "1", null, 39), "Bits: Write a whole number from 40 to 120, or leave it out for 60."),
        (new(1, "1", null, 121), "Bits: Write a whole number from 40 to 120, or leave it out for 60."),
        (new(10_000, " 02 ", "asm", 120), ""),
    }.Select(one => new TestCaseData(one.Command, one.Fault).SetArgDisplayNames(one.Command.ToString()));

    [TestCaseSource(nameof(Faults))]
    public void Wish_out_of_bounds_is_answered_with_the_bounds(GenerateCodes command, string fault)
    {
        var faults = new GenerateCodesValidator(settings).Validate(command).Errors.Select(error => $"{error.PropertyName}: {error.ErrorMessage}");

        Assert.That(string.Join(' ', faults), Is.EqualTo(fault));
    }

    [Test]
    public void Session_is_left_out_where_no_meeting_has_one()
    {
        var without = settings with { Meetings = A.Managed(new MeetingRules(A.Meeting, Session.None)) };

        using var all = Assert.EnterMultipleScope();
        Assert.That(new GenerateCodesValidator(without).Validate(new GenerateCodes(1)).IsValid, Is.True);
        Assert.That(new GenerateCodesValidator(without).Validate(new GenerateCodes(1, "1")).Errors.Single().ErrorMessage, Is.EqualTo("Leave it out: no meeting in the configuration has a session."));
    }

    [Test]
    public void List_to_be_imported_has_all_configured_headings()
    {
        var csv = CodeBatch.Csv(new ColumnNames { Code = "código, personal", Session = "se\"sión" }, ["ASM-1A", "ASM-2C"], "Gala, noche");

        Assert.That(csv, Is.EqualTo("\"código, personal\",\"se\"\"sión\",registrant_id,registrant_status,registrant_data,email,expires,hold,approve,max_uses\nASM-1A,\"Gala, noche\",,,,,,,,\nASM-2C,\"Gala, noche\",,,,,,,,\n"));
    }
}
