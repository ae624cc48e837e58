namespace ZoomApprover.WebApi.Configuration;

internal enum Language
{
    English,
    Spanish,
}

/// <summary>One text for the people who run the service, in both their languages.</summary>
internal sealed record Words(string English, string Spanish)
{
    public static Words Missing { get; } = new("(missing)", "(falta)");

    /// <summary>A text that needs no translation.</summary>
    public static implicit operator Words(string same) => new(same, same);

    public string In(Language language) => language == Language.Spanish ? Spanish : English;

    public override string ToString() => English;
}
