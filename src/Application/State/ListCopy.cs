using System.Collections.Frozen;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Invitations;

namespace ZoomApprover.Application.State;

/// <summary>The last good copy of the invitation list, in memory. Replaced whole, read without a lock.</summary>
public sealed class ListCopy
{
    private volatile Snapshot current = new(null, null, FrozenDictionary<string, Invitation>.Empty);

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

    /// <summary>A reading was taken in.</summary>
    public void Replace(ListPlace place, DateTimeOffset beganAt, IReadOnlyDictionary<string, Invitation> invitations) =>
        current = new Snapshot(place, beganAt, invitations);

    /// <summary>A later reading found the list as it was.</summary>
    public void Confirm(DateTimeOffset beganAt) => current = current with { BeganAt = beganAt };

    private sealed record Snapshot(ListPlace? Place, DateTimeOffset? BeganAt, IReadOnlyDictionary<string, Invitation> Invitations);
}
