using System.Collections.Frozen;
using MediatR;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;

namespace ZoomApprover.Application.Replicas;

/// <summary>Takes over the list's copy as the leader has stored it, when it has moved.</summary>
public sealed record FollowList : IRequest<bool>;

internal sealed class FollowListHandler(IReplicaLedger replicas, IListLedger ledger, IInvitationList list, ListCopy copy, Followed followed) : IRequestHandler<FollowList, bool>
{
    public async Task<bool> Handle(FollowList request, CancellationToken cancellationToken)
    {
        var (version, beganAt) = await replicas.CopyVersionAsync();
        if (version == followed.Version)
        {
            if (beganAt is { } confirmed && copy.BeganAt is not null && confirmed > copy.BeganAt)
            {
                copy.Confirm(confirmed);
            }

            await replicas.NoticeCaughtUpAsync();
            return false;
        }

        if (await ledger.LoadCopyAsync() is not { } stored)
        {
            return false;
        }

        copy.Replace(stored.Place, stored.BeganAt, stored.Invitations.ToFrozenDictionary(invitation => invitation.Code, StringComparer.Ordinal));
        list.Remember(stored.Place);
        followed.Version = version; // that of before the loading: what moved meanwhile is loaded again
        await replicas.NoticeCaughtUpAsync();
        return true;
    }
}

/// <summary>Which version of the stored copy this process has.</summary>
internal sealed class Followed
{
    public long Version { get; set; }
}
