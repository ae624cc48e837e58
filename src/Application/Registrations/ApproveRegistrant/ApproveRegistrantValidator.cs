using FluentValidation;

namespace ZoomApprover.Application.Registrations.ApproveRegistrant;

/// <summary>What comes from outside must at least look like a registrant of Zoom. Lengths are far above Zoom's own.</summary>
internal sealed class ApproveRegistrantValidator : AbstractValidator<ApproveRegistrant>
{
    private static readonly DateTimeOffset Earliest = new(2011, 1, 1, 0, 0, 0, TimeSpan.Zero); // Zoom's first year
    private static readonly DateTimeOffset Latest = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public ApproveRegistrantValidator()
    {
        RuleFor(command => command.Registrant.Key.RegistrantId).NotEmpty().MaximumLength(200).WithName("registrant.id");
        RuleFor(command => command.Registrant.Key.Meeting.Id).GreaterThan(0).WithName("object.id");
        RuleFor(command => command.Registrant.Email).MaximumLength(500).WithName("registrant.email");
        RuleFor(command => command.Registrant.FirstName).MaximumLength(1_000).WithName("registrant.first_name");
        RuleFor(command => command.Registrant.LastName).MaximumLength(1_000).WithName("registrant.last_name");
        RuleFor(command => command.Registrant.Answers.Count).LessThanOrEqualTo(500).WithName("registrant.custom_questions");
        RuleFor(command => command.Registrant.RegisteredAt).InclusiveBetween(Earliest, Latest).WithName("event_ts");
    }
}
