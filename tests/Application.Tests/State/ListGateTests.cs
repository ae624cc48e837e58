using Microsoft.Extensions.Time.Testing;
using ZoomApprover.Application.State;

namespace ZoomApprover.Application.Tests.State;

internal sealed class ListGateTests
{
    private readonly FakeTimeProvider time = new(A.Now);
    private ListGate gate = null!;

    [SetUp]
    public void Begin() => gate = new ListGate(time, new Signals(time));

    [Test]
    public void Nothing_is_sent_before_the_list_was_read()
    {
        Assert.That(gate.IsOpen(isBehind: false), Is.False);

        gate.Read();

        Assert.That(gate.IsOpen(isBehind: false), Is.True);
    }

    [Test]
    public void List_that_cannot_be_read_is_waited_for_a_little_while_only()
    {
        time.Advance(TimeSpan.FromSeconds(29));
        Assert.That(gate.IsOpen(isBehind: false), Is.False);

        time.Advance(TimeSpan.FromSeconds(1));

        Assert.That(gate.IsOpen(isBehind: false), Is.True);
    }

    [Test]
    public void Restored_ledger_waits_for_two_readings_as_long_as_it_takes()
    {
        time.Advance(TimeSpan.FromHours(5));
        gate.Read();
        Assert.That(gate.IsOpen(isBehind: true), Is.False, "while the first one was taken in, the old copy still decided");

        gate.Read();

        Assert.That(gate.IsOpen(isBehind: true), Is.True);
    }
}
