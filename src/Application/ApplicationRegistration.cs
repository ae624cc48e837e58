using System.Reflection;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Invitations.GenerateCodes;
using ZoomApprover.Application.Invitations.HoldList;
using ZoomApprover.Application.Invitations.SynchronizeList;
using ZoomApprover.Application.Registrations;
using ZoomApprover.Application.Registrations.SendApprovals;
using ZoomApprover.Application.Registrations.SweepRegistrants;
using ZoomApprover.Application.Replicas;
using ZoomApprover.Application.State;
using ZoomApprover.Application.Validation;

namespace ZoomApprover.Application;

public static class ApplicationRegistration
{
    /// <summary>Registers the use cases. Needs <see cref="Settings"/>, a TimeProvider, logging and the ports.</summary>
    public static IServiceCollection AddApplication(this IServiceCollection services)
    {
        AddMediator(services, typeof(ApplicationRegistration).Assembly);
        AddState(services);
        AddPasses(services);
        return services;
    }

    // MediatR 5.1.0 brings no registration of its own (docs/decisions/0001)
    private static void AddMediator(IServiceCollection services, Assembly assembly)
    {
        services.AddTransient<ServiceFactory>(provider => provider.GetRequiredService);
        services.AddTransient<IMediator, Mediator>();
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(ValidationBehavior<,>));
        services.AddValidatorsFromAssembly(assembly, ServiceLifetime.Singleton, includeInternalTypes: true);
        foreach (var type in assembly.GetTypes().Where(type => type is { IsAbstract: false, IsGenericTypeDefinition: false }))
        {
            foreach (var contract in type.GetInterfaces().Where(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IRequestHandler<,>)))
            {
                services.AddTransient(contract, type);
            }
        }
    }

    private static void AddState(IServiceCollection services) => services
        .AddSingleton<AddedRows>()
        .AddSingleton<ApprovalMeter>()
        .AddSingleton<CallMeter>()
        .AddSingleton<DeliveryWatch>()
        .AddSingleton<GuessMeter>()
        .AddSingleton<Guessing>()
        .AddSingleton<Holds>()
        .AddSingleton<ListCopy>()
        .AddSingleton<LossMeter>()
        .AddSingleton<ProblemBoard>()
        .AddSingleton<Signals>()
        .AddSingleton<SweepAgenda>()
        .AddSingleton<ListGate>()
        .AddSingleton<ZoomPauses>()
        .AddSingleton<Followed>()
        .AddSingleton<RegistrationTypes>();

    private static void AddPasses(IServiceCollection services) => services
        .AddTransient<MeetingCalls>()
        .AddTransient<StatusAnswers>()
        .AddTransient<ReadBacks>()
        .AddTransient<Sightings>()
        .AddTransient<Settlements>()
        .AddTransient<MeetingReading>()
        .AddTransient<ListDifferences>()
        .AddTransient<HoldWatch>()
        .AddTransient<ListComparison>()
        .AddTransient<Rejudging>()
        .AddTransient<MarkWriting>()
        .AddTransient<SheetAddition>()
        .AddSingleton<ListMemory>()
        .AddSingleton<ApproveCells>()
        .AddSingleton<RejudgedOnce>();
}
