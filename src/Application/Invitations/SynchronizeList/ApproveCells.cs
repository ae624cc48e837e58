using System.Collections.Frozen;
using System.Globalization;
using Microsoft.Extensions.Logging;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;
using ZoomApprover.Domain.Invitations;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Invitations.SynchronizeList;

/// <summary>Does what people ask for in the approve column. What one process saw of the cells is kept here from pass to pass.</summary>
internal sealed partial class ApproveCells(
    Settings settings, IInvitationList list, ListCopy copy, IApproveCellLedger ledger, IListLedger registrants, ListMemory memory, ProblemBoard problems, Signals signals,
    ILogger<ApproveCells> logger)
{
    private const int Named = 5;

    private readonly Dictionary<string, Patience> emptied = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, int> standing = FrozenDictionary<string, int>.Empty; // by code: the row

    /// <param name="content">Null when the list stands as it stood: who waits may have come since.</param>
    /// <returns>How many were approved.</returns>
    public async Task<int> RunAsync(ListContent? content, ListLayout? layout)
    {
        if (content is not null)
        {
            await LookAsync(content, layout!.PlaceOf(ListColumn.Approve) is not null);
        }

        if (standing.Count > 0)
        {
            return await JudgeAsync();
        }

        problems.Clear(Topics.ListApprovals);
        return 0;
    }

    // without its column nobody can say that a cell was emptied
    private async Task LookAsync(ListContent content, bool hasColumn)
    {
        if (!hasColumn)
        {
            standing = FrozenDictionary<string, int>.Empty;
            emptied.Clear();
            return;
        }

        var asking = await AskingAsync(content);
        var known = await ledger.CellsAsync();
        await ForgetEmptiedAsync(content, known.Keys);
        if (asking.Keys.Where(code => !known.ContainsKey(code)).ToList() is { Count: > 0 } seen)
        {
            await ledger.SeeAsync(seen);
        }

        standing = asking;
    }

    // what a write of ours brought here, because columns moved, asks for nothing
    private async Task<Dictionary<string, int>> AskingAsync(ListContent content)
    {
        var astray = memory.Strays.Texts();
        var filled = content.Codes.Where(code => code.Value is [{ Approval.Length: > 0, IsOnHold: false } row] && !IsMark(row.Approval) && !astray.Contains(row.Approval)).Select(code => code.Value[0]).ToList();
        var ids = filled.Count == 0
            ? FrozenDictionary<string, long>.Empty
            : await registrants.KnownRegistrantsAsync([.. filled.Select(row => row.Approval).Distinct(StringComparer.Ordinal)]);
        return filled.Where(row => !ids.ContainsKey(row.Approval)).ToDictionary(row => row.Code, row => row.Row, StringComparer.Ordinal);
    }

    private bool IsMark(string text) => settings.List.StatusTexts.AreOurs(text) || text.StartsWith('{');

    private async Task ForgetEmptiedAsync(ListContent content, IEnumerable<string> known)
    {
        List<string> again = [];
        foreach (var code in known)
        {
            if (!content.Codes.TryGetValue(code, out var rows) || rows.Any(row => row.Approval.Length > 0))
            {
                emptied.Remove(code);
                continue;
            }

            var patience = Patience.Shown(emptied.GetValueOrDefault(code), PersonsEdit.Emptied, memory.Now);
            emptied[code] = patience;
            if (patience.IsOver(memory.Now) || !list.TakesMarks) // a file is read as it is
            {
                again.Add(code);
            }
        }

        if (again.Count > 0)
        {
            await ledger.ForgetAsync(again);
            again.ForEach(code => emptied.Remove(code));
        }
    }

    private async Task<int> JudgeAsync()
    {
        var cells = await ledger.CellsAsync(); // a release may have settled some
        var open = standing.Where(cell => cells.TryGetValue(cell.Key, out var isDone) && !isDone).ToList();
        var claimants = await ledger.ClaimantsAsync([.. open.Select(cell => cell.Key)]);
        List<string> settled = [];
        List<Problem> found = [];
        var approved = 0;
        foreach (var (code, row) in open)
        {
            var claim = claimants.GetValueOrDefault(code) ?? new CodeClaimants(false, []);
            var isSpent = claim.IsHeld || copy.Invitations.GetValueOrDefault(code)?.IsSpent == true;
            switch (ApproveRule.Judge(isSpent, claim.Waiting.Count))
            {
                case ApproveVerdict.Nobody:
                    break;
                case ApproveVerdict.Approve:
                    approved += await ApproveAsync(code, row, claim.Waiting[0]) ? 1 : 0;
                    break;
                case ApproveVerdict.Several:
                    found.Add(new Problem(ProblemKind.ListApproveSeveral, Text(row), People(claim.Waiting)));
                    break;
                case ApproveVerdict.Spent:
                    found.Add(new Problem(ProblemKind.ListApproveSpent, Text(row), People(claim.Waiting), claim.Holders.Count == 0 ? "–" : People(claim.Holders)));
                    break;
                case ApproveVerdict.Done:
                    settled.Add(code);
                    break;
            }
        }

        if (settled.Count > 0)
        {
            await ledger.SettleAsync(settled);
        }

        if (approved > 0)
        {
            signals.Zoom.Raise();
        }

        problems.Set(Topics.ListApprovals, [.. found]);
        return approved;
    }

    private async Task<bool> ApproveAsync(string code, int row, RegistrationKey key)
    {
        if (!await ledger.ApproveAsync(code))
        {
            return false; // the next pass sees what changed meanwhile
        }

        LogApproved(row, key.Meeting.Id, key.RegistrantId);
        return true;
    }

    private static string Text(int row) => row.ToString(CultureInfo.InvariantCulture);

    private static string People(IReadOnlyList<RegistrationKey> keys)
    {
        var named = string.Join(", ", keys.Take(Named).Select(key => key.RegistrantId));
        return keys.Count > Named ? $"{named}, … ({keys.Count})" : named;
    }

    [LoggerMessage(LogLevel.Information, "Row {Row} of the list asks for approval: meeting {MeetingId}, registrant {RegistrantId} is approved")]
    private partial void LogApproved(int row, long meetingId, string registrantId);
}
