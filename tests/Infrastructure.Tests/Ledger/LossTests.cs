using ZoomApprover.Application.Configuration;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.Infrastructure.Tests.Ledger.Given;

namespace ZoomApprover.Infrastructure.Tests.Ledger;

/// <summary>Who was found by a sweep and never delivered.</summary>
internal sealed class LossTests(LedgerEngine engine) : LedgerTests(engine)
{
    private static readonly MeetingKey Second = new(MeetingKind.Webinar, 95204914252);

    [Test]
    public async Task Found_registration_is_awaited_until_it_is_late_and_then_missed()
    {
        await using var ledger = await Expecting();
        await ledger.Record(Found("r-1"));

        Assert.That(await CountAsync(ledger), Is.EqualTo((1, 0)));
        ledger.Time.Advance(LossRule.Patience + TimeSpan.FromMinutes(1) - TimeSpan.FromMilliseconds(1)); // it was made a minute after the first run
        Assert.That(await CountAsync(ledger), Is.EqualTo((1, 0)));
        ledger.Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.That(await CountAsync(ledger), Is.EqualTo((0, 1)));
    }

    [Test]
    public async Task Delivered_registration_is_neither_awaited_nor_missed()
    {
        await using var ledger = await Expecting();

        await ledger.Record(Found("r-1").With(source: Source.Webhook));
        await ledger.Record(Found("r-1"));

        Assert.That(await CountAsync(ledger), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task Late_delivery_makes_a_missed_registration_no_longer_missed()
    {
        await using var ledger = await Expecting();
        await ledger.Record(Found("r-1"));
        await ledger.Record(Found("r-2"));
        await ledger.Adopt(Found("r-3"));
        await ledger.Record(Found("r-4"));
        ledger.Time.Advance(TimeSpan.FromHours(3));
        Assert.That(await CountAsync(ledger), Is.EqualTo((0, 4)));

        await ledger.Record(Found("r-1").With(source: Source.Webhook));
        await ledger.Adopt(Found("r-3").With(source: Source.Webhook));
        await ledger.Registrations.DeliveredAsync(A.Key("r-4"));

        Assert.That(await CountAsync(ledger), Is.EqualTo((0, 1)), "r-2 is left");
    }

    [Test]
    public async Task Who_registered_before_the_first_run_is_nobodys_loss()
    {
        await using var ledger = await Expecting();

        await ledger.Record(Found("before").With(registered: A.Noon.AddMilliseconds(-1)));
        await ledger.Record(Found("after").With(registered: A.Noon));

        Assert.That(await CountAsync(ledger), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task First_run_and_what_is_missed_survive_a_restart()
    {
        using var folder = new TempFolder();
        await using (var before = await A.Ledger(folder: folder))
        {
            await before.Losses.ExpectAsync([A.Meeting]);
            await before.Losses.KeepHandshakeAsync(A.Noon);
            before.Time.Advance(TimeSpan.FromHours(1));
            await before.Record(Found("r-1").With(registered: A.Noon.AddMinutes(30)));
        }

        await using var ledger = await A.Ledger(folder: folder);
        ledger.Time.Advance(TimeSpan.FromHours(4));
        await ledger.Losses.ExpectAsync([A.Meeting]);
        await ledger.Record(Found("r-2").With(registered: A.Noon.AddMinutes(40)));

        Assert.That(await CountAsync(ledger), Is.EqualTo((0, 2)));
        var losses = await ledger.Losses.CountAsync(ledger.Now, A.Noon.AddYears(-1));
        Assert.That((losses.Since, losses.LastHandshake), Is.EqualTo(((DateTimeOffset?)A.Noon, (DateTimeOffset?)A.Noon)));
    }

    [Test]
    public async Task Registration_whose_delivery_was_too_old_to_be_believed_is_not_missed()
    {
        await using var ledger = await Expecting();
        await ledger.Registrations.KeepHintAsync(A.Key("r-1"));

        await ledger.Record(Found("r-1"));

        Assert.That(await CountAsync(ledger), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task Meeting_managed_since_today_misses_nobody_of_yesterday()
    {
        await using var ledger = await Expecting();
        ledger.Time.Advance(TimeSpan.FromDays(1));

        await ledger.Losses.ExpectAsync([A.Meeting, Second]);
        await ledger.Record(Found("r-1").With(meeting: Second));
        await ledger.Record(Found("r-2").With(meeting: Second, registered: ledger.Now));

        Assert.That(await CountAsync(ledger), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task Time_without_webhooks_misses_nobody()
    {
        await using var ledger = await Expecting();
        await ledger.Record(Found("r-1"));

        await ledger.Losses.ExpectAsync([]);
        await ledger.Record(Found("r-2"));
        ledger.Time.Advance(TimeSpan.FromDays(1));
        Assert.That(await CountAsync(ledger), Is.EqualTo((0, 0)));
        await ledger.Losses.ExpectAsync([A.Meeting]);

        Assert.That(await CountAsync(ledger), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task What_was_missed_a_week_ago_counts_no_more()
    {
        await using var ledger = await Expecting();
        await ledger.Record(Found("r-1"));
        ledger.Time.Advance(LossRule.Memory);
        Assert.That(await CountAsync(ledger), Is.EqualTo((0, 1)));

        ledger.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.That(await CountAsync(ledger), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task What_is_expected_as_before_is_not_written_again()
    {
        await using var ledger = await A.Ledger(byHand: true);
        var first = ledger.Losses.ExpectAsync([A.Meeting]);
        while (ledger.Writer.DrainOnce() == 0)
        {
            await Task.Yield();
        }

        await first;

        await ledger.Losses.ExpectAsync([A.Meeting]); // would never end if it waited for the writer

        Assert.That(ledger.Writer.DrainOnce(), Is.Zero);
    }

    private static async Task<TestLedger> Expecting()
    {
        var ledger = await A.Ledger();
        await ledger.Losses.ExpectAsync([A.Meeting]);
        return ledger;
    }

    private static RegistrantBuilder Found(string id) => A.Registrant(id).Swept(A.Noon.AddMinutes(2)).With(registered: A.Noon.AddMinutes(1));

    private static async Task<(int Awaited, int Missed)> CountAsync(TestLedger ledger)
    {
        var losses = await ledger.Losses.CountAsync(ledger.Now - LossRule.Patience, ledger.Now - LossRule.Memory);
        return (losses.Awaited, losses.Missed);
    }
}
