using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Codes;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Infrastructure.Tests.Ledger.Given;

/// <summary>A recording in the making: by default a delivery of a minute before noon, with a good code when one is named.</summary>
internal sealed record RegistrantBuilder(string Id)
{
    private Recording recording = Default(Id);

    public static implicit operator Recording(RegistrantBuilder builder) => builder.recording;

    /// <param name="code">Known and free in the list: the decision is to approve with it.</param>
    /// <param name="waits">The decision is to wait after all.</param>
    /// <param name="candidates">Codes the answers might mean; null: just the code.</param>
    /// <param name="remark">Another answer of the form: changes the answers, not the code.</param>
    public RegistrantBuilder With(
        string? code = null, WaitingReason? waits = null, string[]? candidates = null, string? remark = null, MeetingKey? meeting = null,
        DateTimeOffset? registered = null, DateTimeOffset? observed = null, Source? source = null, ZoomStatus? status = null,
        DateTimeOffset? judged = null, string[]? occurrences = null, string? name = null, string? email = null)
    {
        var before = recording;
        var person = before.Registrant;
        var codes = candidates ?? (code is null ? before.Candidates.Codes : [code]);
        IReadOnlyList<Answer> answers = [
            .. codes.Count > 0 ? new[] { new Answer("Code", string.Join(' ', codes)) } : [],
            .. remark is null ? person.Answers.Where(answer => answer.Title == "Remark") : [new Answer("Remark", remark)]];
        return this with
        {
            recording = before with
            {
                Registrant = person with
                {
                    Key = new RegistrationKey(meeting ?? person.Key.Meeting, Id),
                    Answers = answers,
                    RegisteredAt = registered ?? person.RegisteredAt,
                    Status = status ?? person.Status,
                    Occurrences = occurrences ?? person.Occurrences,
                    FirstName = name ?? person.FirstName,
                    Email = email ?? person.Email,
                },
                Candidates = new CandidateCodes(codes, false),
                Decision = waits is { } reason ? Decision.Wait(reason) : code is null ? before.Decision : Decision.Approve(code),
                Source = source ?? before.Source,
                ObservedAt = observed ?? before.ObservedAt,
                JudgedAgainst = judged ?? before.JudgedAgainst,
                Tries = [],
            },
        };
    }

    /// <summary>Gives codes that the list does not know, and that count as guesses.</summary>
    public RegistrantBuilder Trying(params string[] codes)
    {
        var builder = With(candidates: codes, waits: WaitingReason.UnknownCode);
        return builder with { recording = builder.recording with { Tries = codes } };
    }

    /// <summary>From a list whose codes are easily guessed, and with the wish that it waits as a whole then.</summary>
    public RegistrantBuilder FromWeakList() => this with { recording = recording with { Decision = recording.Decision with { WaitsWhileGuessed = true } } };

    /// <summary>As a reading of Zoom at that moment shows it.</summary>
    public RegistrantBuilder Swept(DateTimeOffset at, ZoomStatus status = ZoomStatus.Pending) => With(source: Source.Sweep, observed: at, status: status);

    private static Recording Default(string id) => new(
        new Registrant(A.Key(id), $"{id}@example.org", "Ana", "Pérez", [], A.Noon.AddMinutes(-1), ZoomStatus.Pending, []),
        new CandidateCodes([], false),
        Decision.Wait(WaitingReason.NoCode),
        Source.Webhook,
        A.Noon.AddMinutes(-2),
        A.Noon);
}
