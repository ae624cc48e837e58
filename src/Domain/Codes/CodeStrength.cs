namespace ZoomApprover.Domain.Codes;

/// <summary>Estimates from a list alone how hard its codes are to guess.</summary>
public static class CodeStrength
{
    /// <summary>Below this, warn: 40 bits are a million million codes.</summary>
    public const double Least = 40;

    // of fewer, each place shows too little of what could stand there
    private const int Sample = 5;

    /// <summary>
    /// How much chance is in a code of the weakest kind there: kinds are the forms of generated codes, and the lengths of all others.
    /// A place where all codes have the same character holds none, one with few different characters little. An estimate from
    /// above: codes that follow a rule, such as a running number spread over all places, are weaker.
    /// </summary>
    /// <param name="keys">Distinct codes as they are compared.</param>
    /// <returns>Bits; null when there is no code.</returns>
    public static double? Bits(IReadOnlyCollection<string> keys, CodeFormat format) => keys
        .GroupBy(key => format.Generated.FirstOrDefault(form => form.Read(key, out _) == FormReading.Sound) is { } form ? (form, 0) : ((GeneratedForm?)null, key.Length))
        .Select(kind => kind.Key.Item1?.Bits ?? Estimate([.. kind]))
        .Select(bits => (double?)bits)
        .Min();

    private static double Estimate(List<string> codes) => codes.Count < Sample ? codes.Min(ByKind) : ByPlace(codes);

    private static double ByKind(string code) => code.Length * Math.Log2(
        code.All(char.IsAsciiDigit) ? 10 : code.All(char.IsAsciiLetter) ? 26 : 36);

    private static double ByPlace(List<string> codes)
    {
        var seen = Enumerable.Range(0, codes[0].Length).Select(place => codes.Select(code => code[place]).ToHashSet()).Where(letters => letters.Count > 1).ToList();
        var all = seen.SelectMany(letters => letters).Distinct().Count();

        // where most codes differ the list is too short to show how many more there could be: as many as in the other places
        return seen.Sum(letters => Math.Log2(letters.Count * 2 >= codes.Count ? all : letters.Count));
    }
}
