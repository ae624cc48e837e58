using System.Globalization;
using Microsoft.Extensions.Logging;

namespace ZoomApprover.WebApi.Tests.Hosting;

/// <summary>Sees every line that any service of this suite logs, at every level, and searches it for what must not be there.</summary>
internal sealed class LogStore : ILoggerProvider
{
    /// <summary>Shared by the whole suite: the search for leaks looks at all of it.</summary>
    public static LogStore Suite { get; } = new();

    private int lines;

    public Canaries Canaries { get; } = new();

    public int LineCount => lines;

    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

    public void Dispose()
    {
        // shared: nothing ends with one service
    }

    private void Take(string line)
    {
        Interlocked.Increment(ref lines);
        Canaries.Search(line);
    }

    private sealed class Writer(LogStore store, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            store.Take(string.Create(CultureInfo.InvariantCulture, $"scope {category}: {state}"));
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            store.Take(string.Create(CultureInfo.InvariantCulture, $"{logLevel} {category}: {formatter(state, exception)} {exception}"));
    }
}
