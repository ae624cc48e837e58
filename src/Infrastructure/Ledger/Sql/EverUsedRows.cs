namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>Codes that the ledger has met. Reads its tables through: for people who ask for new codes, not for deliveries.</summary>
internal static class EverUsedRows
{
    private const string Used = """
        with wanted as materialized (select value as code from json_each(@codes))
        select code from claims where code in (select code from wanted)
        union select code from generations where code in (select code from wanted)
        union select code from invitations where code in (select code from wanted)
        union select code from candidates where code in (select code from wanted)
        union select code from history where code in (select code from wanted)
        """;

    public static IReadOnlySet<string> EverUsed(this LedgerReader reader, IReadOnlyCollection<string> codes) =>
        reader.Rows(Used, row => row.GetString(0), ("@codes", Json.Of(codes))).ToHashSet(StringComparer.Ordinal);
}
