using System.Globalization;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Invitations.GenerateCodes;
using ZoomApprover.WebApi.Texts;

namespace ZoomApprover.WebApi.Invitations;

/// <param name="Count">How many: 1 to 10,000, into a sheet 1 to 5,000.</param>
/// <param name="Session">One that a meeting in the configuration has; left out where none has one.</param>
/// <param name="Prefix">Up to 12 letters and digits; left out: that of the one form in Codes:Generated, or none.</param>
/// <param name="Bits">The least chance in a code, 40 to 120; left out: as the form in Codes:Generated has, or 60.</param>
/// <param name="To">answer (the default): nothing is written anywhere. sheet: rows are added below the last one of the Google Sheet.</param>
public sealed record GenerateBody(int Count, string? Session = null, string? Prefix = null, int? Bits = null, string? To = null);

/// <summary>New codes.</summary>
/// <param name="Outcome">made, added, addedAnswerLost, addedOverOthers, or unknown (Google's answer was lost, and they are not to be seen).</param>
/// <param name="Text">What was done and what follows from it, in a sentence.</param>
/// <param name="Form">As Codes:Generated must name it.</param>
/// <param name="Bits">The chance in a code.</param>
/// <param name="Csv">The same as a list to be imported; null when they were to be added to the sheet.</param>
/// <param name="FirstRow">Where the first one was written; null when nothing was.</param>
public sealed record GeneratedList(string Outcome, string Text, string Form, double Bits, string Session, IReadOnlyList<string> Codes, string? Csv, int? FirstRow, int? LastRow)
{
    internal static GeneratedList Of(GeneratedCodes made, ColumnNames columns, CultureInfo language) => new(
        char.ToLowerInvariant(made.End.ToString()[0]) + made.End.ToString()[1..],
        Sentences.Answer($"Codes{made.End}{(made.IsConfigured ? "" : "FormNotConfigured")}", language),
        made.Form.Text,
        Math.Round(made.Form.Bits, 1),
        made.Session,
        made.Codes,
        made.End == GenerateEnd.Made ? CodeBatch.Csv(columns, made.Codes, made.Session) : null,
        made.FirstRow,
        made.FirstRow + made.Codes.Count - 1);

    /// <summary>Without the codes.</summary>
    public override string ToString() => $"{Outcome}, {Codes.Count} codes";
}
