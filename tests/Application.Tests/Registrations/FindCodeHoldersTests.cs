using ZoomApprover.Application.Ports;
using ZoomApprover.Application.Registrations.FindCodeHolders;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Tests.Registrations;

internal sealed class FindCodeHoldersTests
{
    private static readonly ClaimHolder[] Two = [new(A.Key("r-1"), RegistrationStatus.Approved, 1), new(A.Key("r-2"), RegistrationStatus.Approving, 1)];

    private readonly IDeskLedger desk = Substitute.For<IDeskLedger>();

    public FindCodeHoldersTests() => desk.HoldersAsync(default!).ReturnsForAnyArgs(new Dictionary<string, IReadOnlyList<ClaimHolder>> { [A.Code] = Two });

    [Test]
    public async Task Who_claimed_a_use_is_shown_with_all_who_hold_one() =>
        Assert.That(await FindAsync(A.Registration("r-2", RegistrationStatus.Approving) with { Code = A.Code }), Is.EqualTo(Two));

    [Test]
    public async Task Who_waits_because_all_uses_are_held_is_shown_with_those_who_hold_them() =>
        Assert.That(await FindAsync(A.Registration("r-3", RegistrationStatus.Waiting) with { Reason = WaitingReason.CodeAlreadyUsed, Answers = [new Answer("Code", A.Code)] }), Is.EqualTo(Two));

    [Test]
    public async Task Others_are_nobodys_business()
    {
        Assert.That(await FindAsync(A.Registration("r-3", RegistrationStatus.Waiting) with { Reason = WaitingReason.CodeOnHold, Answers = [new Answer("Code", A.Code)] }), Is.Empty);
        Assert.That(await FindAsync(A.Registration("r-3", RegistrationStatus.Approved) with { Code = A.Code, List = "last year" }), Is.Empty);
        Assert.That(await FindAsync(A.Registration("r-3", RegistrationStatus.Approved) with { Code = null }), Is.Empty);
    }

    private Task<IReadOnlyList<ClaimHolder>> FindAsync(Registration one) =>
        new FindCodeHoldersHandler(A.Settings(), A.Copy(A.Invitation()), desk).Handle(new FindCodeHolders(one), default);
}
