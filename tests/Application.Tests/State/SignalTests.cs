using Microsoft.Extensions.Time.Testing;
using ZoomApprover.Application.State;

namespace ZoomApprover.Application.Tests.State;

internal sealed class SignalTests
{
    private readonly FakeTimeProvider time = new(A.Now);

    [Test]
    public async Task Raise_before_the_wait_ends_it_at_once()
    {
        var signal = new Signal(time);
        signal.Raise();

        var raised = await signal.WaitAsync(TimeSpan.FromMinutes(1), CancellationToken.None);

        Assert.That(raised, Is.True);
    }

    [Test]
    public async Task Raise_during_the_wait_ends_it()
    {
        var signal = new Signal(time);
        var waiting = signal.WaitAsync(TimeSpan.FromMinutes(1), CancellationToken.None);
        Assert.That(waiting.IsCompleted, Is.False);

        signal.Raise();

        Assert.That(await waiting, Is.True);
    }

    [Test]
    public async Task Several_raises_are_one_wake()
    {
        var signal = new Signal(time);
        signal.Raise();
        signal.Raise();
        signal.Raise();
        await signal.WaitAsync(TimeSpan.FromMinutes(1), CancellationToken.None);

        var again = signal.WaitAsync(TimeSpan.FromMinutes(1), CancellationToken.None);

        Assert.That(again.IsCompleted, Is.False);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.That(await again, Is.False);
    }

    [Test]
    public async Task Wait_ends_on_the_clock_it_was_given()
    {
        var signal = new Signal(time);
        var waiting = signal.WaitAsync(TimeSpan.FromSeconds(5), CancellationToken.None);

        time.Advance(TimeSpan.FromSeconds(4));
        Assert.That(waiting.IsCompleted, Is.False);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.That(await waiting, Is.False);
    }

    [Test]
    public async Task Raise_after_a_wait_that_timed_out_ends_the_next_one()
    {
        var signal = new Signal(time);
        Assert.That(await signal.WaitAsync(TimeSpan.Zero, CancellationToken.None), Is.False);

        signal.Raise();

        Assert.That(await signal.WaitAsync(TimeSpan.FromMinutes(1), CancellationToken.None), Is.True);
    }

    [Test]
    public void Cancelled_wait_throws()
    {
        var signal = new Signal(time);
        using var stopping = new CancellationTokenSource();
        var waiting = signal.WaitAsync(TimeSpan.FromMinutes(1), stopping.Token);

        stopping.Cancel();

        Assert.That(async () => await waiting, Throws.InstanceOf<OperationCanceledException>());
    }
}
