using System.Globalization;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Invitations;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Tests.Invitations;

/// <summary>A list whose codes are all held, and how its rows look.</summary>
internal static class MarkedList
{
    // every code is held, and its mark was seen standing
    public static async Task<ListBench> MarkedAsync(int count)
    {
        var bench = new ListBench();
        foreach (var code in Codes(count))
        {
            bench.Marks[code] = new MarkFacts(code, Holder(code), null, null);
            bench.Marks[code] = bench.Marks[code] with { Base = new MarkBase(new MarkedCells(new Mark("REGISTERED", Id(code)), ""), null, bench.Marks[code].Claim) };
        }

        await bench.PassAsync(Rows(count, cleared: 0));
        Assert.That(bench.Holds.Question, Is.Null);
        return bench;
    }

    public static async Task StayAsync(ListBench bench, int passes, string[][] rows, Func<string[][], ListReading>? place = null)
    {
        for (var pass = 0; pass < passes; pass++)
        {
            await bench.PassAsync(place?.Invoke(rows) ?? A.Reading(A.Now, rows));
            bench.Time.Advance(TimeSpan.FromSeconds(46));
        }
    }

    public static void Free(ListBench bench, int count)
    {
        foreach (var code in Codes(count))
        {
            bench.Marks[code] = bench.Marks[code] with { Holder = null };
        }
    }

    public static void Forget(ListBench bench, int count)
    {
        foreach (var code in Codes(count))
        {
            bench.Marks[code] = bench.Marks[code] with { Base = null, OwedVersion = 1 };
        }
    }

    public static string[][] Rows(int count, int cleared) =>
        [.. Codes(count).Select((code, at) => (string[])(at < cleared ? [code, "1", "", "", ""] : [code, "1", Id(code), "REGISTERED", ""]))];

    public static string[][] Free(int count) => Texts(count, "");

    public static string[][] Texts(int count, string text) => [.. Codes(count).Select(code => (string[])[code, "1", "", text, ""])];

    public static IReadOnlyList<string> Codes(int count) => [.. Enumerable.Range(1, count).Select(number => $"CODE{number.ToString("D6", CultureInfo.InvariantCulture)}")];

    public static string Id(string code) => $"r-{code}";

    public static Registration Holder(string code) => A.Registration(Id(code), RegistrationStatus.Approved) with { Code = code, ApprovedAt = A.Now, Answers = null };

    public static bool Same(Problem one, Problem other) => one.Kind == other.Kind && one.Details.SequenceEqual(other.Details);
}
