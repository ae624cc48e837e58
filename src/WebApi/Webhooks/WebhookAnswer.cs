using System.Text.Json.Serialization;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.WebApi.Webhooks;

/// <summary>The small body of a 200.</summary>
/// <param name="Outcome">approved, waiting, ignored, or unreadable.</param>
/// <param name="Reason">Why it waits or was ignored.</param>
/// <param name="Problems">What could not be read.</param>
/// <param name="DryRun">True in a dry run, else left out.</param>
public sealed record WebhookAnswer(
    string Outcome,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Problems = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool DryRun = false)
{
    internal static WebhookAnswer Of(Outcome? outcome) => outcome switch
    {
        null => new("ignored", "MeetingNotConfigured"),
        { Status: RegistrationStatus.Approving or RegistrationStatus.Approved } => new("approved"),
        { Status: RegistrationStatus.Waiting } => new("waiting", outcome.Reason?.ToString()),
        _ => new("ignored", outcome.Status.ToString()),
    };
}

/// <summary>Zoom's handshake, answered.</summary>
/// <param name="PlainToken">As it came.</param>
/// <param name="EncryptedToken">Its HMAC under the secret that signed the request.</param>
public sealed record HandshakeAnswer(string PlainToken, string EncryptedToken)
{
    /// <summary>Without the tokens.</summary>
    public override string ToString() => nameof(HandshakeAnswer);
}
