using System.Globalization;
using System.Text;

namespace ZoomApprover.WebApi.Configuration;

/// <summary>The faults as people read them in a terminal.</summary>
internal static class FaultReport
{
    private static readonly string[] LocaleVariables = ["LC_ALL", "LC_MESSAGES", "LANG"];
    private static readonly Words Found = new("found:", "hallado:");
    private static readonly Words Mend = new("to do:", "a hacer:");
    private static readonly Words Footer = new(
        "A key stands in config/config.json, or in the environment with __ in place of the colon (Zoom__ClientId).",
        "Una clave está en config/config.json, o en el entorno con __ en lugar de los dos puntos (Zoom__ClientId).");

    public static string Text(IReadOnlyList<ConfigurationFault> faults, Language language)
    {
        var text = new StringBuilder();
        text.Append(Heading(faults.Count).In(language)).Append("\n\n");
        foreach (var (index, fault) in faults.Index())
        {
            text.Append(CultureInfo.InvariantCulture, $"""
                {index + 1}. {fault.Key}
                   {Found.In(language)} {fault.Seen.In(language)}
                   {Mend.In(language)} {fault.Mend.In(language)}


                """);
        }

        return text.Append(Footer.In(language)).Append('\n').ToString();
    }

    /// <summary>Spanish when LC_ALL, LC_MESSAGES or LANG, the first that is set, begins with es.</summary>
    /// <param name="variable">Reads an environment variable; null when it is not set.</param>
    public static Language LanguageOf(Func<string, string?> variable)
    {
        var locale = LocaleVariables.Select(variable).FirstOrDefault(value => !string.IsNullOrEmpty(value)) ?? "";
        return locale.Split('_', '.', '-', '@')[0].Equals("es", StringComparison.OrdinalIgnoreCase) ? Language.Spanish : Language.English;
    }

    private static Words Heading(int count) => count == 1
        ? new("Zoom Approver cannot start: one setting needs you.", "Zoom Approver no puede arrancar: hay un ajuste por corregir.")
        : new($"Zoom Approver cannot start: {count} settings need you.", $"Zoom Approver no puede arrancar: hay {count} ajustes por corregir.");
}
