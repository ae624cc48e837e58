namespace ZoomApprover.Domain.Invitations;

/// <summary>What a text in the approve cell of a code's row asks for now.</summary>
public enum ApproveVerdict
{
    /// <summary>The code is free and nobody waits for it: the text stays in force for whoever comes.</summary>
    Nobody,

    /// <summary>One person waits for the free code: they are approved with it.</summary>
    Approve,

    /// <summary>Several wait for the free code: the text does not say whom it means.</summary>
    Several,

    /// <summary>Somebody waits for it, and it is spent: one code does not admit two.</summary>
    Spent,

    /// <summary>It is spent and nobody waits for it: the text asks for nothing any more, also when the code should become free again.</summary>
    Done,
}

/// <summary>
/// A text in the approve cell approves the one person who waits for the row's code, whatever they wait for. It does so once: only
/// when the cell was emptied does a text ask again.
/// </summary>
public static class ApproveRule
{
    /// <param name="isSpent">Registrations hold all uses of the code, or a person marked it as used in the list.</param>
    /// <param name="waiting">How many registrations wait for it.</param>
    public static ApproveVerdict Judge(bool isSpent, int waiting) => (isSpent, waiting) switch
    {
        (_, < 0) => throw new ArgumentOutOfRangeException(nameof(waiting), waiting, "Not a number of people."),
        (true, 0) => ApproveVerdict.Done,
        (true, _) => ApproveVerdict.Spent,
        (false, 0) => ApproveVerdict.Nobody,
        (false, 1) => ApproveVerdict.Approve,
        (false, _) => ApproveVerdict.Several,
    };
}
