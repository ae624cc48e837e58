using ZoomApprover.Domain.Codes;

namespace ZoomApprover.Domain.Tests.Codes;

internal sealed class GeneratedFormTests
{
    private static readonly GeneratedForm Form = GeneratedForm.Of("ASM");
    private static readonly CodeFormat Format = A.TenCharacters.With([Form]);

    private static IEnumerable<string> Codes(GeneratedForm form, int count, int seed = 1)
    {
        var chance = new Random(seed);
        return Enumerable.Range(0, count).Select(_ => form.Make(chance.Next));
    }

    private static FormReading Read(string text) => Format.Reading(NormalForm.Of(text), out _);

    [TestCase("ASM", 60, "ASM-*****-*****-****", 63)]
    [TestCase("", 60, "*****-*****-****", 63)]
    [TestCase("asm", 40, "ASM-*****-*****", 43)]
    [TestCase("X", 64, "X-*****-*****-*****", 68)]
    [TestCase("", 120, "*****-*****-****-****-****-****", 121, Description = "26 places")]
    public void Form_has_at_least_the_wanted_bits_in_groups_of_five(string prefix, int bits, string text, int whole)
    {
        var form = GeneratedForm.Of(prefix, bits);

        using var all = Assert.EnterMultipleScope();
        if (bits < 120)
        {
            Assert.That(form.Text, Is.EqualTo(text));
        }

        Assert.That(form.Bits, Is.GreaterThanOrEqualTo(bits).And.EqualTo(whole).Within(1.0));
        Assert.That(GeneratedForm.TryParse(form.Text)!.Length, Is.EqualTo(form.Length), "what is printed can be configured");
    }

    [TestCase("ASM", 39)]
    [TestCase("ASM", 121)]
    [TestCase("AS-M", 60)]
    [TestCase("ÑU", 60)]
    [TestCase("ABCDEFGHIJKLM", 60)]
    public void Form_out_of_bounds_is_refused(string prefix, int bits)
    {
        Assert.That(() => GeneratedForm.Of(prefix, bits), Throws.InstanceOf<ArgumentException>());
    }

    [TestCase("*********", Description = "nine places: under 40 bits")]
    [TestCase("ASM-***************************", Description = "27 places")]
    [TestCase("ASM")]
    [TestCase("**********ASM")]
    [TestCase("A M-**********")]
    [TestCase("ÁSM-**********")]
    [TestCase("")]
    public void Text_that_is_no_form_is_none(string text)
    {
        Assert.That(GeneratedForm.TryParse(text), Is.Null);
    }

    [Test]
    public void Alphabet_holds_nothing_that_is_read_as_something_else()
    {
        using var all = Assert.EnterMultipleScope();
        Assert.That(GeneratedForm.Alphabet.Where(LookAlikes.ReadAs.ContainsKey), Is.Empty);
        Assert.That(LookAlikes.ReadAs.Values.Distinct(), Is.SubsetOf(GeneratedForm.Alphabet));
        Assert.That(GeneratedForm.Alphabet.Distinct().Count(), Is.EqualTo(29), "a prime: the check rests on it");
        Assert.That("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".Select(LookAlikes.Fold).Distinct(), Is.EquivalentTo(GeneratedForm.Alphabet), "every letter can be read");
    }

    [Test]
    public void Every_single_wrong_character_is_found([Values(40, 60, 120)] int bits)
    {
        var form = GeneratedForm.Of("ASM", bits);
        List<string> missed = [];
        foreach (var code in Codes(form, 200).Select(NormalForm.Of))
        {
            for (var place = 3; place < code.Length; place++)
            {
                missed.AddRange(GeneratedForm.Alphabet.Where(letter => letter != code[place])
                    .Select(letter => code[..place] + letter + code[(place + 1)..])
                    .Where(wrong => form.Read(wrong, out _) == FormReading.Sound));
            }
        }

        Assert.That(missed, Is.Empty);
    }

    [Test]
    public void Every_swap_of_two_different_characters_is_found([Values(40, 60, 120)] int bits)
    {
        var form = GeneratedForm.Of("ASM", bits);
        List<string> missed = [];
        foreach (var code in Codes(form, 200).Select(NormalForm.Of))
        {
            for (var first = 3; first < code.Length; first++)
            {
                for (var second = first + 1; second < code.Length; second++)
                {
                    var swapped = code.ToCharArray();
                    (swapped[first], swapped[second]) = (swapped[second], swapped[first]);
                    if (code[first] != code[second] && form.Read(new string(swapped), out _) == FormReading.Sound)
                    {
                        missed.Add(code);
                    }
                }
            }
        }

        Assert.That(missed, Is.Empty);
    }

    // not by samples: all values of a place, and all pairs of values of two places, whatever stands elsewhere
    [Test]
    public void Check_tells_all_values_and_all_swaps_apart_in_every_place()
    {
        const int prime = 29;
        var wrong =
            from place in Enumerable.Range(1, 26)
            from value in Enumerable.Range(1, prime - 1)
            where place * value % prime == 0
            select (place, value);
        var swaps =
            from one in Enumerable.Range(1, 26)
            from other in Enumerable.Range(1, one - 1)
            from difference in Enumerable.Range(1, prime - 1)
            where (one - other) * difference % prime == 0
            select (one, other);

        using var all = Assert.EnterMultipleScope();
        Assert.That(wrong, Is.Empty);
        Assert.That(swaps, Is.Empty);
    }

    [Test]
    public void Made_codes_are_sound_different_and_safe_in_a_sheet()
    {
        var codes = Codes(Form, 20_000).ToList();

        using var all = Assert.EnterMultipleScope();
        Assert.That(codes.Distinct().Count(), Is.EqualTo(codes.Count));
        Assert.That(codes.Where(code => Read(code) != FormReading.Sound), Is.Empty);
        Assert.That(codes.Where(code => Format.KeyOf(code) != code.Replace("-", "", StringComparison.Ordinal)), Is.Empty, "the key is the code itself");
        Assert.That(codes.Where(code => !SheetSafe.IsSafe(code)), Is.Empty);
        Assert.That(codes.Where(code => code.Length != 20 || !code.StartsWith("ASM-", StringComparison.Ordinal)), Is.Empty);
        Assert.That(codes.SelectMany(code => code[4..]).Where(letter => letter != '-').Distinct(), Is.EquivalentTo(GeneratedForm.Alphabet), "every character is used");
    }

    [Test]
    public void Chance_that_would_make_a_number_or_a_date_is_asked_again()
    {
        // first nothing but zeros, then all different
        var asked = 0;
        var code = GeneratedForm.Of("").Make(below => asked++ < 13 ? 0 : asked % below);

        Assert.That(code, Does.Match("[A-Z]").And.Match("[0-9]"));
    }

    [TestCase("12345-67890-1234", false, Description = "digits")]
    [TestCase("12E5", false, Description = "a number with an exponent")]
    [TestCase("1234E-56789", false)]
    [TestCase("1-2", false, Description = "the first of February")]
    [TestCase("12-MAY-2026", false)]
    [TestCase("12MAR-2026", false)]
    [TestCase("3-ENE-26", false, Description = "January in Spanish")]
    [TestCase("10AM", false)]
    [TestCase("2026-01-01T10", false)]
    [TestCase("ACFGH", false, Description = "a word")]
    [TestCase("1A2", true)]
    [TestCase("12MAYX-2026", true)]
    public void Sheet_keeps_only_what_is_neither_number_nor_date(string code, bool safe)
    {
        Assert.That(SheetSafe.IsSafe(code), Is.EqualTo(safe));
    }

    [Test]
    public void Look_alikes_and_spelling_do_not_matter()
    {
        // one code with all that can be confused in it
        var code = Codes(Form, 200_000, seed: 7).First(one => "0128V".All(one.Contains) && one[4..].Contains('5', StringComparison.Ordinal));
        var key = NormalForm.Of(code);
        string[] typed =
        [
            code, code.ToLowerInvariant(), code.Replace("-", " ", StringComparison.Ordinal), key,
            code.Replace('0', 'O'), code.Replace('0', 'o'), code.Replace('1', 'I'), code.Replace('1', 'l'), code.Replace('2', 'Z'),
            code.Replace('5', 'S'), code.Replace('8', 'B'), code.Replace('V', 'U'), "A5M" + code[3..],
            code.Replace('0', 'O').Replace('1', 'l').Replace('2', 'z').Replace('5', 's').Replace('8', 'b').Replace('V', 'u'),
            $"mi código es {code.Replace('0', 'O')}, gracias",
        ];

        var read = typed.Select(text => string.Join(' ', CodeReader.Read([A.Answer(text)], Format, []).Codes));

        Assert.That(read, Is.All.EqualTo(key));
    }

    [TestCase("made here", FormReading.Sound)]
    [TestCase("one wrong", FormReading.Mistyped)]
    [TestCase("two swapped", FormReading.Mistyped)]
    [TestCase("one missing", FormReading.Other)]
    [TestCase("another prefix", FormReading.Other)]
    [TestCase("ABCDE12345", FormReading.Other)]
    public void Mistyped_is_told_from_made_up(string text, FormReading reading)
    {
        var code = NormalForm.Of(Codes(Form, 100).First(one => one[4] != one[5] && one[4] != '0'));
        var typed = text switch
        {
            "made here" => code,
            "one wrong" => code[..3] + '0' + code[4..],
            "two swapped" => $"{code[..3]}{code[4]}{code[3]}{code[5..]}",
            "one missing" => code[..^1],
            "another prefix" => "AXM" + code[3..],
            _ => text,
        };

        Assert.That(Read(typed), Is.EqualTo(reading));
    }

    [TestCase("ASM-XXXXX-XXXXX-XXXX", ExpectedResult = true)]
    [TestCase("ABCDE12345", ExpectedResult = false)]
    [TestCase("no code", ExpectedResult = false)]
    public bool Answer_of_the_form_whose_check_fails_is_mistyped(string answer) => CodeReader.Read([A.Answer(answer)], Format, []).AreMistyped;

    [Test]
    public void Sound_code_beside_a_mistyped_one_is_made_up_if_anything()
    {
        var sound = Codes(Form, 1).Single();

        Assert.That(CodeReader.Read([A.Answer($"ASM-XXXXX-XXXXX-XXXX {sound}")], Format, []).AreMistyped, Is.False);
    }

    [Test]
    public void Word_without_a_digit_is_no_mistyped_code_where_there_is_no_prefix()
    {
        var format = A.TenCharacters.With([GeneratedForm.Of("")]);
        var words = new[] { "administration", "administrativo", "fourteenlettrs", "participacione" };

        Assert.That(words.Where(word => CodeReader.Read([A.Answer(word)], format, []).AreMistyped), Is.Empty);
    }

    [TestCase("ABCDEOIL12", ExpectedResult = "ABCDEOIL12", Description = "a code that people made stays as it is")]
    [TestCase("asm-oilzs-xxxxx-xxxx", ExpectedResult = "ASMOILZSXXXXXXXXX", Description = "so does one whose check does not fit")]
    public string Other_codes_are_folded_as_before(string text) => Format.KeyOf(text);

    [TestCase("ASM", 60, "ASM", 60, ExpectedResult = true)]
    [TestCase("ASM", 60, "A5M", 60, ExpectedResult = true, Description = "the prefixes look alike")]
    [TestCase("ASM", 60, "CNF", 60, ExpectedResult = false)]
    [TestCase("ASM", 60, "ASM", 40, ExpectedResult = false)]
    [TestCase("", 60, "ASM", 60, ExpectedResult = false, Description = "of other lengths")]
    [TestCase("AAAA", 40, "", 59, ExpectedResult = true)]
    public bool Forms_that_one_text_can_be_of_overlap(string prefix, int bits, string other, int otherBits) =>
        GeneratedForm.Of(prefix, bits).Overlaps(GeneratedForm.Of(other, otherBits));

    [TestCase("1", ExpectedResult = 0)]
    [TestCase("2 ASM-*****-*****-****", ExpectedResult = 1)]
    [TestCase("2 ********** CNF-**********", ExpectedResult = 2)]
    [TestCase("2", ExpectedResult = -1)]
    [TestCase("1 **********", ExpectedResult = -1)]
    [TestCase("3 **********", ExpectedResult = -1)]
    [TestCase("99", ExpectedResult = -1)]
    [TestCase("2 nonsense", ExpectedResult = -1)]
    public int Rule_that_a_ledger_was_folded_by_is_understood(string rule) => CodeFormat.FormsOf(rule)?.Count ?? -1;

    [Test]
    public void Rule_names_the_forms_whatever_their_order()
    {
        var (one, other) = (GeneratedForm.Of("ASM"), GeneratedForm.Of("CNF", 40));

        using var all = Assert.EnterMultipleScope();
        Assert.That(A.TenCharacters.Rule, Is.EqualTo("1"), "a list without generated codes is folded as ever");
        Assert.That(A.TenCharacters.With([other, one]).Rule, Is.EqualTo(A.TenCharacters.With([one, other]).Rule).And.EqualTo("2 ASM-*****-*****-**** CNF-*****-*****"));
    }
}
