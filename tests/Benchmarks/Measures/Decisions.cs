using System.Collections.Frozen;
using System.Diagnostics;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;
using ZoomApprover.Domain.Codes;
using ZoomApprover.Domain.Invitations;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Benchmarks.Measures;

/// <summary>Reading the codes out of the answers, looking them up and deciding, in copies of different sizes.</summary>
internal static class Decisions
{
    private const int Decided = 100_000;
    private static readonly CodeFormat Format = CodeFormat.OfLength(10);
    private static readonly MeetingRules Meeting = new(new MeetingKey(MeetingKind.Meeting, Stage.MeetingId), new Session("1"));

    public static void Run(Size size, Table table)
    {
        foreach (var codes in new[] { 1_000, 10_000, 100_000, 1_000_000 }.Where(codes => codes <= size.File))
        {
            var copy = new ListCopy();
            copy.Replace(
                new ListPlace("csv", ""), DateTimeOffset.UtcNow,
                Enumerable.Range(0, codes).Select(number => new Invitation(Stage.Code(number), number + 2, new Session("1"))).ToFrozenDictionary(one => one.Code, StringComparer.Ordinal));
            Decide(copy, codes); // warms up
            table.Add($"one decision among {codes:N0} codes", $"{Latencies.Median(Enumerable.Range(0, size.Rounds).Select(_ => Decide(copy, codes).TotalMicroseconds / Decided)):F1} µs");
        }
    }

    private static TimeSpan Decide(ListCopy copy, int codes)
    {
        var chance = new Random(1);
        IReadOnlyList<Answer>[] answers = [.. Enumerable.Range(0, Decided).Select(_ => new[] { new Answer("Code", Stage.Code(chance.Next(codes))) })];
        var clock = Stopwatch.StartNew();
        foreach (var given in answers)
        {
            var candidates = CodeReader.Read(given, Format, []);
            var (found, readAt) = copy.Find(candidates.Codes);
            if (ApprovalPolicy.Decide(found, candidates.Any, Meeting, readAt!.Value, "guest@example.com", EmailMatch.Off, candidates.AreMistyped).Code is null)
            {
                throw new InvalidOperationException("A known code was not accepted.");
            }
        }

        return clock.Elapsed;
    }
}
