namespace ZoomApprover.Infrastructure.Ledger.Postgres;

/// <summary>A statement of the ledger in PostgreSQL's words, where they differ.</summary>
internal static class PostgresText
{
    private static readonly (string Sqlite, string Postgres)[] Words =
    [
        ("json_each(@codes)", "jsonb_array_elements_text(cast(@codes as jsonb))"),
        ("json_each(@ids)", "jsonb_array_elements_text(cast(@ids as jsonb))"),
        ("json_each(@except)", "jsonb_array_elements_text(cast(@except as jsonb))"),
        ("cross join", "join"), // both keep SQLite from another order than the one that is written
        (" indexed by registrations_owed", ""),
    ];

    public static string Of(string sql) => Words.Aggregate(sql, (text, word) => text.Replace(word.Sqlite, word.Postgres, StringComparison.Ordinal));

    /// <summary>As the database can hold it: of all characters it knows no NUL, neither plain nor in JSON.</summary>
    public static string Storable(string text, bool isJson) => isJson
        ? text.Replace(@"\u0000", @"\uFFFD", StringComparison.Ordinal)
        : text.Replace('\0', '\uFFFD');
}
