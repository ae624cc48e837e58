using FluentValidation;
using MediatR;
using Microsoft.Extensions.Logging;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Codes;
using ZoomApprover.Domain.Meetings;

namespace ZoomApprover.Application.Invitations.GenerateCodes;

/// <summary>Makes new codes, and adds them to the list if that is wanted.</summary>
/// <param name="Count">1 to 10,000; 5,000 into a sheet.</param>
/// <param name="Session">One that a meeting has; null or blank for none.</param>
/// <param name="Prefix">Null: that of the one configured form, or none.</param>
/// <param name="Bits">The least chance in a code, 40 to 120; null: as the configured form of this prefix has, or 60.</param>
/// <param name="IntoSheet">Adds the rows below the last one of the Google Sheet.</param>
public sealed record GenerateCodes(int Count, string? Session = null, string? Prefix = null, int? Bits = null, bool IntoSheet = false) : IRequest<GeneratedCodes>;

/// <summary>What became of the codes.</summary>
public enum GenerateEnd
{
    /// <summary>They are in the answer only.</summary>
    Made,

    /// <summary>They stand in the sheet.</summary>
    Added,

    /// <summary>Google's answer was lost, and they stand in the sheet.</summary>
    AddedAnswerLost,

    /// <summary>They stand in the sheet, but a code that stood there before does not any more: a person moved rows in that very moment.</summary>
    AddedOverOthers,

    /// <summary>Google's answer was lost, and they are not to be seen: they may still appear.</summary>
    Unknown,

    /// <summary>Nothing was done: the list is a file, which is never written.</summary>
    ListIsFile,

    /// <summary>Nothing was done: a dry run writes nothing.</summary>
    DryRun,

    /// <summary>Nothing was done: answers with such codes would not be recognised.</summary>
    FormNotConfigured,

    /// <summary>Nothing was written: the list cannot be read or written.</summary>
    ListUnavailable,
}

/// <param name="IsConfigured">False: the form must be added to Codes:Generated before anybody's answer is recognised.</param>
/// <param name="Session">As it was written; "" for none.</param>
/// <param name="Codes">With their dashes.</param>
/// <param name="FirstRow">Where the first one was written; null when nothing was.</param>
/// <param name="Problem">Why the list cannot be used; null when it can.</param>
public sealed record GeneratedCodes(
    GenerateEnd End, GeneratedForm Form, bool IsConfigured, string Session, IReadOnlyList<string> Codes, int? FirstRow = null, Problem? Problem = null)
{
    /// <summary>Without the codes.</summary>
    public override string ToString() => $"{End}, {Codes.Count} codes";
}

/// <summary>Its messages say what to write instead; the property's name and the value are for the caller to show.</summary>
public sealed class GenerateCodesValidator : AbstractValidator<GenerateCodes>
{
    public const int Most = 10_000;
    public const int MostIntoSheet = 5_000; // one request of Google's, which is done whole or not at all

    public GenerateCodesValidator(Settings settings)
    {
        RuleFor(command => command.Count).InclusiveBetween(1, Most).When(command => !command.IntoSheet)
            .WithMessage($"Write a whole number from 1 to {Most}.").WithName("count");
        RuleFor(command => command.Count).InclusiveBetween(1, MostIntoSheet).When(command => command.IntoSheet)
            .WithMessage($"Write a whole number from 1 to {MostIntoSheet}: so many rows are added at once.").WithName("count");
        RuleFor(command => command.Session).Must(session => settings.Meetings.Values.Any(meeting => meeting.Admits(new Session(session))))
            .WithMessage(Sessions(settings)).WithName("session");
        RuleFor(command => command.Prefix).Must(prefix => GeneratedForm.IsPrefix(prefix ?? ""))
            .WithMessage($"Write up to {GeneratedForm.LongestPrefix} letters (A to Z) and digits, or leave it out.").WithName("prefix");
        RuleFor(command => command.Bits).InclusiveBetween(GeneratedForm.LeastBits, GeneratedForm.MostBits)
            .WithMessage($"Write a whole number from {GeneratedForm.LeastBits} to {GeneratedForm.MostBits}, or leave it out for {GeneratedForm.StandardBits}.").WithName("bits");
    }

    private static string Sessions(Settings settings)
    {
        var named = settings.Meetings.Values.Select(meeting => meeting.Session).Where(session => !session.IsBlank).Select(session => session.Key).Distinct().Order(StringComparer.Ordinal).ToList();
        var mayBeBlank = settings.Meetings.Values.Any(meeting => meeting.Session.IsBlank);
        return named.Count == 0 ? "Leave it out: no meeting in the configuration has a session."
            : $"Write a session that a meeting in the configuration has: {string.Join(", ", named)}{(mayBeBlank ? ", or leave it out" : "")}. Codes of any other would open nothing.";
    }
}

internal sealed partial class GenerateCodesHandler(
    Settings settings, IInvitationList list, IDeskLedger ledger, SheetAddition addition, ILogger<GenerateCodesHandler> logger)
    : IRequestHandler<GenerateCodes, GeneratedCodes>
{
    public async Task<GeneratedCodes> Handle(GenerateCodes request, CancellationToken cancellationToken)
    {
        var form = CodeBatch.FormOf(settings.Codes.Format, request.Prefix, request.Bits);
        var made = new GeneratedCodes(GenerateEnd.Made, form, CodeBatch.IsConfigured(settings.Codes.Format, form), request.Session?.Trim() ?? "", []);
        var done = request.IntoSheet && Refusal(made) is { } refusal
            ? made with { End = refusal }
            : await MakeAsync(request, made, cancellationToken);
        LogGenerated(done.Codes.Count, done.End);
        return done;
    }

    private GenerateEnd? Refusal(GeneratedCodes made) =>
        !list.TakesMarks ? GenerateEnd.ListIsFile
        : settings.Zoom.DryRun ? GenerateEnd.DryRun
        : !made.IsConfigured ? GenerateEnd.FormNotConfigured
        : null;

    private async Task<GeneratedCodes> MakeAsync(GenerateCodes request, GeneratedCodes made, CancellationToken cancellationToken)
    {
        var codes = await CodeBatch.MakeAsync(made.Form, request.Count, ledger.EverUsedAsync);
        return request.IntoSheet ? await addition.AddAsync(made with { Codes = codes }, cancellationToken) : made with { Codes = codes };
    }

    [LoggerMessage(LogLevel.Information, "A person asked for {Count} new codes: {End}")]
    private partial void LogGenerated(int count, GenerateEnd end);
}
