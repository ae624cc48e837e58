using System.Globalization;

namespace ZoomApprover.WebApi.Configuration.Sections;

/// <summary>What may be said of a value: of a secret its length only.</summary>
internal static class Secrets
{
    private const int MostShown = 80;

    /// <summary>Keys whose values are never shown.</summary>
    public static IReadOnlyList<string> Keys { get; } =
        ["Zoom:ClientSecret", "Zoom:WebhookSecretToken", "Zoom:PreviousWebhookSecretToken", "Admin:ApiKey"];

    public static Words Placeholder { get; } = new("(still the example's text)", "(todavía el texto de ejemplo)");

    public static Words Hidden(string value) => new($"(hidden, {value.Length} characters)", $"(oculto, {value.Length} caracteres)");

    /// <summary>Enough to tell two ids apart.</summary>
    public static Words Masked(string value) => value.Length < 12 ? Hidden(value) : new(
        $"{Shown(value[..2])}… (masked, {value.Length} characters)", $"{Shown(value[..2])}… (tapado, {value.Length} caracteres)");

    /// <summary>The value on one line of a terminal: no control characters, not too long.</summary>
    public static string Shown(string value)
    {
        var clean = string.Concat(value.Select(letter =>
            CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator ? '�' : letter));
        return clean.Length <= MostShown ? clean : clean[..MostShown] + "…";
    }

    /// <summary>Texts that the example file puts where a person must write something.</summary>
    public static bool IsPlaceholder(string value)
    {
        var text = value.Trim();
        return text.StartsWith("your-", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("tu-", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("changeme", StringComparison.OrdinalIgnoreCase)
            || text is ['<', .., '>'];
    }
}
