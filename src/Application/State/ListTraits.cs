using ZoomApprover.Domain.Codes;

namespace ZoomApprover.Application.State;

/// <summary>What the codes of a list have in common, worked out when somebody asks.</summary>
/// <param name="keys">As codes are compared.</param>
/// <param name="same">Of the same codes, where they were read before.</param>
internal sealed class ListTraits(IEnumerable<string> keys, ListTraits? same = null)
{
    private volatile IReadOnlySet<CodeShape>? shapes = same?.shapes;
    private volatile Estimate? estimate = same?.estimate;

    public IReadOnlySet<CodeShape> Shapes => shapes ??= keys.Select(CodeShape.Of).ToHashSet();

    /// <summary>How hard they are to guess; null when there is none.</summary>
    public double? Bits(CodeFormat format) => (estimate is { } known && known.Format == format ? known : estimate = new(format, CodeStrength.Bits([.. keys], format))).Bits;

    private sealed record Estimate(CodeFormat Format, double? Bits);
}
