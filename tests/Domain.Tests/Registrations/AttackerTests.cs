using System.Numerics;
using ZoomApprover.Domain.Codes;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Domain.Tests.Registrations;

/// <summary>
/// Attackers who know the form of generated codes, the check included, try 200,000 codes against a list of 10,000, in virtual
/// time. A try is open when a hit would have been admitted at that moment: only these can succeed.
/// </summary>
internal sealed class AttackerTests
{
    private const int Codes = 10_000;
    private const int Tries = 200_000;

    private static readonly GeneratedForm Form = GeneratedForm.Of("ASM");
    private static readonly CodeFormat Format = A.TenCharacters.With([Form]);
    private static readonly HashSet<string> List = Make(Codes, seed: 1);
    private static readonly string[] Guesses = [.. Make(Tries, seed: 2)];

    // how many codes of this form there are: prefix and check are not free
    private static readonly BigInteger Possible = BigInteger.Pow(GeneratedForm.Alphabet.Length, Form.Length - Form.Prefix.Length - 1);

    [TestCase(0.01, true, 20, TestName = "A_hundred_a_second_from_one_address")]
    [TestCase(10, true, 20, TestName = "One_in_ten_seconds_from_one_address")]
    [TestCase(300, true, 20, TestName = "One_in_five_minutes_from_one_address")]
    [TestCase(3_660, true, Tries, TestName = "One_in_an_hour_from_one_address")]
    [TestCase(0.01, false, Tries, TestName = "A_hundred_a_second_each_from_a_new_address")]
    [TestCase(10, false, Tries, TestName = "One_in_ten_seconds_each_from_a_new_address")]
    [TestCase(300, false, Tries, TestName = "One_in_five_minutes_each_from_a_new_address")]
    public void Attacker_succeeds_less_than_once_in_a_million(double seconds, bool isOneAddress, int mostOpen)
    {
        var (open, hits) = Attack(TimeSpan.FromSeconds(seconds), isOneAddress, stopsAll: false);

        TestContext.Out.WriteLine($"{open} of {Tries} tries were open, {hits} hit; at most one attack in {Possible / ((BigInteger)open * Codes):N0} has a hit");
        Assert.That(open, Is.LessThanOrEqualTo(mostOpen));
        Assert.That(hits, Is.Zero);

        // exact: each open try hits with a chance of Codes / Possible, and all of them together with no more than the sum
        Assert.That((BigInteger)open * Codes * 1_000_000, Is.LessThan(Possible));
    }

    [TestCase(0.01)]
    [TestCase(10)]
    [TestCase(300)]
    public void Whole_list_that_waits_leaves_twenty_tries_from_however_many_addresses(double seconds)
    {
        var (open, _) = Attack(TimeSpan.FromSeconds(seconds), isOneAddress: false, stopsAll: true);

        Assert.That(open, Is.LessThanOrEqualTo(20));
    }

    // as the ledger counts: what was tried at the meeting, and what the address tried
    private static (int Open, int Hits) Attack(TimeSpan pace, bool isOneAddress, bool stopsAll)
    {
        List<DateTimeOffset> latest = [];
        var (open, hits, now, recent) = (0, 0, A.Now, 0);
        foreach (var guess in Guesses)
        {
            var isStopped = GuessingRule.Judge(latest, recent, now) == GuessingLevel.Stopped;
            var isHeld = isStopped && (stopsAll || (isOneAddress && latest.Count > 0));
            open += isHeld ? 0 : 1;
            hits += !isHeld && List.Contains(guess) ? 1 : 0;
            latest.Insert(0, now);
            latest.RemoveRange(Math.Min(latest.Count, GuessingRule.Stopping), Math.Max(0, latest.Count - GuessingRule.Stopping));
            recent = Math.Min(recent + 1, GuessingRule.Decisions);
            now += pace;
        }

        return (open, hits);
    }

    private static HashSet<string> Make(int many, int seed)
    {
        var chance = new Random(seed);
        HashSet<string> made = new(StringComparer.Ordinal);
        while (made.Count < many)
        {
            made.Add(Format.KeyOf(Form.Make(chance.Next)));
        }

        return made;
    }
}
