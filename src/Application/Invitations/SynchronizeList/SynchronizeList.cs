using System.Collections.Frozen;
using MediatR;
using Microsoft.Extensions.Logging;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Invitations.HoldList;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;
using ZoomApprover.Domain.Invitations;

namespace ZoomApprover.Application.Invitations.SynchronizeList;

/// <summary>One pass over the invitation list: read it, judge again whom its changes concern, write the marks that are owed.</summary>
public sealed record SynchronizeList : IRequest<SyncReport>;

/// <param name="Read">False when the list could not be read; decisions go on from the last good copy.</param>
/// <param name="Changed">Codes that are new, gone, or stand differently.</param>
/// <param name="RetryAfter">The least time until the next pass; null when the usual interval will do.</param>
/// <param name="MarksOwed">Marks that were written and not yet seen, or could not be written; and other cells that are put back.</param>
public sealed record SyncReport(bool Read, int Admitted = 0, int MarksOwed = 0, int Changed = 0, TimeSpan? RetryAfter = null);

internal sealed partial class SynchronizeListHandler(
    Settings settings, IInvitationList list, ListCopy copy, HoldWatch holds, ListComparison comparison, Rejudging rejudging, ApproveCells approvals, MarkWriting marks, IListLedger ledger,
    ListGate gate, ListMemory memory, ProblemBoard problems, ILogger<SynchronizeListHandler> logger)
    : IRequestHandler<SynchronizeList, SyncReport>
{
    public async Task<SyncReport> Handle(SynchronizeList request, CancellationToken cancellationToken)
    {
        try
        {
            var reading = await list.ReadAsync(cancellationToken);
            return await TakeAsync(reading, cancellationToken);
        }
        catch (ListUnavailableException trouble)
        {
            list.Forget();
            problems.Set(Topics.ListAccess, WithCopy(trouble.Problem));
            return new SyncReport(false, RetryAfter: trouble.RetryAfter);
        }
        catch
        {
            list.Forget(); // the ledger could not take it in: an unchanged file must be read again all the same
            throw;
        }
    }

    private async Task<SyncReport> TakeAsync(ListReading reading, CancellationToken cancellationToken)
    {
        ListContent? content = null;
        var layout = reading.Rows is null ? null : ListLayout.Find(reading.Rows.Count == 0 ? [] : reading.Rows[0], Headers.Of(settings.List.Columns));
        Comparison compared = new([], FrozenDictionary<string, KeptCells>.Empty, FrozenSet<string>.Empty);
        Held? held = null;
        if (reading.Rows is null)
        {
            copy.Confirm(reading.BeganAt);
        }
        else if (Headers.Problems(layout!, settings) is { Count: > 0 } faults)
        {
            list.Forget();
            problems.Set(Topics.ListAccess, WithCopy([.. faults]));
            return new SyncReport(false);
        }
        else
        {
            content = new ListReader(settings.Codes.Format, settings.SessionsMatter, reading.Zone).Read(reading.Rows, layout!);
            problems.Set(Topics.ListRows, RowProblems.Of(content, settings.Codes.Format));
            held = await holds.LookAsync(reading, content);
            content = held.OpenedElsewhere is null ? held.Content : null;
            compared = held.OpenedElsewhere is { } opened
                ? compared with { Changed = opened }
                : await comparison.ReplaceCopyAsync(reading, layout!, held.Content, held.Retained);
        }

        var admitted = await rejudging.RunAsync(compared.Changed, reading.BeganAt);
        if (held?.OpenedElsewhere is null)
        {
            admitted += await approvals.RunAsync(content, layout);
            gate.Read();
        }

        var owed = await marks.RunAsync(reading, layout, content, compared, [.. held?.Retained.Keys ?? []], cancellationToken);
        problems.Clear(Topics.ListAccess); // not before: a sheet that can only be read is a trouble that lasts
        if (memory.IsTimeToTidy())
        {
            await ledger.ForgetAnswersAsync();
        }

        if (content is not null)
        {
            memory.Done(content);
        }

        if (compared.Changed.Count > 0)
        {
            LogRead(copy.Invitations.Count, compared.Changed.Count, admitted);
        }

        return new SyncReport(true, admitted, owed, compared.Changed.Count);
    }

    private Problem[] WithCopy(params Problem[] found) => copy.BeganAt is null ? [.. found, new Problem(ProblemKind.ListNeverRead)] : found;

    [LoggerMessage(LogLevel.Information, "List read: {Codes} codes, {Changed} changed, {Admitted} waiting registrations admitted")]
    private partial void LogRead(int codes, int changed, int admitted);
}
