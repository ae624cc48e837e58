using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Invitations;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Invitations.SynchronizeList;

/// <summary>What belongs into the row of a code.</summary>
internal static class Marks
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // people read it in a cell: names keep their accents
    };

    /// <param name="uses">How many registrants the row says that the code admits.</param>
    public static Mark? Of(MarkFacts facts, int uses, StatusTexts texts) => facts.Holder is not { } last
        ? null
        : new Mark(texts.Of(facts.Held, uses, last.Status == RegistrationStatus.Approved), last.Key.RegistrantId);

    public static RowSituation Situation(MarkFacts facts, IReadOnlyList<ListRow> rows, IReadOnlySet<string> known, bool hasIds, StatusTexts texts) => new(
        rows.Count > 1,
        new Mark(rows[0].Status, rows[0].RegistrantId),
        facts.Base?.Seen?.Mark,
        facts.IsSeenOfHolder,
        facts.Base?.Sent?.Mark,
        Of(facts, rows[0].Uses, texts),
        texts.AreOurs(rows[0].Status),
        rows[0].RegistrantId.Length > 0 && known.Contains(rows[0].RegistrantId),
        facts.Uses.Any(use => use.IsUnsent) && !(rows[0].Uses > 1 && StatusTexts.IsCount(rows[0].Status)), // that is no person's text: the ledger may be an old one
        hasIds,
        IsDataSent(rows[0].Status, facts.Base) || IsDataSent(rows[0].RegistrantId, facts.Base),
        facts.Base?.Sent is { Mark.Status.Length: > 0 } sent && rows[0].Beside.Contains(sent.Mark.Status),
        rows[0].RegistrantId.Length > 0 && facts.ClaimOf(rows[0].RegistrantId) is not null);

    private static bool IsDataSent(string text, MarkBase? known) => text.Length > 0 && Print(text) == known?.Sent?.DataPrint;

    /// <summary>Whether the row shows exactly this; an id that is "" may be any.</summary>
    public static bool IsShown(Mark mark, ListRow row) => mark.Status == row.Status && (mark.RegistrantId.Length == 0 || mark.RegistrantId == row.RegistrantId);

    /// <summary>
    /// Whether nothing of ours is left in the row. A person may have cleared the status cell before us, and only what we left
    /// beside it was still to go.
    /// </summary>
    public static bool IsEmptied(MarkBase known, ListRow row) => row.Status.Length == 0
        && (row.RegistrantId.Length == 0 || row.RegistrantId != known.Seen?.Mark.RegistrantId)
        && (row.Data.Length == 0 || Print(row.Data) != known.Seen?.DataPrint);

    /// <summary>Who used the code, for people; null when the answers are no longer kept.</summary>
    public static string? Data(Registration holder)
    {
        if (holder.Answers is null)
        {
            return null;
        }

        var text = JsonSerializer.Serialize(
            new
            {
                Name = MarkRule.SafeText($"{holder.FirstName} {holder.LastName}".Trim()),
                Email = MarkRule.SafeText(holder.Email),
                Answers = holder.Answers.Select(answer => new { Title = MarkRule.SafeText(answer.Title), Value = MarkRule.SafeText(answer.Value) }),
                RegisteredAt = holder.RegisteredAt.UtcDateTime,
                DecidedAt = holder.DecidedAt?.UtcDateTime,
            },
            Readable);
        return text.Length <= 40_000 ? text : null; // a cell takes 50,000 characters
    }

    public static string Print(string data) => data.Length == 0 ? "" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(data)));
}
