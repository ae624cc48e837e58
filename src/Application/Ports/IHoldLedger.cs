namespace ZoomApprover.Application.Ports;

/// <summary>What people answered when a change of the list looked like a mistake, kept over restarts.</summary>
public interface IHoldLedger
{
    /// <summary>Null when nothing that was answered lasts.</summary>
    Task<HoldAnswers?> LoadAsync();

    /// <param name="answers">Null forgets them.</param>
    Task SaveAsync(HoldAnswers? answers);

    /// <summary>Codes that somebody holds, under the name of the list in force.</summary>
    Task<IReadOnlySet<string>> SpentAsync();
}

/// <summary>Answers that still matter: each ends when its difference does.</summary>
/// <param name="Place">Where the readings were made that people were asked about.</param>
/// <param name="OtherPlace">The answer about that place; null when it was not the question.</param>
/// <param name="Confirmed">Codes that may be freed or removed.</param>
/// <param name="Kept">Codes that stay spent although their cells are empty.</param>
public sealed record HoldAnswers(ListPlace Place, HoldAnswer? OtherPlace, IReadOnlySet<string> Confirmed, IReadOnlySet<string> Kept)
{
    public bool Covers(string code) => Confirmed.Contains(code) || Kept.Contains(code);

    /// <summary>Without the codes.</summary>
    public override string ToString() => nameof(HoldAnswers);
}

/// <summary>What a person says of a change.</summary>
public enum HoldAnswer
{
    /// <summary>It was meant.</summary>
    Confirm,

    /// <summary>It was a mistake.</summary>
    Keep,
}
