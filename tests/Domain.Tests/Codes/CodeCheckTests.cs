using ZoomApprover.Domain.Codes;

namespace ZoomApprover.Domain.Tests.Codes;

internal sealed class CodeCheckTests
{
    private static readonly GeneratedForm Form = GeneratedForm.Of("ASM");

    private static CodeReport Check(params string[] codes) => CodeCheck.Of(codes.Select((code, at) => (at + 2, code)), A.TenCharacters.With([Form]));

    private static string Findings(params string[] codes) =>
        string.Join("; ", Check(codes).Findings.Select(finding => $"{finding.Fault} {string.Join(' ', finding.Rows)}"));

    private static IEnumerable<TestCaseData> Lists() => new (string What, string[] Codes, string Findings)[]
    {
        ("nothing wrong", ["ABCDE12345", "FGHJK67890"], ""),
        ("blank rows", ["ABCDE12345", "", " ", "FGHJK67890"], ""),
        ("a double", ["ABCDE12345", "FGHJK67890", "abcde-12345"], "Doubled 2 4"),
        ("two doubles", ["ABCDE12345", "FGHJK67890", "ABCDE12345", "FGHJK67890"], "Doubled 2 4; Doubled 3 5"),
        ("O and 0", ["ABCDE1234O", "ABCDE12340"], "LookAlike 2 3"),
        ("l and 1 and I", ["ABCDEl2345", "ABCDE12345", "ABCDEI2345"], "LookAlike 2 3 4"),
        ("a space at the end", ["ABCDE12345 "], "StraySpaces 2"),
        ("a no-break space before it", ["\u00A0ABCDE12345"], "StraySpaces 2"),
        ("a zero width space in it", ["ABCDE\u200B12345"], "StraySpaces 2"),
        ("a number with an exponent", ["1.23457E+11", "1,2E+05"], "Damaged 2 3"),
        ("a code that lost its zeros", ["1234567"], "Damaged 2"),
        ("digits of the right length", ["1234567890"], ""),
        ("a date", ["01/02/2026", "2-mar", "1-Feb", "2026-02-01", "1-feb-26"], "Damaged 2 3 4 5 6"),
        ("an error", ["#REF!", "#N/A", "=A1+B2"], "Damaged 2 3 4"),
        ("a tick", ["TRUE", "VERDADERO"], "Damaged 2 3"),
        ("another length", ["ABCDE1234"], "OddShape 2"),
        ("a mistyped generated code", ["ASM-XXXXX-XXXXX-XXXX"], "CheckFails 2"),
        ("a generated code", [Form.Make(new Random(1).Next)], ""),
    }.Select(one => new TestCaseData((object)one.Codes, one.Findings).SetArgDisplayNames(one.What));

    [TestCaseSource(nameof(Lists))]
    public void Rows_are_named_with_what_is_wrong(string[] codes, string findings)
    {
        Assert.That(Findings(codes), Is.EqualTo(findings));
    }

    [Test]
    public void Strength_of_random_codes_is_near_the_truth()
    {
        var chance = new Random(3);
        string[] codes = [.. Enumerable.Range(0, 300).Select(_ => string.Concat(Enumerable.Range(0, 10).Select(_ => "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"[chance.Next(32)])))];

        Assert.That(Check(codes).Bits, Is.EqualTo(50).Within(0.5));
    }

    [Test]
    public void Short_list_of_random_codes_is_not_called_weak()
    {
        var report = Check("K7P2M9XQ4T", "WZ3H8RNA6D", "P5VCY2JGEK", "7TQXD4MBN9", "H2FRK8ZWA3", "M6JYC9PTX5");

        Assert.That((report.Bits > 40, report.IsWeak), Is.EqualTo((true, false)));
    }

    private static IEnumerable<TestCaseData> Weak() => new (string What, IEnumerable<string> Codes, double Bits)[]
    {
        ("running numbers", Enumerable.Range(0, 1000).Select(number => $"INVITE{number:0000}"), 9.97),
        ("six digits", Enumerable.Range(0, 500).Select(number => $"ASM2{number * 1999 % 1_000_000:000000}"), 18.46),
        ("strong ones and one short one", [Form.Make(new Random(1).Next), "ABC"], 3 * Math.Log2(26)),
    }.Select(one => new TestCaseData(one.Codes.ToArray(), one.Bits).SetArgDisplayNames(one.What));

    [TestCaseSource(nameof(Weak))]
    public void Weak_codes_are_called_weak(string[] codes, double bits)
    {
        var report = Check(codes);

        Assert.That((report.IsWeak, report.Bits!.Value), Is.EqualTo((true, bits)).Using<(bool, double)>((one, other) => one.Item1 == other.Item1 && Math.Abs(one.Item2 - other.Item2) < 0.2));
    }

    [Test]
    public void Generated_codes_have_the_strength_of_their_form_however_few()
    {
        Assert.That(Check(Form.Make(new Random(1).Next)).Bits, Is.EqualTo(Form.Bits));
        Assert.That(Check().Bits, Is.Null, "an empty list has none");
    }
}
