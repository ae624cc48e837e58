using ZoomApprover.WebApi.Texts;

namespace ZoomApprover.WebApi.Tests;

/// <summary>In every test of the edge a missing text is an error.</summary>
[SetUpFixture]
internal sealed class StrictTexts
{
    [OneTimeSetUp]
    public void Throw_when_a_text_is_missing() => Sentences.ThrowsWhenMissing = true;
}
