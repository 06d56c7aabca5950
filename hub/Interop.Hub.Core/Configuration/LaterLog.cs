using Microsoft.Extensions.Logging;

namespace Interop.Hub.Core.Configuration;

/// <summary>A log for adapters that are made before there is one: asked for anew at every line.</summary>
internal sealed class LaterLog(Func<ILogger> log) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => log().BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => log().IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        log().Log(logLevel, eventId, state, exception, formatter);
}
