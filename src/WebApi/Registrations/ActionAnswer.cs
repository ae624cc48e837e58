using System.Globalization;
using ZoomApprover.Application.Ports;
using ZoomApprover.WebApi.Texts;

namespace ZoomApprover.WebApi.Registrations;

/// <summary>What became of a person's request.</summary>
/// <param name="Text">What was done and what follows from it, in a sentence.</param>
/// <param name="Registration">As it stands now; null when no registration is concerned.</param>
/// <param name="DryRun">True in a dry run: nothing was sent to Zoom.</param>
public sealed record ActionAnswer(string Text, RegistrationItem? Registration, bool DryRun)
{
    /// <param name="text">Key of the sentence, without "Answer.".</param>
    internal static ActionAnswer Of(DeskAnswer answer, string text, CultureInfo language, bool dryRun) => new(
        Sentences.Answer(text, language), answer.Registration is { } one ? RegistrationItem.Of(one, language) : null, dryRun);
}
