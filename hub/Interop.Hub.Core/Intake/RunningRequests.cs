using System.Collections.Concurrent;

namespace Interop.Hub.Core.Intake;

/// <summary>
/// The request keys being worked on by this node: a second request with the same key, while the first is running, is
/// told to come again. (Nodes that share a ledger meet at its key table instead.)
/// </summary>
internal sealed class RunningRequests
{
    private readonly ConcurrentDictionary<(string Partner, string Operation, string Key), byte> _running = new();

    /// <summary>Null when the key is being worked on.</summary>
    public IDisposable? TryBegin(string partner, string operation, string key) =>
        _running.TryAdd((partner, operation, key), 0) ? new Running(this, (partner, operation, key)) : null;

    private sealed class Running(RunningRequests owner, (string, string, string) key) : IDisposable
    {
        public void Dispose() => owner._running.TryRemove(key, out _);
    }
}
