using ZoomApprover.Domain.Meetings;

namespace ZoomApprover.Application.Ports;

/// <summary>The ledger's side of the loss meter: whom Zoom should have told of and did not.</summary>
public interface ILossLedger
{
    /// <summary>Remembers for which meetings deliveries are expected, each since the first time it was among them. A meeting that is
    /// not any more, and all of them without webhooks, is forgotten with everything that was awaited for it.</summary>
    Task ExpectAsync(IReadOnlyCollection<MeetingKey> meetings);

    /// <summary>Zoom has just tried whether this address knows the secret.</summary>
    Task KeepHandshakeAsync(DateTimeOffset at);

    /// <summary>How many registrations a sweep found of which no delivery has told.</summary>
    /// <param name="lateBefore">Of those registered up to then no delivery will come any more.</param>
    /// <param name="forgottenBefore">Those registered up to then count no more.</param>
    Task<Losses> CountAsync(DateTimeOffset lateBefore, DateTimeOffset forgottenBefore);
}

/// <param name="Awaited">A delivery may still come.</param>
/// <param name="Missed">None will.</param>
/// <param name="Since">Since when deliveries are expected; null when none are.</param>
/// <param name="LastHandshake">Null when Zoom never tried the address.</param>
public sealed record Losses(int Awaited, int Missed, DateTimeOffset? Since, DateTimeOffset? LastHandshake);
