namespace ZoomApprover.Domain.Codes;

/// <summary>The one slip between what was typed and a code.</summary>
public enum Slip
{
    /// <summary>Two neighbours are swapped.</summary>
    Swapped,

    /// <summary>A character is missing.</summary>
    Missing,

    /// <summary>A character stands there twice.</summary>
    Doubled,

    /// <summary>There is a character too many.</summary>
    Extra,

    /// <summary>A character stands for one that it is taken for in print.</summary>
    LookAlike,
}

/// <param name="Code">A code that this could have been meant for, in its normal form.</param>
/// <param name="Place">Of the first character concerned, from 1, in what was typed; of a missing one in the code.</param>
public sealed record NearMiss(string Code, Slip Slip, int Place)
{
    /// <summary>Without the code.</summary>
    public override string ToString() => $"{Slip} at {Place}";
}

/// <summary>
/// Makes everything that one slip may have made a typed text of, to be looked up: the cost depends on the length of the text, not
/// on that of the list.
/// </summary>
public static class NearMisses
{
    private const int Shortest = 3;
    private const int Longest = 40;
    private const string Usual = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private static readonly ILookup<char, char> Alike = Usual.ToLookup(LookAlikes.Fold);

    /// <param name="typed">Normal form.</param>
    /// <returns>Some 40 for each character typed; none for what is too short or too long to be a code.</returns>
    public static IEnumerable<NearMiss> Of(string typed) => typed.Length is < Shortest or > Longest
        ? []
        : Swaps(typed).Concat(Confusions(typed)).Concat(Surpluses(typed)).Concat(Gaps(typed));

    private static IEnumerable<NearMiss> Swaps(string typed) =>
        from place in Enumerable.Range(0, typed.Length - 1)
        where typed[place] != typed[place + 1]
        select new NearMiss($"{typed[..place]}{typed[place + 1]}{typed[place]}{typed[(place + 2)..]}", Slip.Swapped, place + 1);

    private static IEnumerable<NearMiss> Confusions(string typed)
    {
        for (var place = 0; place < typed.Length; place++)
        {
            foreach (var other in Alike[LookAlikes.Fold(typed[place])].Where(other => other != typed[place]))
            {
                yield return new NearMiss($"{typed[..place]}{other}{typed[(place + 1)..]}", Slip.LookAlike, place + 1);
                if (typed.IndexOf(typed[place], StringComparison.Ordinal) == place && typed.LastIndexOf(typed[place]) != place)
                {
                    yield return new NearMiss(typed.Replace(typed[place], other), Slip.LookAlike, place + 1); // whoever reads it wrong once does so each time
                }
            }
        }
    }

    // of two that are the same it does not matter which one goes
    private static IEnumerable<NearMiss> Surpluses(string typed) =>
        from place in Enumerable.Range(0, typed.Length)
        where place == 0 || typed[place] != typed[place - 1]
        let isDoubled = place + 1 < typed.Length && typed[place] == typed[place + 1]
        select new NearMiss(typed.Remove(place, 1), isDoubled ? Slip.Doubled : Slip.Extra, place + 1);

    private static IEnumerable<NearMiss> Gaps(string typed)
    {
        var letters = Usual.Union(typed).ToList(); // in another script what is missing can only be guessed where it stands beside
        for (var place = 0; place <= typed.Length; place++)
        {
            foreach (var letter in letters.Where(letter => place == 0 || letter != typed[place - 1]))
            {
                yield return new NearMiss(typed.Insert(place, letter.ToString()), Slip.Missing, place + 1);
            }
        }
    }
}
