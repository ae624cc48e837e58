using System.Globalization;

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

    /// <param name="held">How many registrants hold a use of the code, from 1.</param>
    /// <param name="uses">How many it admits now; fewer than hold one when people lowered the number.</param>
    /// <param name="isApproved">Zoom lists the latest of them as approved.</param>
    public string Of(int held, int uses, bool isApproved) => held > 1 || uses > 1
        ? string.Create(CultureInfo.InvariantCulture, $"{held}/{uses}")
        : isApproved ? Registered : Pending;

    /// <summary>What we write for a code of several uses, such as 2/5.</summary>
    public static bool IsCount(string status) => status.Split('/') is [var held, var uses] && IsNumber(held) && IsNumber(uses);

    /// <summary>A count that says that a use is free: it does not make the code spent, whoever wrote it.</summary>
    public static bool HasFreeUse(string status) => IsCount(status)
        && int.Parse(status.Split('/')[0], CultureInfo.InvariantCulture) < int.Parse(status.Split('/')[1], CultureInfo.InvariantCulture);

    /// <summary>Whether we write this, or wrote it while other texts were set.</summary>
    public bool AreOurs(string status) => IsCount(status) || Holds(status) || Script.Holds(status) || English.Holds(status) || Spanish.Holds(status);

    private static bool IsNumber(string text) => text.Length is >= 1 and <= 4 && text[0] != '0' && text.All(char.IsAsciiDigit);

    private bool Holds(string status) => status == Pending || status == Registered;
}
