using Microsoft.AspNetCore.Http;
using ZoomApprover.WebApi.Texts;

namespace ZoomApprover.WebApi.Tests.Texts;

internal sealed class LanguagesTests
{
    [TestCase(null, "en")]
    [TestCase("", "en")]
    [TestCase("es", "es")]
    [TestCase("ES", "es")]
    [TestCase("es-MX", "es")]
    [TestCase("es-419,es;q=0.9,en;q=0.8", "es")]
    [TestCase("en-US,en;q=0.9,es;q=0.8", "en")]
    [TestCase("es;q=0.8, en;q=0.9", "en")]
    [TestCase("en;q=0.8, es;q=0.9", "es")]
    [TestCase("es, en", "es")]
    [TestCase("en, es", "en")]
    [TestCase("en;q=0.5, es-ES;q=0.3, es-MX;q=0.7", "es")]
    [TestCase("pt-BR, es;q=0.1", "es")]
    [TestCase("fr, de;q=0.5", "en")]
    [TestCase("*", "en")]
    [TestCase("es;q=0.2, *;q=0.1", "es")]
    [TestCase("es;q=0.1, *;q=0.2", "en")]
    [TestCase("en;q=0, *", "es")]
    [TestCase("es;q=0", "en")]
    [TestCase("es;q=0, *;q=0", "en")]
    [TestCase("est, esperanto", "en")]
    [TestCase("es_MX", "en")]
    [TestCase(";;;=,,,", "en")]
    [TestCase("es;q=banana", "en")]
    [TestCase("@@@, es", "es")]
    [TestCase(", ,es", "es")]
    public void Accept_Language_chooses_English_or_Spanish(string? header, string expected)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.AcceptLanguage = header;

        Assert.That(Languages.Of(request).Name, Is.EqualTo(expected));
    }

    [Test]
    public void Several_headers_count_as_one()
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.AcceptLanguage = new(["en;q=0.3", "es;q=0.6"]);

        Assert.That(Languages.Of(request).Name, Is.EqualTo("es"));
    }
}
