using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ZoomApprover.Simulators;

/// <summary>
/// What really happened, for who judges afterwards: one line of JSON for each thing, only ever added to, and written out
/// before whoever caused it is answered.
/// </summary>
public sealed class Journal : IDisposable
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly Lock gate = new();
    private readonly StreamWriter file;
    private readonly TimeProvider time;
    private long last;

    /// <param name="path">A new file.</param>
    public Journal(string path, TimeProvider? time = null)
    {
        this.time = time ?? TimeProvider.System;
        file = new StreamWriter(new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read)) { AutoFlush = true };
    }

    /// <summary>Adds a line: a number counting from 1, the time, what it is, and the facts.</summary>
    public void Note<T>(string what, T facts)
    {
        lock (gate)
            file.WriteLine(JsonSerializer.Serialize(new Line<T>(++last, time.GetUtcNow(), what, facts), Options));
    }

    public void Dispose() => file.Dispose();

    private sealed record Line<T>(long N, DateTimeOffset At, string What, T Facts);
}
