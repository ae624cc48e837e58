using Microsoft.Extensions.Logging;
using ZoomApprover.Application.Ports;
using ZoomApprover.Simulation.Tests.World;
using ZoomApprover.TestBuild;

namespace ZoomApprover.Simulation.Tests.Service;

/// <summary>
/// Listens to the log for errors that nobody expects: a pass that throws is repeated for ever and would otherwise go unnoticed.
/// What a planted bug throws is left to the rule that must find it.
/// </summary>
internal sealed class ErrorEar<T> : ILogger<T>
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel >= LogLevel.Error && exception is not null and not LedgerUnavailableException && Planted.Here is null)
        {
            (SynchronizationContext.Current as Member)?.World.Violated("R2", $"{typeof(T).Name} failed: {exception}");
        }
    }
}
