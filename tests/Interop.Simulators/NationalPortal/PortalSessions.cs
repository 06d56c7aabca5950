using System.Collections.Concurrent;

namespace Interop.Simulators.NationalPortal;

/// <summary>Log-ins that still count: until their time is over or their calls are used up.</summary>
internal sealed class PortalSessions(NationalPortalOptions options)
{
    private readonly ConcurrentDictionary<string, Session> _open = new(StringComparer.Ordinal);

    public string Open(int? calls)
    {
        var now = options.Time.GetUtcNow();
        var id = Guid.CreateVersion7(now).ToString();
        _open[id] = new Session(now + options.SessionLifetime, calls ?? int.MaxValue);
        return id;
    }

    /// <summary>Uses the session for one call; false when it does not count any more.</summary>
    public bool Use(string id) =>
        _open.TryGetValue(id, out var session) && session.Ends > options.Time.GetUtcNow() && session.Take();

    public void ForgetAll() => _open.Clear();

    private sealed class Session(DateTimeOffset ends, int calls)
    {
        private int _left = calls;

        public DateTimeOffset Ends { get; } = ends;

        public bool Take() => Interlocked.Decrement(ref _left) >= 0;
    }
}
