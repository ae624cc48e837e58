using Microsoft.Extensions.DependencyInjection;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Infrastructure.Csv;
using ZoomApprover.Infrastructure.Sheets;

namespace ZoomApprover.Infrastructure.Tests.Sheets;

public sealed class ListsRegistrationTests
{
    [TestCase(ListSource.CsvFile, typeof(CsvInvitationList))]
    [TestCase(ListSource.GoogleSheet, typeof(GoogleSheetInvitationList))]
    public async Task The_list_is_the_one_that_is_configured_and_there_is_one(ListSource source, Type expected)
    {
        var settings = new ListSettings { Source = source, CsvPath = Path.Combine(Path.GetTempPath(), "list.csv") };
        await using var services = new ServiceCollection().AddInvitationList(settings).BuildServiceProvider(validateScopes: true);

        var list = services.GetRequiredService<IInvitationList>();

        Assert.That(list, Is.TypeOf(expected).And.SameAs(services.GetRequiredService<IInvitationList>()));
    }
}
