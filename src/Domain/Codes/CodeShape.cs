namespace ZoomApprover.Domain.Codes;

/// <summary>What a code looks like from afar. A text of a shape that no code of the list has cannot hit one.</summary>
/// <param name="Length">UTF-16 units of the normal form.</param>
public readonly record struct CodeShape(int Length, bool HasDigits, bool HasOthers)
{
    /// <param name="key">As codes are compared.</param>
    public static CodeShape Of(string key) => new(key.Length, key.Any(char.IsAsciiDigit), !key.All(char.IsAsciiDigit));
}
