using ZoomApprover.Application.Ports;

namespace ZoomApprover.Application.Invitations.HoldList;

/// <summary>The question about the list that is open, and what people answered to earlier ones.</summary>
public sealed class Holds(IHoldLedger ledger)
{
    private volatile HoldQuestion? question;
    private HoldAnswers? answers;
    private bool isLoaded;

    private SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>Null while the list is followed.</summary>
    public HoldQuestion? Question
    {
        get => question;
        internal set => question = value;
    }

    /// <summary>Codes of another place that open while it is in question, and that the ledger's copy does not have.</summary>
    internal HashSet<string> Added { get; } = new(StringComparer.Ordinal);

    internal Task<HoldAnswers?> AnswersAsync() => ChangeAsync(answers => answers);

    /// <summary>One change at a time: a person may answer while a pass drops what is over.</summary>
    internal async Task<HoldAnswers?> ChangeAsync(Func<HoldAnswers?, HoldAnswers?> change)
    {
        await Turn.WaitAsync();
        try
        {
            if (!isLoaded)
            {
                (answers, isLoaded) = (await ledger.LoadAsync(), true);
            }

            var after = change(answers);
            if (after != answers)
            {
                await ledger.SaveAsync(after);
                answers = after;
            }

            return answers;
        }
        finally
        {
            Turn.Release();
        }
    }
}
