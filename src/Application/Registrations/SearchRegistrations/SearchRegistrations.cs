using FluentValidation;
using MediatR;
using ZoomApprover.Application.Ports;

namespace ZoomApprover.Application.Registrations.SearchRegistrations;

/// <summary>Registrations, the latest first.</summary>
public sealed record SearchRegistrations(RegistrationFilter Filter) : IRequest<RegistrationPage>;

internal sealed class SearchRegistrationsValidator : AbstractValidator<SearchRegistrations>
{
    public SearchRegistrationsValidator()
    {
        RuleFor(query => query.Filter.Page).InclusiveBetween(1, 100_000).WithName("page");
        RuleFor(query => query.Filter.PageSize).InclusiveBetween(1, 500).WithName("pageSize");
        RuleFor(query => query.Filter.Text).MaximumLength(200).WithName("text");
    }
}

internal sealed class SearchRegistrationsHandler(IDeskLedger ledger) : IRequestHandler<SearchRegistrations, RegistrationPage>
{
    public Task<RegistrationPage> Handle(SearchRegistrations request, CancellationToken cancellationToken) => ledger.SearchAsync(request.Filter);
}
