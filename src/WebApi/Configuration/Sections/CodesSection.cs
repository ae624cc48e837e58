using ZoomApprover.Application.Configuration;
using ZoomApprover.Domain.Codes;

namespace ZoomApprover.WebApi.Configuration.Sections;

internal static class CodesSection
{
    /// <summary>The only keys of ours that hold a list.</summary>
    public static IReadOnlyList<string> ListKeys { get; } = ["Codes:QuestionTitles", "Codes:Generated"];

    private static readonly CodeFormat Standard = CodeFormat.OfLength(10);

    public static CodeSettings Read(IConfiguration configuration, FaultLog log)
    {
        var codes = new Section(configuration, "Codes", log);
        var settings = new CodeSettings
        {
            Format = Format(codes).With(Generated(codes)),
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

    private static List<GeneratedForm> Generated(Section codes)
    {
        List<GeneratedForm> forms = [];
        foreach (var text in codes.Texts("Generated"))
        {
            if (GeneratedForm.TryParse(text) is not { } form)
            {
                codes.Fault("Generated", codes.Log.Shown(text), new(
                    "Write the form as \"codes generate\" prints it: a prefix of up to 12 letters and digits, or none, then a star for each of 10 to 26 characters: ASM-*****-*****-****",
                    "Escriba la forma como la imprime «codes generate»: un prefijo de hasta 12 letras y cifras, o ninguno, y un asterisco por cada uno de 10 a 26 caracteres: ASM-*****-*****-****"));
            }
            else if (forms.Find(form.Overlaps) is { } same)
            {
                codes.Fault("Generated", codes.Log.Shown(text), new(
                    $"A code could be of this form and of {same} as well: keep one of the two.", $"Un código podría ser de esta forma y también de {same}: deje una de las dos."));
            }
            else
            {
                forms.Add(form);
            }
        }

        return forms;
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
