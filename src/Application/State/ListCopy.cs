using System.Collections.Frozen;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Codes;
using ZoomApprover.Domain.Invitations;

namespace ZoomApprover.Application.State;

/// <summary>The last good copy of the invitation list, in memory. Replaced whole, read without a lock.</summary>
public sealed class ListCopy
{
    private volatile Snapshot current = new(null, null, FrozenDictionary<string, Invitation>.Empty, new ListTraits([]));

    /// <summary>Where the copy was read; null before the first reading.</summary>
    public ListPlace? Place => current.Place;

    /// <summary>When the reading began that the copy rests on; null when the list was never read.</summary>
    public DateTimeOffset? BeganAt => current.BeganAt;

    /// <summary>By code in normal form; empty before the first reading.</summary>
    public IReadOnlyDictionary<string, Invitation> Invitations => current.Invitations;

    /// <summary>The copy and its time, belonging together.</summary>
    /// <returns>The invitations known for the codes, one each, and when the reading began that says so; null when there is no list.</returns>
    public (IReadOnlyList<Invitation> Found, DateTimeOffset? BeganAt) Find(IReadOnlyList<string> codes)
    {
        var copy = current;
        List<Invitation> found = [];
        foreach (var code in codes)
        {
            if (copy.Invitations.TryGetValue(code, out var invitation))
            {
                found.Add(invitation);
            }
        }

        return (found, copy.BeganAt);
    }

    /// <summary>Whether a code of the list could look like this: no other text is a guess.</summary>
    /// <param name="code">Normal form.</param>
    public bool HasShapeOf(string code) => current.Traits.Shapes.Contains(CodeShape.Of(code));

    /// <summary>Whether the codes of the list are easily guessed.</summary>
    public bool IsWeak(CodeFormat format) => current.Traits.Bits(format) < CodeStrength.Least;

    /// <summary>A reading was taken in.</summary>
    public void Replace(ListPlace place, DateTimeOffset beganAt, IReadOnlyDictionary<string, Invitation> invitations)
    {
        var before = current;
        var isSame = before.Invitations.Count == invitations.Count && invitations.Keys.All(before.Invitations.ContainsKey);
        current = new Snapshot(place, beganAt, invitations, new ListTraits(invitations.Keys, isSame ? before.Traits : null));
    }

    /// <summary>A later reading found the list as it was.</summary>
    public void Confirm(DateTimeOffset beganAt) => current = current with { BeganAt = beganAt };

    private sealed record Snapshot(ListPlace? Place, DateTimeOffset? BeganAt, IReadOnlyDictionary<string, Invitation> Invitations, ListTraits Traits);
}
