using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ZoomApprover.Application;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Codes;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Infrastructure.Ledger.Sql;

namespace ZoomApprover.Infrastructure.Tests.Ledger.Given;

/// <summary>The use cases over a real ledger and by its clock, for those passes whose cost or end depends on both.</summary>
internal static class Passes
{
    /// <param name="zoom">And the list: given by the test.</param>
    public static ServiceProvider Over(TestLedger ledger, ListSettings list, IZoomRegistrants zoom, Action<IServiceCollection> addList)
    {
        var services = new ServiceCollection()
            .AddSingleton(new Settings
            {
                Home = "/home",
                Zoom = new ZoomSettings(),
                List = list,
                Codes = new CodeSettings { Format = CodeFormat.OfLength(10) },
                Meetings = new Dictionary<long, MeetingRules> { [A.Meeting.Id] = new(A.Meeting, new Session("1")) },
                Ledger = new LedgerSettings { ConnectionString = "" },
                Admin = new AdminSettings(),
            })
            .AddSingleton<TimeProvider>(ledger.Time)
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance).AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddSingleton(ledger.Registrations).AddSingleton(ledger.Calls).AddSingleton(ledger.Desk).AddSingleton(ledger.Lists).AddSingleton(ledger.Losses).AddSingleton(ledger.Guesses)
            .AddSingleton<IHoldLedger>(new SqlHoldLedger(ledger.Inner)).AddSingleton<IApproveCellLedger>(new SqlApproveCellLedger(ledger.Inner))
            .AddSingleton(zoom);
        addList(services);
        return services.AddApplication().BuildServiceProvider();
    }
}
