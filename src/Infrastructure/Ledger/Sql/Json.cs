using System.Text.Json;

namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>Lists as parameters, for <c>json_each</c>. Each text once, or a join would answer it twice.</summary>
internal static class Json
{
    public static string Of(IReadOnlyCollection<string> texts) => JsonSerializer.Serialize(texts.Distinct(StringComparer.Ordinal));
}
