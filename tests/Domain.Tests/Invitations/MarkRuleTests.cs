using ZoomApprover.Domain.Invitations;

namespace ZoomApprover.Domain.Tests.Invitations;

/// <summary>Every combination of what may stand in a row and what we know of it, held against the rows of the design's table and its promises.</summary>
internal sealed class MarkRuleTests
{
    // "unblocked" is a person's text; "mine" is the claim's own registrant, "older" one whose mark stood there before
    private static readonly string[] Statuses = ["", "PENDING", "REGISTERED", "unblocked", "mine"];
    private static readonly string[] Ids = ["", "mine", "older", "stranger", "PENDING"];
    private static readonly Mark?[] Seen = [null, new("PENDING", "mine"), new("REGISTERED", "mine"), new("REGISTERED", "older"), new("REGISTERED", "")];
    private static readonly Mark?[] Sent = [null, new("PENDING", "mine"), new("REGISTERED", "mine"), new("REGISTERED", "older"), new("REGISTERED", ""), new("", "")];
    private static readonly Mark?[] Ours = [null, new("PENDING", "mine"), new("REGISTERED", "mine")];
    private static readonly bool[] Either = [false, true];

    private sealed record Situation(bool IsAmbiguous, Mark Theirs, Mark? Seen, bool IsSeenOfHolder, Mark? Sent, Mark? Ours, bool Knows, bool IsUnsent, bool HasIds)
    {
        public bool IsOwnText => Theirs.Status is "PENDING" or "REGISTERED";

        public MarkVerdict Verdict => MarkRule.Judge(new RowSituation(IsAmbiguous, Theirs, Seen, IsSeenOfHolder, Sent, Ours, IsOwnText, Knows, IsUnsent, HasIds));

        public bool IsSpent => MarkRule.IsSpent(Verdict, Theirs);

        public bool IsEmpty => Theirs.Status.Length == 0;

        public bool NamesOwnRegistrant => Ours is not null && Theirs.RegistrantId == Ours.RegistrantId;

        /// <summary>
        /// What stands there is this mark of ours; the id may be missing, for not every list has the column, or be a person's note
        /// that we left.
        /// </summary>
        public bool Shows(Mark? mark) => mark is { Status.Length: > 0 } && Theirs.Status == mark.Status && (Theirs.RegistrantId.Length == 0 || mark.RegistrantId.Length == 0 || Theirs.RegistrantId == mark.RegistrantId);

        public bool ShowsOurs => Ours is not null && Theirs.Status == Ours.Status
            && (Theirs.RegistrantId is "" || Theirs.RegistrantId == Ours.RegistrantId || new[] { Seen, Sent }.Any(known => known is { RegistrantId.Length: 0 } && known.Status == Ours.Status));

        /// <summary>Of what we sent only the status has arrived.</summary>
        public bool IsIdMissing => HasIds && Theirs.RegistrantId.Length == 0 && Sent is { RegistrantId.Length: > 0 };

        public bool WasAnothers => !IsSeenOfHolder;

        public bool ShowsOneOfOurs => ShowsOurs || Shows(Seen) || Shows(Sent);

        public bool SentSomethingElse => Sent is not null && Sent != (Ours ?? new Mark("", "")) && !(Sent.RegistrantId.Length == 0 && Sent.Status == Ours?.Status);

        /// <summary>Columns were moved before our write arrived: its status stands in the id cell, or its id in the status cell.</summary>
        public bool IsMoved => Ours is not null && Sent is { Status.Length: > 0 } && (Theirs.Status == Sent.RegistrantId || Theirs.RegistrantId == Sent.Status);

        /// <summary>A mark arrived and was emptied before a reading told us of it.</summary>
        public bool IsEmptiedUnseen => IsEmpty && Sent is { Status.Length: > 0, RegistrantId: "mine" } && NamesOwnRegistrant && Seen?.RegistrantId != "mine";

        /// <summary>A text of ours, but whose is not said, where what we sent was not seen yet.</summary>
        public bool IsNobodys => Ours is not null && !IsUnsent && IsOwnText && Theirs.RegistrantId.Length == 0 && Sent is { Status.Length: > 0 };

        public bool IsMarkOfHolderVerified => Seen is not null && IsSeenOfHolder;

        /// <summary>An id that we wrote beside a status that is empty now.</summary>
        public bool IsIdLeft => Theirs.RegistrantId.Length > 0 && (Theirs.RegistrantId == Seen?.RegistrantId || Theirs.RegistrantId == Sent?.RegistrantId);
    }

    private static readonly IReadOnlyList<Situation> All =
    [
        .. from isAmbiguous in Either
           from status in Statuses
           from id in Ids
           from seen in Seen
           from isSeenOfHolder in Either
           from sent in Sent
           from ours in Ours
           from knows in Either
           from isUnsent in Either
           from hasIds in Either
           where hasIds || id.Length == 0
           select new Situation(isAmbiguous, new Mark(status, id), seen, isSeenOfHolder, sent, ours, knows, isUnsent, hasIds),
    ];

    // the first row that fits decides
    private static readonly (string Name, Func<Situation, bool> Fits, MarkVerdict Verdict)[] Table =
    [
        ("the code stands in two rows", one => one.IsAmbiguous, MarkVerdict.Ambiguous),
        ("it shows ours, but we sent something else since", one => one.ShowsOurs && one.SentSomethingElse, MarkVerdict.Write),
        ("it shows ours, but not the id that we sent with it", one => one.ShowsOurs && one.IsIdMissing, MarkVerdict.Write),
        ("it shows ours", one => one.ShowsOurs, MarkVerdict.Settled),
        ("empty, nobody holds the code, and the id we wrote is left", one => one.IsEmpty && one.Ours is null && one.IsIdLeft, MarkVerdict.Write),
        ("empty, nobody holds the code, but a mark was sent since", one => one.IsEmpty && one.Ours is null && one.SentSomethingElse, MarkVerdict.Write),
        ("empty, and nobody holds the code", one => one.IsEmpty && one.Ours is null, MarkVerdict.Settled),
        ("it shows what was last seen there, and our state moved on", one => one.Shows(one.Seen), MarkVerdict.Write),
        ("it shows what was sent since, and our state moved on", one => one.Shows(one.Sent), MarkVerdict.Write),
        ("empty, but the id that we sent with a mark stands there", one => one.IsEmptiedUnseen && !one.IsMarkOfHolderVerified, MarkVerdict.Conflict),
        ("empty, and nothing of ours was ever seen there", one => one.IsEmpty && one.Seen is null, MarkVerdict.Write),
        ("empty, and we meant to clear it ourselves", one => one.IsEmpty && one.Sent is { Status.Length: 0 }, MarkVerdict.Write),
        ("empty, and the verified mark was that of an earlier holder", one => one.IsEmpty && one.WasAnothers, MarkVerdict.Write),
        ("empty, a verified mark of ours stood there, and the id is that of another registrant", one => one.IsEmpty && one.Knows && one.Theirs.RegistrantId is not ("" or "mine"), MarkVerdict.Conflict),
        ("empty, and a verified mark of ours stood there", one => one.IsEmpty, MarkVerdict.Cleared),
        ("one of our texts beside the claim's own registrant", one => one.NamesOwnRegistrant && one.IsOwnText, MarkVerdict.Write),
        ("a text of ours out of another column, beside a claim", one => one.IsMoved, MarkVerdict.Write),
        ("one of our texts that names nobody, where a mark was sent that nobody has seen", one => one.IsNobodys, MarkVerdict.Write),
        ("other, beside a claim that Zoom was told nothing of", one => one.Ours is not null && one.IsUnsent, MarkVerdict.Yield),
        ("other, beside a claim that Zoom was told of", one => one.Ours is not null, MarkVerdict.Conflict),
        ("other, no claim, and the id cell names a registrant Zoom knows", one => one.Knows, MarkVerdict.Adopt),
        ("other, no claim", _ => true, MarkVerdict.SpentByPerson),
    ];

    private static readonly Lazy<ILookup<int, Situation>> ByRow = new(() => All.ToLookup(one => Array.FindIndex(Table, row => row.Fits(one))));

    private static IEnumerable<TestCaseData> Rows() => Table.Select((row, index) => new TestCaseData(index).SetArgDisplayNames($"{row.Name}: {row.Verdict}"));

    [TestCaseSource(nameof(Rows))]
    public void Every_situation_of_a_row_is_judged_as_the_row_says(int index)
    {
        var fitting = ByRow.Value[index].ToList();

        using var all = Assert.EnterMultipleScope();
        Assert.That(fitting, Is.Not.Empty);
        Assert.That(fitting.Where(one => one.Verdict != Table[index].Verdict), Is.Empty);
    }

    [Test]
    public void Nothing_is_written_when_the_code_stands_in_two_rows()
    {
        Assert.That(All.Where(one => one.IsAmbiguous && one.Verdict != MarkVerdict.Ambiguous), Is.Empty);
    }

    [Test]
    public void Text_of_a_person_is_never_written_over()
    {
        var overwritten = All.Where(one => one.Verdict == MarkVerdict.Write && one.Theirs.Status == "unblocked" && !one.IsMoved);

        Assert.That(overwritten, Is.Empty);
    }

    [Test]
    public void Text_that_nobody_of_us_wrote_is_left_alone_when_the_code_is_free()
    {
        var overwritten = All.Where(one => one.Ours is null && one.Theirs.Status == "unblocked" && one.Verdict is MarkVerdict.Write or MarkVerdict.Settled);

        Assert.That(overwritten, Is.Empty);
    }

    [Test]
    public void Verified_mark_that_a_person_cleared_is_never_written_again()
    {
        var cleared = All.Where(one => !one.IsAmbiguous && one.IsEmpty && one.Ours is not null && one.Seen is not null && !one.WasAnothers && one.Sent is not { Status.Length: 0 });

        Assert.That(cleared.Where(one => one.Verdict is not (MarkVerdict.Cleared or MarkVerdict.Conflict)), Is.Empty);
    }

    [Test]
    public void Old_mark_of_a_released_code_is_erased_whether_it_was_verified_or_only_sent()
    {
        var released = All.Where(one => !one.IsAmbiguous && one.Ours is null && (one.Shows(one.Seen) || one.Shows(one.Sent)));

        Assert.That(released.Where(one => one.Verdict != MarkVerdict.Write), Is.Empty);
    }

    [Test]
    public void Cell_leaves_a_code_usable_only_when_it_is_empty_or_shows_a_mark_of_ours()
    {
        var usable = All.Where(one => !one.IsSpent && !one.IsEmpty && !one.ShowsOneOfOurs && !(one.NamesOwnRegistrant && one.IsOwnText) && !one.IsNobodys && !one.IsMoved);

        Assert.That(usable, Is.Empty);
    }

    [Test]
    public void Empty_cell_never_spends_a_code_that_nobody_holds()
    {
        Assert.That(All.Where(one => one.IsEmpty && one.Ours is null && one.IsSpent), Is.Empty);
    }

    [Test]
    public void Only_a_code_without_a_claim_is_adopted_or_spent_by_a_person()
    {
        Assert.That(All.Where(one => one.Ours is not null && one.Verdict is MarkVerdict.Adopt or MarkVerdict.SpentByPerson), Is.Empty);
    }

    [Test]
    public void What_we_write_settles_the_row()
    {
        var written = All.Where(one => one.Verdict == MarkVerdict.Write)
            .Select(one => one with { Theirs = one.Ours ?? new Mark("", ""), Sent = one.Ours ?? new Mark("", "") });

        Assert.That(written.Where(one => one.Verdict != MarkVerdict.Settled), Is.Empty);
    }

    [TestCase(false, ExpectedResult = MarkVerdict.Conflict)]
    [TestCase(true, ExpectedResult = MarkVerdict.Write)]
    public MarkVerdict Id_beside_an_empty_status_means_that_a_person_emptied_it_unless_moved_columns_took_the_status_away(bool isStatusElsewhere) =>
        MarkRule.Judge(new RowSituation(false, new("", "mine"), null, false, new("PENDING", "mine"), new("REGISTERED", "mine"), false, true, false, true, IsStatusElsewhere: isStatusElsewhere));

    [TestCase(MarkVerdict.Ambiguous, "usado", ExpectedResult = true)]
    [TestCase(MarkVerdict.Ambiguous, "", ExpectedResult = false)]
    [TestCase(MarkVerdict.Settled, "REGISTERED", ExpectedResult = false)]
    [TestCase(MarkVerdict.Write, "PENDING", ExpectedResult = false)]
    [TestCase(MarkVerdict.Cleared, "", ExpectedResult = false)]
    [TestCase(MarkVerdict.Adopt, "REGISTERED", ExpectedResult = true)]
    [TestCase(MarkVerdict.SpentByPerson, "usado", ExpectedResult = true)]
    [TestCase(MarkVerdict.Conflict, "usado", ExpectedResult = true)]
    [TestCase(MarkVerdict.Yield, "usado", ExpectedResult = true)]
    public bool Verdict_says_whether_the_cell_spends_the_code(MarkVerdict verdict, string status) => MarkRule.IsSpent(verdict, new Mark(status, ""));

    [Test]
    public void Every_verdict_says_whether_the_cell_spends_the_code()
    {
        Assert.That(() => Enum.GetValues<MarkVerdict>().Select(verdict => MarkRule.IsSpent(verdict, new Mark("x", ""))).ToList(), Throws.Nothing);
    }

    [TestCase("=1+1", ExpectedResult = "1+1")]
    [TestCase("+34 600 123 456", ExpectedResult = "34 600 123 456")]
    [TestCase("-cmd", ExpectedResult = "cmd")]
    [TestCase("@SUM(A1)", ExpectedResult = "SUM(A1)")]
    [TestCase("\t\r\n =HYPERLINK(\"x\")", ExpectedResult = "HYPERLINK(\"x\")")]
    [TestCase("=+-@=x", ExpectedResult = "x")]
    [TestCase("Ana =1", ExpectedResult = "Ana =1")]
    [TestCase("====", ExpectedResult = "")]
    [TestCase("", ExpectedResult = "")]
    public string Text_never_begins_like_a_formula(string text) => MarkRule.SafeText(text);
}
