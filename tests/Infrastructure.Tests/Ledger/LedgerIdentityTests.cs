using ZoomApprover.Application.Configuration;
using ZoomApprover.Infrastructure.Ledger;
using ZoomApprover.Infrastructure.Ledger.Sql;
using ZoomApprover.Infrastructure.Tests.Ledger.Given;

namespace ZoomApprover.Infrastructure.Tests.Ledger;

internal sealed class LedgerIdentityTests(LedgerEngine engine) : LedgerTests(engine)
{
    [TestCase(true, "belongs to a dry-run run and this start is a live run")]
    [TestCase(false, "belongs to a live run and this start is a dry-run run")]
    public async Task Ledger_of_the_other_mode_is_refused(bool madeDry, string words)
    {
        using var folder = new TempFolder();
        await using (await A.Ledger(dryRun: madeDry, folder: folder))
        {
        }

        Assert.That(async () => await A.Ledger(dryRun: !madeDry, folder: folder), Throws.TypeOf<LedgerRefusedException>().With.Message.Contains(words));
    }

    [Test]
    public async Task Refused_mode_does_not_count_as_a_start()
    {
        await using var ledger = await A.Ledger();

        Assert.That(() => LedgerIdentity.Begin(ledger.Store, ledger.Connection, dryRun: true), Throws.TypeOf<LedgerRefusedException>());

        Assert.That(LedgerIdentity.Begin(ledger.Store, ledger.Connection, dryRun: false), Is.EqualTo(2));
    }

    [Test]
    public async Task Codes_folded_by_another_rule_are_refused()
    {
        await using var ledger = await A.Ledger();
        ledger.Execute("update settings set value = '99' where name = 'normal_form'");

        Assert.That(() => LedgerIdentity.Begin(ledger.Store, ledger.Connection, dryRun: false), Throws.TypeOf<LedgerRefusedException>().With.Message.Contains("folded by rule 99"));
    }

    [Test]
    public async Task Each_start_has_its_number()
    {
        using var folder = new TempFolder();
        List<long> numbers = [];
        for (var start = 0; start < 3; start++)
        {
            await using var ledger = await A.Ledger(folder: folder);
            numbers.Add(ledger.Calls.Epoch);
        }

        Assert.That(numbers, Is.EqualTo(new long[] { 1, 2, 3 }));
    }

    [Test]
    public async Task There_is_no_column_for_address_phone_or_join_link()
    {
        await using var ledger = await A.Ledger();

        var columns = string.Join(',', ledger.Columns("registrations").Order(StringComparer.Ordinal));

        Assert.That(columns, Is.EqualTo(
            "adopted_at,answers,answers_print,approved_at,attempt_at,attempt_epoch,calls_day,calls_today,code,decided_at,email,failures,first_name,generation,"
            + "id_only,judged_against,kind,last_name,list,meeting_id,next_attempt_at,occurrence,occurrences,occurrences_seen,owed,reads,reason,received_at,refusals,registered_at,"
            + "registrant_id,source,status,trace,version,wish,zoom_words"));
    }

    [TestCase("update history set event = 2")]
    [TestCase("delete from history")]
    public async Task History_is_only_ever_added_to(string sql)
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1"));

        Assert.That(() => ledger.Execute(sql), Throws.Exception.With.Message.Contains("history is append-only"));
    }
}
