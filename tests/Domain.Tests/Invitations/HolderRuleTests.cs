using ZoomApprover.Domain.Invitations;

namespace ZoomApprover.Domain.Tests.Invitations;

internal sealed class HolderRuleTests
{
    private const string Ana = "ana@example.org";

    // the cell, and who comes in with Off, Prefer and Require
    private static readonly (string Name, string? Cell, bool Prefer, bool Require)[] Cells =
    [
        ("empty", null, true, false),
        ("her address", Ana, true, true),
        ("her address in capitals", "Ana@Example.ORG", true, true),
        ("her address in full width", "\uff41na@example.org", true, true),
        ("her address with her name", "Ana Mu\u00f1oz <ana@example.org>", true, true),
        ("hers among others, by commas", "luis@example.org, ana@example.org", true, true),
        ("hers among others, by semicolons", "luis@example.org;ana@example.org", true, true),
        ("hers among others, by lines", "luis@example.org\nana@example.org", true, true),
        ("another address", "luis@example.org", false, false),
        ("one that begins like hers", "ana@example.org.mx", false, false),
        ("one that ends like hers", "mariana@example.org", false, false),
        ("a text without an address", "to be told", false, false),
    ];

    private static IEnumerable<TestCaseData> Rows() => Cells.SelectMany(row => new[]
    {
        new TestCaseData(EmailMatch.Off, row.Cell).SetArgDisplayNames("Off", row.Name).Returns(true),
        new TestCaseData(EmailMatch.Prefer, row.Cell).SetArgDisplayNames("Prefer", row.Name).Returns(row.Prefer),
        new TestCaseData(EmailMatch.Require, row.Cell).SetArgDisplayNames("Require", row.Name).Returns(row.Require),
    });

    [TestCaseSource(nameof(Rows))]
    public bool Code_opens_for_whom_its_row_names(EmailMatch match, string? cell) => HolderRule.Admits(match, cell, " ANA@example.org ");

    [TestCase("ana@example.org", ExpectedResult = "a\u2026@e\u2026.org")]
    [TestCase("Ana <ana@example.co.uk>; luis@example.es", ExpectedResult = "a\u2026@e\u2026.uk, l\u2026@e\u2026.es")]
    [TestCase("ana@localhost", ExpectedResult = "a\u2026@l\u2026")]
    [TestCase("ana.maria@localhost", ExpectedResult = "a\u2026@l\u2026")]
    [TestCase("@", ExpectedResult = "\u2026@\u2026")]
    [TestCase("to be told", ExpectedResult = null)]
    public string? Hint_tells_who_is_meant_and_no_address(string cell) => HolderRule.Hint(cell);
}
