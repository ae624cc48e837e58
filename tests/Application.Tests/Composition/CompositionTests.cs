using System.Collections;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ZoomApprover.Application.Invitations.ReleaseCode;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.Registrations.ApproveByHand;
using ZoomApprover.Application.Registrations.ApproveRegistrant;
using ZoomApprover.Application.Registrations.SearchRegistrations;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Tests.Composition;

/// <summary>The use cases as the host registers them, with substituted ports.</summary>
internal sealed class CompositionTests : IDisposable
{
    private readonly IRegistrationLedger registrations = Substitute.For<IRegistrationLedger>();
    private readonly IDeskLedger desk = Substitute.For<IDeskLedger>();
    private readonly ServiceCollection services = new();
    private readonly ServiceProvider provider;

    public CompositionTests()
    {
        services.AddSingleton(A.Settings()).AddSingleton(TimeProvider.System)
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance).AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddSingleton(registrations).AddSingleton(desk)
            .AddSingleton(Substitute.For<ICallLedger>()).AddSingleton(Substitute.For<ILossLedger>()).AddSingleton(Substitute.For<IListLedger>()).AddSingleton(Substitute.For<IHoldLedger>())
            .AddSingleton(Substitute.For<IReplicaLedger>()).AddSingleton(Substitute.For<IApproveCellLedger>()).AddSingleton(Substitute.For<IGuessLedger>())
            .AddSingleton(Substitute.For<ILedgerBackups>())
            .AddSingleton(Substitute.For<IInvitationList>()).AddSingleton(Substitute.For<IZoomRegistrants>())
            .AddApplication();
        provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    public void Dispose() => provider.Dispose();

    private IMediator Mediator => provider.GetRequiredService<IMediator>();

    [Test]
    public void Every_request_has_exactly_one_handler()
    {
        var requests = typeof(ApplicationRegistration).Assembly.GetTypes()
            .SelectMany(type => type.GetInterfaces(), (type, contract) => (type, contract))
            .Where(pair => pair.contract.IsGenericType && pair.contract.GetGenericTypeDefinition() == typeof(IRequest<>))
            .Select(pair => (Request: pair.type, Handler: typeof(IRequestHandler<,>).MakeGenericType(pair.type, pair.contract.GetGenericArguments()[0])))
            .ToList();

        Assert.That(requests, Has.Count.GreaterThanOrEqualTo(10));
        foreach (var (request, handler) in requests)
        {
            Assert.That(((IEnumerable)provider.GetServices(handler)).Cast<object>().Count(), Is.EqualTo(1), request.Name);
        }
    }

    [Test]
    public void Every_validator_of_the_assembly_is_registered()
    {
        var validators = typeof(ApplicationRegistration).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && typeof(IValidator).IsAssignableFrom(type)).ToList();

        Assert.That(validators, Has.Count.GreaterThanOrEqualTo(4));
        Assert.That(validators, Is.All.Matches<Type>(type => services.Any(service => service.ImplementationType == type)));
    }

    [Test]
    public async Task Valid_command_reaches_its_handler()
    {
        registrations.RecordAsync(Arg.Any<Recording>()).Returns(Outcome.Waiting(WaitingReason.ListUnavailable));

        var judged = await Mediator.Send(new ApproveRegistrant(A.Registrant(), Source.Webhook, A.Now));

        Assert.That(judged.Outcome, Is.EqualTo(Outcome.Waiting(WaitingReason.ListUnavailable)));
    }

    private static readonly TestCaseData[] OddRegistrants =
    [
        new(A.Registrant(""), "registrant.id") { TestName = "Registrant with an empty id" },
        new(A.Registrant(new string('r', 201)), "registrant.id") { TestName = "Registrant with an endless id" },
        new(A.Registrant(meeting: A.Meeting with { Id = 0 }), "object.id") { TestName = "Meeting with the number 0" },
        new(A.Registrant(meeting: A.Meeting with { Id = -1 }), "object.id") { TestName = "Meeting with a number below 0" },
        new(A.Registrant() with { RegisteredAt = DateTimeOffset.UnixEpoch }, "event_ts") { TestName = "Registration of 1970" },
        new(A.Registrant() with { RegisteredAt = DateTimeOffset.MaxValue }, "event_ts") { TestName = "Registration of the year 9999" },
        new(A.Registrant() with { Answers = [.. Enumerable.Repeat(new Answer("q", "a"), 501)] }, "registrant.custom_questions") { TestName = "501 answers" },
        new(A.Registrant() with { Email = new string('e', 501) }, "registrant.email") { TestName = "Endless address" },
        new(A.Registrant() with { FirstName = new string('f', 1001) }, "registrant.first_name") { TestName = "Endless first name" },
        new(A.Registrant() with { LastName = new string('l', 1001) }, "registrant.last_name") { TestName = "Endless last name" },
    ];

    [TestCaseSource(nameof(OddRegistrants))]
    public void Registrant_that_cannot_be_is_refused_naming_the_field_and_nothing_is_recorded(Registrant registrant, string field)
    {
        var refused = Assert.ThrowsAsync<ValidationException>(() => Mediator.Send(new ApproveRegistrant(registrant, Source.Webhook, A.Now)));

        Assert.That(Fields(refused!), Is.EqualTo(new[] { field }));
        Assert.That(registrations.ReceivedCalls(), Is.Empty);
    }

    [Test]
    public void Approval_by_hand_with_something_that_holds_no_code_is_refused([Values("", "  ", "--- -")] string code)
    {
        var refused = Assert.ThrowsAsync<ValidationException>(() => Mediator.Send(new ApproveByHand(A.Key(), code)));

        Assert.That(Fields(refused!), Is.EqualTo(new[] { "code" }));
        Assert.That(desk.ReceivedCalls(), Is.Empty);
    }

    [Test]
    public void Approval_by_hand_with_an_endless_code_is_refused()
    {
        var refused = Assert.ThrowsAsync<ValidationException>(() => Mediator.Send(new ApproveByHand(A.Key(), new string('A', 129))));

        Assert.That(Fields(refused!), Is.EqualTo(new[] { "code" }));
        Assert.That(desk.ReceivedCalls(), Is.Empty);
    }

    private static readonly string[] OddCodes = ["", "   ", new('A', 129)];

    [TestCaseSource(nameof(OddCodes))]
    public void Release_of_no_code_is_refused(string code)
    {
        var refused = Assert.ThrowsAsync<ValidationException>(() => Mediator.Send(new ReleaseCode(code)));

        Assert.That(Fields(refused!), Is.EqualTo(new[] { "code" }));
        Assert.That(desk.ReceivedCalls(), Is.Empty);
    }

    [TestCase(0, 50, 0, "page")]
    [TestCase(-1, 50, 0, "page")]
    [TestCase(100_001, 50, 0, "page")]
    [TestCase(1, 0, 0, "pageSize")]
    [TestCase(1, 501, 0, "pageSize")]
    [TestCase(1, 50, 201, "text")]
    public void Search_beyond_its_bounds_is_refused_naming_the_field(int page, int size, int letters, string field)
    {
        var filter = new RegistrationFilter(null, null, null, new string('a', letters), page, size);

        var refused = Assert.ThrowsAsync<ValidationException>(() => Mediator.Send(new SearchRegistrations(filter)));

        Assert.That(Fields(refused!), Is.EqualTo(new[] { field }));
        Assert.That(desk.ReceivedCalls(), Is.Empty);
    }

    [Test]
    public void All_faults_are_named_at_once()
    {
        var refused = Assert.ThrowsAsync<ValidationException>(
            () => Mediator.Send(new SearchRegistrations(new RegistrationFilter(null, null, null, new string('a', 300), 0, 0))));

        Assert.That(Fields(refused!), Is.EqualTo(new[] { "page", "pageSize", "text" }));
    }

    private static IEnumerable<string?> Fields(ValidationException refused) =>
        refused.Errors.Select(fault => fault.FormattedMessagePlaceholderValues["PropertyName"].ToString()).Distinct();
}
