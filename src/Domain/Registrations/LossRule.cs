namespace ZoomApprover.Domain.Registrations;

/// <summary>Why deliveries do not arrive, as far as can be guessed from here.</summary>
public enum LossCause
{
    /// <summary>Not a single registration was delivered since the start.</summary>
    NoDelivery,

    /// <summary>Zoom validates an address every 72 hours, and has not for longer.</summary>
    NoHandshake,

    /// <summary>Something came whose signature was not made with our secret.</summary>
    WrongSignatures,

    /// <summary>Something genuine came whose time is far from ours.</summary>
    ClockSkew,
}

/// <param name="ExpectedSince">Since when deliveries are expected at all; null when that is not known.</param>
/// <param name="LastRegistration">When the last registration was delivered to this process; null when none was. So with the others.</param>
public sealed record DeliverySigns(
    DateTimeOffset? ExpectedSince, DateTimeOffset? LastRegistration, DateTimeOffset? LastHandshake, DateTimeOffset? LastWrongSignature, DateTimeOffset? LastSkew);

/// <summary>When a registration that nobody delivered counts as missed, and what the likely causes are. Pure.</summary>
public static class LossRule
{
    /// <summary>Zoom tries for the last time 85 minutes after the registration (5, 20 and 60 minutes between the attempts).</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(95);

    /// <summary>What was missed longer ago was seen or will not be: it counts no more.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(7);

    private static readonly TimeSpan BetweenHandshakes = TimeSpan.FromHours(80);
    private static readonly TimeSpan Recent = TimeSpan.FromHours(24);

    /// <returns>The likely causes, given that something was missed.</returns>
    public static IReadOnlyList<LossCause> Causes(DeliverySigns signs, DateTimeOffset now)
    {
        List<LossCause> causes = [];
        if (signs.LastRegistration is null)
        {
            causes.Add(LossCause.NoDelivery);
        }

        if (now - (signs.LastHandshake ?? signs.ExpectedSince) > BetweenHandshakes)
        {
            causes.Add(LossCause.NoHandshake);
        }

        if (now - signs.LastWrongSignature < Recent)
        {
            causes.Add(LossCause.WrongSignatures);
        }

        if (now - signs.LastSkew < Recent)
        {
            causes.Add(LossCause.ClockSkew);
        }

        return causes;
    }
}
