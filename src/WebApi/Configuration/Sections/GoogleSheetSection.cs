using ZoomApprover.Application.Configuration;

namespace ZoomApprover.WebApi.Configuration.Sections;

internal static class GoogleSheetSection
{
    private const string IdKey = "GoogleSheet:SpreadsheetId";
    private const string InAddress = "/d/";
    private static readonly GoogleSheetSettings Standard = new();

    /// <param name="source">Null when the configuration does not say.</param>
    public static GoogleSheetSettings Read(Section list, StartContext context, ListSource? source, bool dryRun)
    {
        var settings = new GoogleSheetSettings
        {
            SpreadsheetId = SpreadsheetId(list, source, dryRun),
            Worksheet = list.Text("GoogleSheet:Worksheet") ?? "",
            CredentialsFile = list.FilePath("GoogleSheet:CredentialsFile", "config/service-account.json", context.Home),
            BaseUrl = BaseUrl.OfGoogle(list, "GoogleSheet:BaseUrl", Standard.BaseUrl),
            Interval = list.Seconds("GoogleSheet:IntervalSeconds", 2, 3600) ?? Standard.Interval,
        };
        if (source == ListSource.GoogleSheet && !dryRun && !File.Exists(settings.CredentialsFile))
        {
            list.Log.Warnings.Add($"InvitationList:GoogleSheet:CredentialsFile: {settings.CredentialsFile} is not there yet; the list cannot be read until it is");
        }

        return settings;
    }

    private static string SpreadsheetId(Section list, ListSource? source, bool dryRun)
    {
        var text = list.Text(IdKey);
        var given = text is null || Secrets.IsPlaceholder(text) ? null : text;
        var id = given is null ? "" : IdIn(given);
        if (id is null)
        {
            list.Fault(IdKey, list.Log.Shown(given!), new(
                "Write the id, or paste the address of the sheet as the browser shows it: https://docs.google.com/spreadsheets/d/ID/edit (not a published or shortened link).",
                "Escriba el id, o pegue la dirección de la hoja como la muestra el navegador: https://docs.google.com/spreadsheets/d/ID/edit (no un enlace publicado ni acortado)."));
            return "";
        }

        if (given is null && source == ListSource.GoogleSheet && !dryRun)
        {
            list.Fault(IdKey, text is null ? Words.Missing : Secrets.Placeholder, new(
                "Paste the address of the Google Sheet with the codes.", "Pegue la dirección de la hoja de Google con los códigos."));
        }

        if (given is not null && source is null && list.Text("Source") is null)
        {
            list.Fault("Source", Words.Missing, new(
                "A spreadsheet is named, but the source is not: set it to GoogleSheet (or to CsvFile).",
                "Se nombra una hoja de Google, pero no la fuente: ponga GoogleSheet (o CsvFile)."));
        }

        return id;
    }

    private static string? IdIn(string text)
    {
        if (text.Contains("://", StringComparison.Ordinal) || text.StartsWith("docs.google.com/", StringComparison.OrdinalIgnoreCase))
        {
            var start = text.IndexOf(InAddress, StringComparison.Ordinal);
            if (start < 0 || !text.Contains("docs.google.com/spreadsheets/", StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }

            var rest = text[(start + InAddress.Length)..];
            var end = rest.IndexOfAny(['/', '?', '#']);
            text = end < 0 ? rest : rest[..end];
            if (text == "e") // …/d/e/2PACX-… is a published copy
            {
                return null;
            }
        }

        return text.Length > 0 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_') ? text : null;
    }
}
