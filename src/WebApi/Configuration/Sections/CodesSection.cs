using ZoomApprover.Application.Configuration;
using ZoomApprover.Domain.Codes;

namespace ZoomApprover.WebApi.Configuration.Sections;

internal static class CodesSection
{
    /// <summary>The only key of ours that holds a list.</summary>
    public const string TitlesKey = "Codes:QuestionTitles";

    private static readonly CodeFormat Standard = CodeFormat.OfLength(10);

    public static CodeSettings Read(IConfiguration configuration, FaultLog log)
    {
        var codes = new Section(configuration, "Codes", log);
        var settings = new CodeSettings
        {
            Format = Format(codes),
            QuestionTitles = [.. codes.Texts("QuestionTitles").DistinctBy(CodeReader.TitleKey)],
            FreeOnCancel = codes.Flag("FreeOnCancel") ?? false,
        };
        codes.NameUnknown();
        return settings;
    }

    private static CodeFormat Format(Section codes)
    {
        var length = codes.Number("Length", 1, 128);
        if (codes.Text("Pattern") is not { } pattern)
        {
            return length is { } characters ? CodeFormat.OfLength(characters) : Standard;
        }

        if (codes.Text("Length") is { } both)
        {
            codes.Fault("Pattern", codes.Log.Shown(pattern), new(
                $"Codes:Length ({codes.Log.Shown(both)}) is set too: keep the length or the pattern.",
                $"También está Codes:Length ({codes.Log.Shown(both)}): deje la longitud o el patrón."));
        }

        return Pattern(codes, pattern);
    }

    private static CodeFormat Pattern(Section codes, string pattern)
    {
        try
        {
            return CodeFormat.OfPattern(pattern);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            var message = codes.Log.HoldsSecret(pattern) ? "" : e.Message;
            codes.Fault("Pattern", codes.Log.Shown(pattern), new(
                $"Not a pattern that can be used (no lookarounds, no back references): {message}",
                $"No es un patrón utilizable (sin miradas alrededor ni referencias atrás): {message}"));
            return Standard;
        }
    }
}
