using System.Globalization;
using System.Resources;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Codes;
using ZoomApprover.Domain.Registrations;

[assembly: NeutralResourcesLanguage("en")]

namespace ZoomApprover.WebApi.Texts;

/// <summary>
/// What people read, in the language they ask for: Texts.resx (English, and every other language) and Texts.es.resx. The
/// language is always an argument, never the thread's culture: a request's thread goes on to serve others.
/// </summary>
internal static class Sentences
{
    internal static readonly ResourceManager Resources = new("ZoomApprover.WebApi.Texts.Texts", typeof(Sentences).Assembly);

    /// <summary>False in production: a key instead of a sentence is better than no answer. The tests set it.</summary>
    internal static bool ThrowsWhenMissing { get; set; }

    /// <summary>Why a registration waits and what to do about it.</summary>
    public static string Reason(WaitingReason reason, CultureInfo language) => Text($"Reason.{reason}", language);

    /// <summary>What lies between a typed code and one of the list.</summary>
    public static string Slip(NearMiss miss, CultureInfo language) => string.Format(language, Text($"Slip.{miss.Slip}", language), miss.Place, miss.Place + 1);

    /// <summary>What is wrong and how to mend it. A detail that is empty or was not given shows as a dash.</summary>
    public static string Problem(Problem problem, CultureInfo language) =>
        string.Format(language, Text($"Problem.{problem.Kind}", language), Details.Of(problem, language));

    /// <summary>Why deliveries were likely missed and what to do about it.</summary>
    public static string Cause(LossCause cause, CultureInfo language) => Text($"Cause.{cause}", language);

    public static string History(HistoryEvent happened, CultureInfo language) => Text($"History.{happened}", language);

    public static string Actor(Actor actor, CultureInfo language) => Text($"Actor.{actor}", language);

    /// <summary>What became of a person's request.</summary>
    /// <param name="key">Without "Answer.".</param>
    public static string Answer(string key, CultureInfo language) => Text($"Answer.{key}", language);

    private static string Text(string key, CultureInfo language) => Resources.GetString(key, language) switch
    {
        { } text => text,
        null when ThrowsWhenMissing => throw new MissingManifestResourceException($"No text {key} in {language.Name}."),
        null => key,
    };
}
