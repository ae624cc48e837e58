using System.Net;
using Microsoft.Extensions.Configuration;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Invitations;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.Infrastructure.Sheets;
using ZoomApprover.Infrastructure.Zoom;
using ZoomApprover.Infrastructure.Zoom.Answers;
using ZoomApprover.WebApi.Configuration;
using ZoomApprover.WebApi.Configuration.Sections;
using ZoomApprover.WebApi.Invitations;
using ZoomApprover.WebApi.Webhooks;

namespace ZoomApprover.WebApi.Tests.Texts;

/// <summary>A record prints its members; whatever prints one may be a log.</summary>
internal sealed class PrintingTests
{
    private const string Private = "private-canary";

    private static readonly object[] Values =
    [
        new LedgerSettings { ConnectionString = Private },
        new RegistrantName("r-1", Private),
        new HistoryEntry(default, HistoryEvent.Released, Actor.Api, null, null, Private, 1),
        new MarkFacts(Private, null, null, null),
        new MarkStep(Private, null, null),
        new CellWrite(2, 0, Private),
        Decision.Approve(Private),
        new Invitation(Private, 2, Session.None, Holder: Private),
        new ListRow(Private, 2, Session.None, "", "", Private, null, false, Private),
        new GoogleError(HttpStatusCode.BadRequest, "INVALID_ARGUMENT", Private, "", "", null),
        new StatusItem("r-1", Private),
        new ZoomReply(200, Private),
        new Delivery.Handshake(Private),
        new HandshakeAnswer(Private, Private),
        new InvitationItem(Private, 2, "", Private, null, "free", null, null, null, null, 1, []),
    ];

    [TestCaseSource(nameof(Values))]
    public void What_is_private_is_not_printed(object value)
    {
        Assert.That($"{value}", Is.Not.Empty.And.Not.Contain(Private));
    }

    [Test]
    public void Credentials_are_not_printed()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create<string, string?>("Zoom:ClientSecret", Private)]).Build();

        var credentials = ZoomCredentials.Read(new Section(configuration, "Zoom", new FaultLog(configuration)), new StartContext { Home = "/srv/approver" });

        Assert.That(credentials.ClientSecret, Is.EqualTo(Private));
        Assert.That($"{credentials}", Does.Not.Contain(Private));
    }
}
