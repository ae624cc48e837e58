using ZoomApprover.Application.Configuration;
using ZoomApprover.Domain.Codes;
using ZoomApprover.Domain.Invitations;

namespace ZoomApprover.WebApi.Configuration.Sections;

internal static class ListSection
{
    private const int LongestName = 100;
    private static readonly ListSettings Standard = new();

    public static ListSettings Read(IConfiguration configuration, StartContext context, bool dryRun, FaultLog log)
    {
        var list = new Section(configuration, "InvitationList", log);
        var source = list.Choice<ListSource>("Source");
        var settings = new ListSettings
        {
            Name = Name(list),
            Source = source ?? ListSource.CsvFile,
            CsvPath = CsvPath(list, context, source ?? ListSource.CsvFile),
            GoogleSheet = GoogleSheetSection.Read(list, context, source, dryRun),
            Columns = Columns(list),
            StatusTexts = StatusTextsSection.Read(list),
            EmailMatch = list.Choice<EmailMatch>("EmailMatch") ?? Standard.EmailMatch,
        };
        list.NameUnknown();
        return settings;
    }

    // blank is refused, not replaced: another name is another event, in which nothing is spent
    private static string Name(Section list)
    {
        var name = list.Raw("Name")?.Trim();
        if (name is { Length: 0 or > LongestName })
        {
            list.Fault("Name", name.Length == 0 ? new Words("(empty)", "(vacío)") : list.Log.Shown(name), new(
                $"Write a name of 1 to {LongestName} characters, or remove the key for \"{Standard.Name}\". A new name begins a new event.",
                $"Escriba un nombre de 1 a {LongestName} caracteres, o quite la clave para \"{Standard.Name}\". Un nombre nuevo empieza otro evento."));
        }

        return name ?? Standard.Name;
    }

    private static string CsvPath(Section list, StartContext context, ListSource source)
    {
        var isStandard = list.Text("CsvFile:Path") is null or "config/codes.csv";
        var path = list.FilePath("CsvFile:Path", "config/codes.csv", context.Home);
        if (source != ListSource.CsvFile || path.Length == 0 || File.Exists(path))
        {
            return path;
        }

        if (isStandard && context.IsDevelopment)
        {
            return Path.Combine(context.Home, "config", "codes.example.csv");
        }

        list.Log.Warnings.Add($"InvitationList:CsvFile:Path: {path} is not there yet; everybody waits until it is");
        return path;
    }

    private static ColumnNames Columns(Section list)
    {
        var standard = Standard.Columns;
        var columns = new ColumnNames
        {
            Code = list.Text("Columns:Code") ?? standard.Code,
            Session = list.Text("Columns:Session") ?? standard.Session,
            RegistrantId = list.Text("Columns:RegistrantId") ?? standard.RegistrantId,
            Status = list.Text("Columns:Status") ?? standard.Status,
            Data = list.Text("Columns:Data") ?? standard.Data,
            Email = list.Text("Columns:Email") ?? standard.Email,
            Expires = list.Text("Columns:Expires") ?? standard.Expires,
            Hold = list.Text("Columns:Hold") ?? standard.Hold,
            Approve = list.Text("Columns:Approve") ?? standard.Approve,
            MaxUses = list.Text("Columns:MaxUses") ?? standard.MaxUses,
        };
        NameDoubled(list, columns);
        return columns;
    }

    private static void NameDoubled(Section list, ColumnNames columns)
    {
        (string Key, string Header)[] all =
        [
            ("Code", columns.Code), ("Session", columns.Session), ("RegistrantId", columns.RegistrantId), ("Status", columns.Status),
            ("Data", columns.Data), ("Email", columns.Email), ("Expires", columns.Expires),
            ("Hold", columns.Hold), ("Approve", columns.Approve), ("MaxUses", columns.MaxUses),
        ];
        foreach (var same in all.GroupBy(column => NormalForm.Of(column.Header)).Where(group => group.Count() > 1))
        {
            var keys = string.Join(", ", same.Select(column => "Columns:" + column.Key));
            list.Fault("Columns:" + same.Last().Key, list.Log.Shown(same.Last().Header), new(
                $"{keys} name the same column: give each its own.", $"{keys} nombran la misma columna: dé a cada una la suya."));
        }
    }
}
