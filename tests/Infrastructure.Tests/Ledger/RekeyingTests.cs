using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Codes;
using ZoomApprover.Domain.Invitations;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.Infrastructure.Ledger;
using ZoomApprover.Infrastructure.Ledger.Sql;
using ZoomApprover.Infrastructure.Tests.Ledger.Given;

namespace ZoomApprover.Infrastructure.Tests.Ledger;

/// <summary>A ledger whose codes were stored letter by letter learns that some of them were made here.</summary>
internal sealed class RekeyingTests(LedgerEngine engine) : LedgerTests(engine)
{
    private static readonly GeneratedForm Form = GeneratedForm.Of("ASM");
    private static readonly CodeFormat Ordinary = CodeFormat.OfLength(10);
    private static readonly CodeFormat Generated = Ordinary.With([Form]);

    // with a 0 and a 1, which somebody read as O and I
    private static readonly string Code = NormalForm.Of(Enumerable.Range(0, 1000).Select(seed => Form.Make(new Random(seed).Next)).First(code => code.Contains('0') && code.Contains('1')));
    private static readonly string Misread = Code.Replace('0', 'O').Replace('1', 'I');

    private static void Start(TestLedger ledger, CodeFormat format) => LedgerIdentity.Begin(ledger.Store, ledger.Connection, dryRun: false, format);

    private static string? Rule(TestLedger ledger) => ledger.Scalar<string>("select value from settings where name = 'normal_form'");

    private static string Everywhere(TestLedger ledger) => string.Join(' ', new[] { "claims", "generations", "candidates", "invitations", "marks", "owed_marks", "registrations" }
        .Select(table => $"{table}={ledger.Scalar<string>($"select group_concat(distinct code) from {table} where code <> 'K7P2'")}"));

    private static async Task FillAsync(TestLedger ledger)
    {
        await ledger.Record(A.Registrant("holder").With(code: Misread));
        await ledger.Record(A.Registrant("ordinary").With(code: A.Code));
        await ledger.Record(A.Registrant("waiting").With(candidates: [Misread], waits: WaitingReason.CodeAlreadyUsed));
        await ledger.Lists.SaveCopyAsync(new ListPlace("sheet", "1"), A.Noon, [new Invitation(Misread, 2, new Session("1")), new Invitation(A.Code, 3, new Session("1"))], []);
        await ledger.Lists.SaveMarksAsync(new ListPlace("sheet", "1"), [new MarkStep(Misread, new MarkBase(new MarkedCells(new Mark("PENDING", "holder"), ""), null), null)]);
        ledger.Execute($"insert into generations (list, code, generation) values ('{A.List}', '{Misread}', 1)");
    }

    [Test]
    public async Task Every_place_where_a_code_is_stored_follows()
    {
        await using var ledger = await A.Ledger();
        await FillAsync(ledger);

        Start(ledger, Generated);

        using var all = Assert.EnterMultipleScope();
        Assert.That(Everywhere(ledger), Is.EqualTo($"claims={Code} generations={Code} candidates={Code} invitations={Code} marks={Code} owed_marks={Code} registrations={Code}"));
        Assert.That(await ledger.Holder(Code), Is.EqualTo("holder"), "what was spent stays spent");
        Assert.That(await ledger.Holder(A.Code), Is.EqualTo("ordinary"), "codes that people made stay as they are");
        Assert.That(Rule(ledger), Is.EqualTo("2 ASM-*****-*****-****"));
    }

    [Test]
    public async Task Code_that_was_spent_letter_by_letter_is_not_spent_again()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("holder").With(code: Misread));
        Start(ledger, Generated);

        var outcome = await ledger.Record(A.Registrant("second").With(code: Code));

        Assert.That(outcome, Is.EqualTo(Outcome.Waiting(WaitingReason.CodeAlreadyUsed)));
    }

    [Test]
    public async Task Two_spent_codes_that_would_become_one_stop_the_start_and_change_nothing()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("one").With(code: Misread));
        await ledger.Record(A.Registrant("other").With(code: Code));
        var before = Everywhere(ledger);

        Assert.That(() => Start(ledger, Generated), Throws.TypeOf<LedgerRefusedException>().With.Message.Contains($"{Code} = {Misread}").And.Message.Contains("Codes:Generated"));

        Assert.That((Everywhere(ledger), Rule(ledger)), Is.EqualTo((before, "1")));
        Assert.That(() => Start(ledger, Ordinary), Throws.Nothing, "without the form it starts as ever");
    }

    [Test]
    public async Task Same_codes_of_two_lists_do_not_clash()
    {
        using var folder = new TempFolder();
        await using (var first = await A.Ledger(list: "spring", folder: folder))
        {
            await first.Record(A.Registrant("one").With(code: Misread));
        }

        await using var second = await A.Ledger(list: "autumn", folder: folder);
        await second.Record(A.Registrant("other").With(code: Code));

        Assert.That(() => Start(second, Generated), Throws.Nothing);
    }

    [Test]
    public async Task Two_candidates_of_one_person_that_become_one_do_not_stop_the_start()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("unsure").With(candidates: [Misread, Code], waits: WaitingReason.UnknownCode));

        Start(ledger, Generated);

        Assert.That(ledger.Scalar<string>("select group_concat(code) from candidates"), Is.EqualTo(Code));
    }

    [Test]
    public async Task Form_cannot_be_taken_away_while_codes_of_it_are_spent()
    {
        await using var ledger = await A.Ledger();
        Start(ledger, Generated);
        await ledger.Record(A.Registrant("holder").With(code: Code));

        Assert.That(() => Start(ledger, Ordinary), Throws.TypeOf<LedgerRefusedException>().With.Message.Contains("ASM-*****-*****-****").And.Message.Contains("Put it back"));
        Assert.That(() => Start(ledger, Ordinary.With([GeneratedForm.TryParse("ASM-**************")!, GeneratedForm.Of("CNF")])), Throws.Nothing, "other dashes and another form beside it");
    }

    [Test]
    public async Task Form_that_was_never_used_may_go()
    {
        await using var ledger = await A.Ledger();
        Start(ledger, Generated);
        await ledger.Record(A.Registrant("ordinary").With(code: A.Code));

        Start(ledger, Ordinary);

        Assert.That(Rule(ledger), Is.EqualTo("1"), "a version that knows no forms can be started again");
    }

    [Test]
    public async Task Ledger_without_generated_codes_is_left_as_it_was()
    {
        await using var ledger = await A.Ledger();
        await FillAsync(ledger);
        var before = Everywhere(ledger);

        Start(ledger, Ordinary);

        Assert.That((Everywhere(ledger), Rule(ledger)), Is.EqualTo((before, "1")));
    }

    [Test]
    public async Task Many_codes_are_gone_through_in_seconds()
    {
        var many = Engine == LedgerEngine.Postgres ? 20_000 : 100_000;
        await using var ledger = await A.Ledger();
        ledger.Execute($"""
            insert into invitations (list, code, session, spent, ambiguous, unreadable)
            with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < {many}) select '{A.List}', 'ASM0O' || substr(cast(1000000000000 + n as text), 2), '1', 0, 0, 0 from numbers
            """);
        var begun = TimeProvider.System.GetTimestamp();

        Start(ledger, Generated);

        Assert.That(TimeProvider.System.GetElapsedTime(begun), Is.LessThan(TimeSpan.FromSeconds(20)));
        Assert.That(ledger.Scalar<int>("select count(*) from invitations where code like 'ASM00%'"), Is.InRange(many * 3 / 100, many * 4 / 100), "one in 29 could have been made here");
    }
}
