namespace ZoomApprover.Simulation.Tests.Referee;

/// <summary>Whether everybody can have a code to himself: each guest one of those it gave, each code as often as it was free.</summary>
internal static class Matching
{
    /// <returns>A guest for whom no code is left; null when there is one for everybody.</returns>
    public static T? Unmatched<T>(IReadOnlyList<T> guests, Func<T, IEnumerable<string>> given, Func<string, int> uses)
        where T : class
    {
        Dictionary<string, List<T>> holders = new(StringComparer.Ordinal);
        return guests.FirstOrDefault(guest => !TryPlace(guest, []));

        bool TryPlace(T guest, HashSet<string> tried)
        {
            foreach (var code in given(guest))
            {
                if (!tried.Add(code))
                {
                    continue;
                }

                if (!holders.TryGetValue(code, out var there))
                {
                    holders.Add(code, there = []);
                }

                if (there.Count < uses(code))
                {
                    there.Add(guest);
                    return true;
                }

                for (var i = 0; i < there.Count; i++)
                {
                    if (TryPlace(there[i], tried))
                    {
                        there[i] = guest;
                        return true;
                    }
                }
            }

            return false;
        }
    }
}
