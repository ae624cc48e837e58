using System.Globalization;
using System.Numerics;
using ZoomApprover.Domain.Codes;

namespace ZoomApprover.Domain.Meetings;

/// <summary>
/// What ties invitations to meetings (the column <c>time_id</c> of old sheets). Two sessions are the same when both are
/// whole numbers of one value ("02" and 2), else when their folded texts are equal.
/// </summary>
public readonly record struct Session
{
    private readonly string? key;

    public Session(string? text)
    {
        var composed = NormalForm.Composed(text ?? "").Trim();
        key = IsWhole(composed, out var number) ? number.ToString(CultureInfo.InvariantCulture)
            : NormalForm.Of(composed) is var folded && IsWhole(folded, out _) ? composed // "1-2" is not session 12
            : folded;
    }

    public static Session None { get; } = new("");

    public bool IsBlank => string.IsNullOrEmpty(key);

    /// <summary>The compared form: a whole number without leading zeros, or folded text; "" when blank.</summary>
    public string Key => key ?? "";

    public bool Equals(Session other) => Key == other.Key;

    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Key;

    private static bool IsWhole(string text, out BigInteger number) =>
        BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
}
