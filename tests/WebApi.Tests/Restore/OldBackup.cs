using Microsoft.Data.Sqlite;

namespace ZoomApprover.WebApi.Tests.Restore;

/// <summary>Makes a backup that was taken a moment ago an hour older: everything the service noted by its own clock moves back.</summary>
internal static class OldBackup
{
    private const string Age = """
        update registrations set received_at = received_at - @age, decided_at = decided_at - @age, approved_at = approved_at - @age,
          judged_against = judged_against - @age, adopted_at = adopted_at - @age, next_attempt_at = next_attempt_at - @age, attempt_at = attempt_at - @age;
        update claims set claimed_at = claimed_at - @age;
        update list_copies set began_at = began_at - @age;
        update settings set value = value - @age where name = 'backup_taken_at';
        """;

    public static void Make(string backup, TimeSpan age)
    {
        using var connection = new SqliteConnection($"Data Source={backup};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = Age;
        command.Parameters.AddWithValue("@age", (long)age.TotalMilliseconds);
        command.ExecuteNonQuery();
    }

    /// <returns>How many calls to Zoom were on their way when it was taken.</returns>
    public static long OpenAttempts(string backup)
    {
        using var connection = new SqliteConnection($"Data Source={backup};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select count(*) from registrations where attempt_at is not null";
        return (long)command.ExecuteScalar()!;
    }
}
