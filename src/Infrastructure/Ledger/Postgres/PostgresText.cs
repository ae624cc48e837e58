using System.Text.RegularExpressions;

namespace ZoomApprover.Infrastructure.Ledger.Postgres;

/// <summary>A statement of the ledger in PostgreSQL's words, where they differ.</summary>
internal static partial class PostgresText
{
    private static readonly (string Sqlite, string Postgres)[] Words =
    [
        ("json_each(@codes)", "jsonb_array_elements_text(cast(@codes as jsonb))"),
        ("json_each(@ids)", "jsonb_array_elements_text(cast(@ids as jsonb))"),
        ("json_each(@except)", "jsonb_array_elements_text(cast(@except as jsonb))"),
        ("cross join", "join"), // both keep SQLite from another order than the one that is written
        (" indexed by registrations_owed", ""),
    ];

    public static string Of(string sql) => Lower.Replace(
        Words.Aggregate(sql.Contains(" wanted", StringComparison.Ordinal) ? Join.Replace(sql, "$1join lateral (select * from $2 $3 where $4 offset 0) $3 on true") : sql, (text, word) => text.Replace(word.Sqlite, word.Postgres, StringComparison.Ordinal)),
        "lower(($1) collate \"C\")");

    // row by row along what is wanted, by the key, as in the file: left to itself a server that has not counted a table yet, because it
    // filled in minutes, compares all its rows with all that is wanted
    [GeneratedRegex(@"\b(left )?(?:cross )?join (\w+) (\w+) on (.+)$", RegexOptions.Multiline)]
    private static partial Regex Join { get; }

    // as in the file, whatever the language of the database: of letters with accents none is another's capital
    [GeneratedRegex(@"\blower\(([^()]*)\)")]
    private static partial Regex Lower { get; }

    /// <summary>As the database can hold it: of all characters it knows no NUL, neither plain nor in JSON.</summary>
    public static string Storable(string text, bool isJson) => isJson
        ? text.Replace(@"\u0000", @"\uFFFD", StringComparison.Ordinal)
        : text.Replace('\0', '\uFFFD');
}
