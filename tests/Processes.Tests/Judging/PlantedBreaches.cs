using System.Globalization;

namespace ZoomApprover.Processes.Tests.Judging;

/// <summary>One breach each, worked into a case that is clean without it.</summary>
internal static class PlantedBreaches
{
    public static IReadOnlyList<(string Rule, string Name, string Words, Action<PreparedCase> Plant)> All { get; } =
    [
        ("R1", "two come in with one code", "code AAAAAAAAAA, generation 1: approved", made => made.LetIn("r2", "AAAAAAAAAA")),
        ("R1", "one more comes in than a code has uses", "code FFFFFFFFFF, generation 1: approved", made =>
        {
            made.Register("r10", "FFFFFFFFFF");
            made.LetIn("r10", "FFFFFFFFFF", count: "3/2");
        }),
        ("R1", "one more comes in than a code has uses and the service says nothing of it", "has 2 uses", made =>
        {
            made.Register("r10", "FFFFFFFFFF");
            made.Effect("r10");
        }),
        ("R1", "a generation that nobody released", "came to generation 2", made => made.LetIn("r2", "AAAAAAAAAA", generation: 2)),
        ("R1", "two come in with one code and the service says nothing of it", "code AAAAAAAAAA admitted", made => made.Effect("r2")),
        ("R1", "one comes in on nobody's word", "nobody is shown who asked for it", made =>
        {
            made.Register("r7", "lost");
            made.Call("r7");
            made.Confirms("r7");
        }),
        ("R1", "a release that nobody asked for", "came to generation 2", made =>
        {
            made.Service.Says("r1", DateTimeOffset.MaxValue, "Released", "service", "approved", null, "AAAAAAAAAA", 1);
            made.LetIn("r2", "AAAAAAAAAA", generation: 2);
        }),
        ("R2", "an accepted delivery is lost", "and is lost", made => made.Service.Forgets("r2")),
        ("R2", "an accepted delivery is found only later", "is known only since", made =>
        {
            made.Register("r7", "lost");
            made.Delivered("r7");
            made.Waits("r7", "NoCode");
        }),
        ("R2", "a genuine delivery is refused", "was answered 401", made => made.Delivered("r2", status: 401)),
        ("R2", "a decision has no end", "is approving", made => made.Decides("r2", "CCCCCCCCCC")),
        ("R2", "an end has no effect", "is approved () here and pending in Zoom", made => made.Confirms("r2", "CCCCCCCCCC")),
        ("R2", "an end comes twice", "was settled 2 times", made => made.Confirms("r1", "AAAAAAAAAA")),
        ("R2", "an effect belongs to no decision", "which nothing decided", made => made.Effect("r2")),
        ("R2", "a call is not written down first", "which was not written down first", made =>
        {
            made.Decides("r2", "CCCCCCCCCC");
            made.Effect("r2");
        }),
        ("R3", "somebody waits with a free code", "waits with the free code CCCCCCCCCC", made =>
        {
            made.Register("r7", "CCCCCCCCCC");
            made.Waits("r7", "UnknownCode");
        }),
        ("R3", "somebody waits too long", "r7 waited", made =>
        {
            made.Register("r7", "CCCCCCCCCC");
            made.Pass(TimeSpan.FromMinutes(6));
            made.LetIn("r7", "CCCCCCCCCC");
        }),
        ("R4", "an unknown code opens", "no known code", made =>
        {
            made.Register("r7", "XXXXXXXXXX");
            made.LetIn("r7", "XXXXXXXXXX");
        }),
        ("R4", "a code of another session opens", "opened meeting 222", made =>
        {
            made.Register("r7", "CCCCCCCCCC", PreparedCase.Second);
            made.LetIn("r7", "CCCCCCCCCC", meeting: PreparedCase.Second);
        }),
        ("R4", "a code that a person marked as used opens", "none of EEEEEEEEEE opened", made =>
        {
            made.Register("r7", "EEEEEEEEEE");
            made.Decides("r7", "EEEEEEEEEE");
            made.Call("r7", "EEEEEEEEEE");
            made.Confirms("r7", "EEEEEEEEEE");
        }),
        ("R5", "a cell of the people is changed", "'nombre' was changed", made => made.Write("CCCCCCCCCC", ("nombre", "x"))),
        ("R5", "an edit that was seen is overwritten", "'usado' of a person was seen", made => made.Write("EEEEEEEEEE", ("registrant_status", "PENDING"))),
        ("R5", "a clearing that was seen is undone", "a person's clearing was seen", made =>
        {
            made.Read();
            made.Edit("AAAAAAAAAA", "registrant_status", "");
            made.Read();
            made.Write("AAAAAAAAAA", ("registrant_status", "REGISTERED"));
        }),
        ("R5", "a mark stands in the wrong row", "bears the mark of r1", made => made.Mark("CCCCCCCCCC", "r1")),
        ("R5", "a mark says that somebody is in who is not", "who is not", made => made.Mark("AAAAAAAAAA", "r2")),
        ("R5", "a mark is missing", "came in with it", made => made.Write("BBBBBBBBBB", ("registrant_id", ""), ("registrant_status", ""))),
        ("R6", "a registrant is told eleven times a day", "status calls for 111/r2", made => Repeat(11, () => made.ZoomCall("status", "medium", PreparedCase.First, "r2"))),
        ("R6", "too many calls in a second", "81 light calls in the second", made => Repeat(81, () =>
        {
            made.ZoomCall("registrant", "light", PreparedCase.First, "r2");
            made.Pass(TimeSpan.FromSeconds(-1));
        })),
        ("R6", "too many readings in a minute", "61 readings", made => Repeat(61, () =>
        {
            made.SheetCall("metadata");
            made.Pass(TimeSpan.FromSeconds(-0.5));
        })),
        ("R6", "too many registrants in a call", "names 31 registrants", made => made.ZoomCall("status", "medium", PreparedCase.First, [.. Enumerable.Range(0, 31).Select(one => one.ToString(CultureInfo.InvariantCulture))])),
        ("R6", "Zoom says that it was too much", "Zoom answered 429", made => made.ZoomAnswers(429)),
        ("R6", "Google says that it was too much", "Google answered 429", made => made.GoogleAnswers(429)),
        ("R8", "the service counts one approval too many", "approved: 8 there, 7 here", made => made.Service.Miscounts["approved"] = 1),
        ("R8", "the service counts a delivery twice", "deliveries accepted since the start: 4 there, 3 here", made => made.Service.Miscounts["accepted"] = 1),
        ("R8", "a mark stays owed", "marks owed: 1 there, 0 here", made => made.Service.MarksOwed = 1),
    ];

    private static void Repeat(int times, Action act)
    {
        for (var i = 0; i < times; i++)
        {
            act();
        }
    }
}
