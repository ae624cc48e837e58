using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace ZoomApprover.WebApi.Tests.Hosting;

/// <summary>Keeps every line that any service of this suite logs, at every level.</summary>
internal sealed class LogStore : ILoggerProvider
{
    /// <summary>Shared by the whole suite: the search for leaks looks at all of it.</summary>
    public static LogStore Suite { get; } = new();

    private readonly ConcurrentQueue<string> lines = new();

    public IReadOnlyCollection<string> Lines => lines;

    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

    public void Dispose()
    {
        // shared: nothing ends with one service
    }

    private sealed class Writer(LogStore store, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            store.lines.Enqueue(string.Create(CultureInfo.InvariantCulture, $"scope {category}: {state}"));
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            store.lines.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{logLevel} {category}: {formatter(state, exception)} {exception}"));
    }
}
