using ZoomApprover.Domain.Meetings;

namespace ZoomApprover.Domain.Invitations;

/// <summary>One row of a reading, read.</summary>
/// <param name="Code">Normal form.</param>
/// <param name="Row">As people count, the header being 1.</param>
/// <param name="Status">Text of the status cell, "" when empty; a tick that is off counts as empty.</param>
/// <param name="RegistrantId">Text of the id cell; "" when empty or without such a column.</param>
/// <param name="Data">Text of the data cell; "" when empty or without such a column.</param>
/// <param name="IsUnreadable">The expiry stands there and cannot be read.</param>
/// <param name="Holder">Text of the e-mail cell; null when empty or without such a column.</param>
/// <param name="IsOnHold">A person wrote something into the hold cell.</param>
/// <param name="Approval">Text of the approve cell, "" when empty or without such a column; a tick that is off counts as empty.</param>
/// <param name="Uses">How many registrants the code admits; 1 when nothing readable says so.</param>
public sealed record ListRow(
    string Code,
    int Row,
    Session Session,
    string Status,
    string RegistrantId,
    string Data,
    DateTimeOffset? ExpiresAt,
    bool IsUnreadable,
    string? Holder,
    bool IsOnHold = false,
    string Approval = "",
    int Uses = 1)
{
    /// <summary>
    /// Texts of all cells of a row in which an id stands beside an empty status: a mark that people's moving of columns led astray is
    /// among them. Empty for any other row.
    /// </summary>
    public IReadOnlyCollection<string> Beside { get; init; } = [];

    /// <summary>The row only: code, data and holder are nobody's business.</summary>
    public override string ToString() => $"row {Row}";
}

/// <summary>What is odd about rows. The list is used all the same.</summary>
public enum RowFault
{
    /// <summary>The code stands in more than one row: nobody is approved with it.</summary>
    Doubled,

    /// <summary>The code is a number with the right digits: used, but a sheet that keeps codes as numbers drops leading zeros.</summary>
    NumberUsed,

    /// <summary>The code is a number that cannot be the code, or an error value: unusable.</summary>
    Damaged,

    /// <summary>The code does not look like the configured format: nobody's answer will ever match it.</summary>
    OddShape,

    /// <summary>No session, though a meeting asks for one: it opens nothing.</summary>
    SessionBlank,

    /// <summary>The expiry cannot be read: nobody is approved with the code.</summary>
    ExpiryUnreadable,

    /// <summary>The number of uses cannot be read: the code admits one registrant.</summary>
    UsesUnreadable,
}

/// <param name="Rows">As people count.</param>
public sealed record RowFaults(RowFault Fault, IReadOnlyList<int> Rows);

/// <param name="Codes">Each code with its rows, usually one.</param>
public sealed record ListContent(IReadOnlyDictionary<string, IReadOnlyList<ListRow>> Codes, IReadOnlyList<RowFaults> Faults, int RowCount);
