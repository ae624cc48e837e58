using ZoomApprover.WebApi.Configuration;

namespace ZoomApprover.WebApi.Tests.Configuration;

internal sealed class FaultReportTests
{
    [TestCase(null, null, "es_CO.UTF-8", Language.Spanish)]
    [TestCase(null, null, "es", Language.Spanish)]
    [TestCase("es_MX.UTF-8", null, "en_US.UTF-8", Language.Spanish)]
    [TestCase("C", null, "es_CO.UTF-8", Language.English)]
    [TestCase("", "es_ES", "en_US", Language.Spanish)]
    [TestCase(null, null, "est", Language.English)]
    [TestCase(null, null, null, Language.English)]
    public void The_environment_says_the_language(string? all, string? messages, string? lang, Language expected)
    {
        var language = FaultReport.LanguageOf(name => name switch { "LC_ALL" => all, "LC_MESSAGES" => messages, "LANG" => lang, _ => null });

        Assert.That(language, Is.EqualTo(expected));
    }

    [Test]
    public void The_report_lists_every_fault_in_Spanish()
    {
        var faults = Given.Read(("Zoom:ClientId", null), ("Zoom:Plan", "Oro")).Faults;

        var text = FaultReport.Text(faults, Language.Spanish);

        Assert.That(text, Does.StartWith("Zoom Approver no puede arrancar: hay 2 ajustes"));
        Assert.That(text, Does.Contain("1. Zoom:ClientId\n   hallado: (falta)\n   a hacer: Cópielo de Zoom"));
        Assert.That(text, Does.Contain("2. Zoom:Plan\n   hallado: Oro\n   a hacer: Escriba uno de: Free, Pro, Business."));
    }

    [Test]
    public void A_value_cannot_write_to_the_terminal()
    {
        var faults = Given.Read(("Zoom:Plan", "\u001b[2JPro\u202e")).Faults;

        Assert.That(FaultReport.Text(faults, Language.English), Does.Contain("found: �[2JPro�\n"));
    }
}
