using ZoomApprover.Application.Configuration;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.Infrastructure.Tests.Ledger.Given;

namespace ZoomApprover.Infrastructure.Tests.Ledger;

/// <summary>Two people with one code: what a person must see after a restart too.</summary>
internal sealed class UsedTwiceTests(LedgerEngine engine) : LedgerTests(engine)
{
    [Test]
    public async Task Second_person_in_with_a_code_is_named_until_one_of_them_is_out()
    {
        await using var ledger = await TwoInAsync();

        Assert.That(await ledger.Desk.UsedTwiceAsync(), Is.EqualTo(new[] { A.Key("second") }));
        await ledger.Registrations.DeniedInZoomAsync(A.Key("second"), A.Noon.AddMinutes(2));

        Assert.That(await ledger.Desk.UsedTwiceAsync(), Is.Empty);
    }

    [Test]
    public async Task Code_that_a_person_set_free_was_seen_to()
    {
        await using var ledger = await TwoInAsync();

        await ledger.Desk.ReleaseAsync(A.Code);

        Assert.That(await ledger.Desk.UsedTwiceAsync(), Is.Empty);
    }

    [Test]
    public async Task Code_with_one_holder_is_nobodys_trouble()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("first").With(code: A.Code));
        await ledger.Send("first");

        Assert.That(await ledger.Desk.UsedTwiceAsync(), Is.Empty);
    }

    [Test]
    public async Task Code_set_free_of_one_of_two_who_are_in_opens_for_nobody_else()
    {
        await using var ledger = await A.Ledger();
        await ledger.Adopt(A.Registrant("a-first").With(code: A.Code), A.Code);
        await ledger.Adopt(A.Registrant("b-second").With(code: A.Code), A.Code);

        await ledger.Desk.ReleaseAsync(A.Code); // taken from the first
        var third = await ledger.Record(A.Registrant("c-third").With(code: A.Code));

        Assert.That((third.Status, await ledger.Holder(A.Code)), Is.EqualTo((RegistrationStatus.Waiting, "b-second")));
    }

    private static async Task<TestLedger> TwoInAsync()
    {
        var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("first").With(code: A.Code));
        await ledger.Send("first");
        var adoption = await ledger.Adopt(A.Registrant("second").With(code: A.Code).Swept(A.Noon.AddMinutes(1), ZoomStatus.Approved), A.Code);
        Assert.That(adoption.UsedTwice, Is.EqualTo(new[] { A.Code }));
        return ledger;
    }
}
