namespace ZoomApprover.Domain.Codes;

/// <summary>What could be a code in somebody's answers.</summary>
/// <param name="Codes">Distinct normal forms, in the order they were met.</param>
/// <param name="MissingTitle">True when question titles are configured and the form had none of them, so that every answer was read.</param>
/// <param name="AreMistyped">True when one has the form of a generated code and its check character does not fit, and none is sound.</param>
public sealed record CandidateCodes(IReadOnlyList<string> Codes, bool MissingTitle, bool AreMistyped = false)
{
    public bool Any => Codes.Count > 0;
}
