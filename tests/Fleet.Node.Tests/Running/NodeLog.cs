using System.Collections.Concurrent;

using Microsoft.Extensions.Logging;

namespace Fleet.Node.Tests.Running;

/// <summary>What the node logged.</summary>
internal sealed class NodeLog : ILoggerProvider
{
    private readonly ConcurrentQueue<Entry> _entries = new();

    /// <summary>What went wrong inside the node: no input, however bad, may cause one.</summary>
    public IEnumerable<Entry> Errors => _entries.Where(entry => entry.Level >= LogLevel.Error);

    /// <summary>Everything.</summary>
    public IEnumerable<Entry> All => _entries;

    /// <summary>How often an entry of <see cref="Fleet.Node.Ocpp.OcppLog"/> was written about a charger.</summary>
    public int Count(int eventId, string charger) =>
        _entries.Count(entry => entry.EventId == eventId && entry.Category.EndsWith("OcppLog", StringComparison.Ordinal)
            && entry.Message.Contains($"harger {charger} ", StringComparison.Ordinal));

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    internal sealed record Entry(string Category, LogLevel Level, int EventId, string Message);

    private sealed class Logger(NodeLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log._entries.Enqueue(new Entry(category, logLevel, eventId.Id, $"{formatter(state, exception)} {exception}"));
    }
}
