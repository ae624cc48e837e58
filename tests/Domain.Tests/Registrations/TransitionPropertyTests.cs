using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Domain.Tests.Registrations;

/// <summary>
/// Drives registrations through random but possible lives: passes that send and read, Zoom that accepts, refuses, ignores or
/// is away, people who release, deny and approve again. What must hold in every state is asserted after each step.
/// </summary>
internal sealed class TransitionPropertyTests
{
    [Test]
    public void Promises_hold_in_every_life([Range(1, 8)] int seed)
    {
        var chance = new Random(seed);

        for (var life = 0; life < 500; life++)
        {
            new Life(chance).Live(steps: 120);
        }
    }

    private sealed class Life(Random chance)
    {
        private readonly Dictionary<DateTime, int> calls = [];
        private readonly List<(DateTimeOffset At, Registration One)> story = [];
        private Registration one = A.Registration() with { Source = chance.Next(4) == 0 ? Source.Person : Source.Webhook };
        private DateTimeOffset now = A.Now;

        public void Live(int steps)
        {
            for (var step = 0; step < steps; step++)
            {
                now = chance.Next(20) == 0 ? now.AddSeconds(chance.Next(1, 20_000)) : one.Owed is { } owed && owed.NextAttemptAt > now ? owed.NextAttemptAt : now.AddSeconds(chance.Next(0, 5));
                var before = one;
                one = Step();
                story.Add((now, one));
                Check(before);
            }
        }

        private Registration Step() => one switch
        {
            { HasOpenAttempt: true } when chance.Next(20) == 0 => one with { Owed = one.Owed! with { Wish = (Wish)chance.Next(1, 4) } },
            { HasOpenAttempt: true } => Settled(Answered()),
            { Owed: not null } when chance.Next(30) == 0 => Yielded(),
            { Owed: { } owed } when owed.NextAttemptAt > now => one,
            { Owed: not null } => Sent(),
            { Status: RegistrationStatus.Waiting } => Owing(),
            _ => one,
        };

        private Registration Sent()
        {
            if (!Sending.MayCall(one, now))
            {
                return Sending.OutOfCalls(one, now);
            }

            calls[now.UtcDateTime.Date] = calls.GetValueOrDefault(now.UtcDateTime.Date) + 1;
            return Sending.Begun(one, now, epoch: 1);
        }

        private Registration Answered()
        {
            switch (chance.Next(40))
            {
                case 0:
                    return Sending.Confirmed(one, now);
                case 1:
                    return Sending.Denied(one, now);
                case 2:
                    return Sending.Refused(one, "no", now);
                case 3:
                    return Sending.BatchRefused(one, now);
                case >= 4 and < 14:
                    return Sending.NotDone(one, now + Sending.BackOff(one.Owed!.Failures), counted: true);
                case >= 14 and < 20:
                    calls[one.Owed!.AttemptAt!.Value.UtcDateTime.Date]--;
                    return Sending.NotDone(one, now + Sending.BackOff(one.Owed!.Failures), counted: false);
                case >= 20 and < 24:
                    return Sending.ReadBack(one, now.AddSeconds(2));
                default:
                    return Sending.NotSeen(one, now);
            }
        }

        // as the settling of a call does it: a wish is granted as soon as no attempt is open
        private Registration Settled(Registration next)
        {
            if (one.Owed!.Wish is not { } wish || next.HasOpenAttempt)
            {
                return next;
            }

            return Yielding.Grant(next.Owed is null ? next : next with { Owed = next.Owed with { Wish = null } }, wish, now).Next;
        }

        private Registration Yielded() => chance.Next(3) switch
        {
            0 => Yielding.Released(one, now),
            1 => Yielding.Displaced(one, now),
            _ => Yielding.Denying(one, now),
        };

        private Registration Owing() => one with
        {
            Status = RegistrationStatus.Approving,
            Reason = null,
            Code = one.Code ?? A.Code,
            Generation = 1,
            Source = chance.Next(2) == 0 ? Source.Person : one.Source,
            Owed = Sending.Owe(ZoomAction.Approve, now),
        };

        private void Check(Registration before)
        {
            Hold(one.Owed is null == one.Status is not (RegistrationStatus.Approving or RegistrationStatus.Denying), "something is owed just while approving or denying");
            Hold(one.Owed is null || (one.Owed.Action == ZoomAction.Approve) == (one.Status == RegistrationStatus.Approving), "what is owed fits the status");
            Hold(one.Owed is null || (one.Owed.NextAttemptAt >= A.Now && one.Owed.NextAttemptAt <= now.AddDays(1).AddMinutes(1)), "what is owed has a time, and not one far away");
            Hold(one.Status != RegistrationStatus.Waiting || one.Reason is not null, "who waits knows why");
            Hold(one.Reason is null or WaitingReason.ZoomUnconfirmed || one.Status == RegistrationStatus.Waiting, "who does not wait has no reason but Zoom's silence");
            Hold(before.Status != RegistrationStatus.Approved || one.Status == RegistrationStatus.Approved, "who is approved stays approved");
            Hold(!before.HasOpenAttempt || !one.HasOpenAttempt || one.Code == before.Code, "an open attempt keeps its code");
            Hold(!before.HasOpenAttempt || !one.HasOpenAttempt || one.Owed!.AttemptAt == before.Owed!.AttemptAt, "an open attempt is not begun again");
            Hold(one.HasOpenAttempt || one.Owed?.Wish is null, "no wish is left without an open attempt");
            Hold((one.Code is null) == (one.Generation == 0), "a code has a generation");
            Hold(calls.Values.All(count => count <= Sending.CallsADay), "Zoom's ten calls a day are kept");
            Hold(one.Source == Source.Person || calls.Values.All(count => count <= Sending.OwnCallsADay), "the service keeps to its six");
            Hold(one.CallsToday >= 0 && one.Version == before.Version && one.Key == before.Key, "counts, version and key stay sound");
        }

        private void Hold(bool promise, string words)
        {
            if (!promise)
            {
                Assert.Fail($"{words}:\n{string.Join('\n', story.TakeLast(8).Select(step => $"{step.At:HH:mm:ss} {step.One.Status} {step.One.Reason} {step.One.Owed}"))}");
            }
        }
    }
}
