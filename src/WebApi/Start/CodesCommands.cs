using System.Globalization;
using System.Text;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Invitations.GenerateCodes;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Codes;
using ZoomApprover.Infrastructure.Csv;
using ZoomApprover.Infrastructure.Ledger;
using ZoomApprover.WebApi.Texts;

namespace ZoomApprover.WebApi.Start;

/// <summary><c>codes generate</c> and <c>codes check FILE</c>. Both work beside a running service, and change nothing.</summary>
internal static class CodesCommands
{
    private static readonly string[] Names = ["count", "session", "prefix", "bits"];

    /// <summary>Prints a list of new codes: the CSV on standard output, everything else on standard error.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> GenerateAsync(string[] options, Settings settings, int badUsage)
    {
        List<string> faults = [];
        var given = CommandOptions.Read(options, Names, faults);
        if (faults.Count == 0 && !given.ContainsKey("count"))
        {
            faults.Add("--count is missing: say how many codes, as in codes generate --count 500 --session 1 --prefix ASM");
        }

        var request = new GenerateCodes(Number("count"), given.GetValueOrDefault("session"), given.GetValueOrDefault("prefix"), given.ContainsKey("bits") ? Number("bits") : null);
        if (faults.Count == 0)
        {
            faults.AddRange((await new GenerateCodesValidator(settings).ValidateAsync(request)).Errors.Select(fault => Fault(fault.PropertyName, fault.ErrorMessage)));
        }

        if (faults.Count > 0)
        {
            await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, faults));
            return badUsage;
        }

        return await PrintAsync(request, settings);

        // 0 is refused like everything else that is no number
        int Number(string name) => int.TryParse(given.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

        string Fault(string property, string mend)
        {
            var name = property.ToLowerInvariant();
            return given.TryGetValue(name, out var value) ? $"--{name} is '{value}'. {mend}" : $"--{name} is missing. {mend}";
        }
    }

    /// <summary>Prints what is wrong with the codes of a CSV file, by row.</summary>
    /// <returns>0 when nothing is, 1 when something is or the file cannot be read.</returns>
    public static int Check(string file, Settings settings)
    {
        var report = CodeCheck.Of(CsvCodes.Read(file, settings.List.Columns.Code), settings.Codes.Format);
        Console.WriteLine($"{file}: {report.Codes} codes.");
        foreach (var finding in report.Findings)
        {
            Console.WriteLine($"{(finding.Rows.Count == 1 ? "Row" : "Rows")} {string.Join(", ", finding.Rows)}: {Words(finding.Fault, settings.Codes.Format)}");
        }

        if (report.Bits is { } bits)
        {
            Console.WriteLine(Strength(report, bits));
        }

        return report.Findings.Count == 0 && !report.IsWeak ? 0 : 1;
    }

    private static async Task<int> PrintAsync(GenerateCodes request, Settings settings)
    {
        var form = CodeBatch.FormOf(settings.Codes.Format, request.Prefix, request.Bits);
        var listed = Listed(settings);
        var codes = await CodeBatch.MakeAsync(form, request.Count, fresh => Task.FromResult<IReadOnlySet<string>>(
            UsedCodes.Among(settings.Ledger, fresh).Concat(listed.Intersect(fresh)).ToHashSet(StringComparer.Ordinal)));

        await using var output = Console.OpenStandardOutput();
        await output.WriteAsync(Encoding.UTF8.GetBytes(CodeBatch.Csv(settings.List.Columns, codes, request.Session ?? "")));
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{codes.Count} codes of the form {form}, {form.Bits:F0} bits: a blind guess hits one of them once in {Tries(form.Bits, codes.Count)} tries."));
        if (!CodeBatch.IsConfigured(settings.Codes.Format, form))
        {
            await Console.Error.WriteLineAsync($"Before you send them out: put \"Generated\": [\"{form}\"] under Codes in the configuration (or set Codes__Generated__0={form}) and start the service again, or no answer with such a code is recognised.");
        }

        return 0;
    }

    // of a Google Sheet the ledger has a copy
    private static HashSet<string> Listed(Settings settings) => settings.List.Source == ListSource.CsvFile && File.Exists(settings.List.CsvPath)
        ? [.. CsvCodes.Read(settings.List.CsvPath, settings.List.Columns.Code).Select(cell => settings.Codes.Format.KeyOf(cell.Text))]
        : [];

    private static string Words(CodeFault fault, CodeFormat format) => fault switch
    {
        CodeFault.Doubled => "the same code. Nobody is approved with it: delete one row, or give it another code.",
        CodeFault.LookAlike => "codes that differ only in characters which people take for one another, as O and 0. Whoever mistypes one may use up the other: replace all but one.",
        CodeFault.StraySpaces => "spaces or invisible characters around the code or in it. They do not matter here, but they do in mail merges: remove them.",
        CodeFault.Damaged => "no code, but a number, a date, a tick or an error that a spreadsheet made of it. Format the column as plain text and enter the code again.",
        CodeFault.OddShape => $"not of the configured form ({format.Text}): nobody's answer will match. Correct the code, or Codes:Length, Codes:Pattern or Codes:Generated.",
        CodeFault.CheckFails => "has the form of a code that was made here, but its last character, the check, does not fit: it was changed. Compare it with the list as it was made.",
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "Not a fault."),
    };

    private static string Strength(CodeReport report, double bits) => string.Create(CultureInfo.InvariantCulture, $"Estimated strength: {bits:F0} bits. A blind guess hits one of these codes once in {Tries(bits, report.Codes)} tries.")
        + (report.IsWeak ? $" That is weak, {CodeStrength.Least} bits are the least: use longer codes, or make them with codes generate." : "");

    private static string Tries(double bits, int codes) => Math.Max(1, Math.Pow(2, bits) / codes) is var tries && tries < 1e6
        ? tries.ToString("N0", CultureInfo.InvariantCulture)
        : tries < 1e9 ? string.Create(CultureInfo.InvariantCulture, $"{tries / 1e6:F0} million")
        : tries < 1e15 ? string.Create(CultureInfo.InvariantCulture, $"{tries / 1e9:N0} thousand million")
        : string.Create(CultureInfo.InvariantCulture, $"10^{Math.Floor(Math.Log10(tries)):F0}");

    /// <summary>What a person reads when the list cannot be used.</summary>
    public static string Words(ListUnavailableException trouble) => Sentences.Problem(trouble.Problem, Languages.English);
}
