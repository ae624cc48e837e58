using System.Security.Cryptography;
using System.Text;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>Recognises the same answers again after they were dropped. Unanswered questions do not count: Zoom leaves them out or not.</summary>
internal static class AnswersPrint
{
    public static string Of(IReadOnlyList<Answer> answers)
    {
        var text = new StringBuilder();
        foreach (var answer in answers.Where(answer => answer.Value.Trim().Length > 0)
            .OrderBy(answer => answer.Title.Trim(), StringComparer.Ordinal).ThenBy(answer => answer.Value.Trim(), StringComparer.Ordinal))
        {
            text.Append(answer.Title.Trim()).Append('\n').Append(answer.Value.Trim()).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
