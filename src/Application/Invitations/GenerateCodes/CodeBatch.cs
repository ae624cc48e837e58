using System.Security.Cryptography;
using System.Text;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Domain.Codes;

namespace ZoomApprover.Application.Invitations.GenerateCodes;

/// <summary>New codes that never stood anywhere before.</summary>
public static class CodeBatch
{
    /// <returns>The configured form of this prefix, unless so many bits are asked for; where there is no such form, a new one.</returns>
    public static GeneratedForm FormOf(CodeFormat format, string? prefix, int? bits)
    {
        var fitting = format.Generated.Where(form => prefix is null || form.Prefix.Equals(prefix, StringComparison.OrdinalIgnoreCase)).ToList();
        return bits is null && fitting is [var one] ? one : GeneratedForm.Of(prefix ?? "", bits ?? GeneratedForm.StandardBits);
    }

    public static bool IsConfigured(CodeFormat format, GeneratedForm form) =>
        format.Generated.Any(known => known.Prefix == form.Prefix && known.Length == form.Length);

    /// <param name="findUsed">Which of these codes, in their compared form, are known from anywhere.</param>
    /// <returns>Different codes with their dashes, none of them used.</returns>
    public static async Task<IReadOnlyList<string>> MakeAsync(GeneratedForm form, int count, Func<IReadOnlyCollection<string>, Task<IReadOnlySet<string>>> findUsed)
    {
        Dictionary<string, string> made = new(StringComparer.Ordinal);
        while (made.Count < count)
        {
            List<string> fresh = [];
            while (made.Count < count)
            {
                var code = form.Make(RandomNumberGenerator.GetInt32);
                if (made.TryAdd(NormalForm.Of(code), code))
                {
                    fresh.Add(NormalForm.Of(code));
                }
            }

            foreach (var used in await findUsed(fresh))
            {
                made.Remove(used);
            }
        }

        return [.. made.Values];
    }

    /// <summary>A list of these codes, ready to be imported: RFC 4180, with all configured headings.</summary>
    public static string Csv(ColumnNames columns, IReadOnlyList<string> codes, string session)
    {
        string[] headings = [columns.Code, columns.Session, columns.RegistrantId, columns.Status, columns.Data, columns.Email, columns.Expires, columns.Hold, columns.Approve, columns.MaxUses];
        var csv = new StringBuilder().AppendJoin(',', headings.Select(Field)).Append('\n');
        foreach (var code in codes)
        {
            csv.Append(code).Append(',').Append(Field(session)).Append(",,,,,,,,\n");
        }

        return csv.ToString();
    }

    private static string Field(string text) => text.AsSpan().IndexOfAny(",\"\r\n ") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
