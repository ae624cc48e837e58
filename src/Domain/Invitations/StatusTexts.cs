namespace ZoomApprover.Domain.Invitations;

/// <summary>What we write into the status cell of a used code's row.</summary>
/// <param name="Pending">While the approval is owed.</param>
/// <param name="Registered">When Zoom lists the registrant as approved.</param>
public sealed record StatusTexts(string Pending, string Registered)
{
    /// <summary>Those of the old script.</summary>
    public static StatusTexts Script { get; } = new("PENDING", "REGISTERED");

    public static StatusTexts English { get; } = new("being approved", "approved");

    public static StatusTexts Spanish { get; } = new("en trámite", "aprobado");

    /// <summary>Whether we write this, or wrote it while other texts were set.</summary>
    public bool AreOurs(string status) => Holds(status) || Script.Holds(status) || English.Holds(status) || Spanish.Holds(status);

    private bool Holds(string status) => status == Pending || status == Registered;
}
