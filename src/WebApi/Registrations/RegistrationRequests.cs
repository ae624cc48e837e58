namespace ZoomApprover.WebApi.Registrations;

/// <param name="Status">waiting, approving, approved, denying, denied, cancelled; null for all.</param>
/// <param name="Reason">A waiting reason, for example CodeAlreadyUsed; null for all.</param>
/// <param name="MeetingId">Zoom's number; spaces and dashes do not matter.</param>
/// <param name="Page">From 1.</param>
/// <param name="PageSize">1 to 500, 50 by default.</param>
public sealed record RegistrationQuery(string? Status = null, string? Reason = null, string? MeetingId = null, int Page = 1, int PageSize = 50);

/// <param name="Text">Part of a name, an e-mail address, a code, or a registrant id. In the body, because it is personal.</param>
public sealed record RegistrationSearch(string? Text = null, string? Status = null, string? Reason = null, string? MeetingId = null, int Page = 1, int PageSize = 50)
{
    /// <summary>Without the text: the framework prints arguments into its log.</summary>
    public override string ToString() => nameof(RegistrationSearch);
}

/// <param name="Code">The code to spend for this person; left out, the person is approved on your word and no code is spent.</param>
public sealed record ApproveBody(string? Code = null)
{
    /// <summary>Without the code.</summary>
    public override string ToString() => nameof(ApproveBody);
}

/// <param name="Confirm">Must be true: Zoom cannot undo a denial.</param>
public sealed record DenyBody(bool Confirm = false);
