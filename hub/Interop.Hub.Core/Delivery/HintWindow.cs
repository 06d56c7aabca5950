using Interop.Hub.Core.Configuration;

namespace Interop.Hub.Core.Delivery;

/// <summary>
/// The hints of one destination that this node has under way. Nothing here is the truth about a delivery: what is
/// forgotten too soon is offered twice, and the claim lets one through; what is kept too long waits. Not for two threads.
/// <code>
/// added ──► in the queue ──(it left the queue, and ended elsewhere or is in somebody's hand)──► taken ──(for a while)──► forgotten
/// </code>
/// </summary>
internal sealed class HintWindow(DeliveryPolicy policy, TimeProvider time)
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Who took a hint acts on it within this time, or has given it back: it had no permit any more, or no ledger. A
    /// delivery that is due all the same is offered again.
    /// </summary>
    private static readonly TimeSpan TakenFor = TimeSpan.FromSeconds(5);

    /// <summary>Clocks of nodes and database may differ by so much before anybody is told.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, Hint> _hints = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Taken> _taken = new(StringComparer.Ordinal);
    private long _sweptAt;

    /// <summary>How many stand in the window: handed to the bus, and not known to have left it.</summary>
    public int Count => _hints.Count;

    /// <summary>How many deliveries are spoken for, whether in the bus or in a node's hand.</summary>
    public int UnderWay => _hints.Count + _taken.Count;

    /// <summary>True when a hint has been out for long and its delivery is due: it is to be asked whether it is still in the queue.</summary>
    public bool Doubted { get; private set; }

    /// <summary>Notes a hint; false when one is under way for the delivery.</summary>
    /// <param name="deliveryId">The delivery.</param>
    /// <param name="dueAt">Since when it is due, where the ledger said so; null: since just now.</param>
    public bool TryAdd(string deliveryId, DateTimeOffset? dueAt)
    {
        if (IsUnderWay(deliveryId))
        {
            return false;
        }

        _taken.Remove(deliveryId);
        _hints[deliveryId] = new Hint(time.GetTimestamp(), dueAt ?? time.GetUtcNow() + Skew, InQueue: false);
        return true;
    }

    /// <summary>The queue has it.</summary>
    public void Sent(string deliveryId)
    {
        if (_hints.TryGetValue(deliveryId, out var hint))
        {
            _hints[deliveryId] = hint with { Since = time.GetTimestamp(), InQueue = true };
        }
    }

    /// <summary>It was acted on here.</summary>
    public void Done(string deliveryId)
    {
        _hints.Remove(deliveryId);
        _taken.Remove(deliveryId);
    }

    /// <summary>True when a hint for the delivery is in the bus or in a node's hand.</summary>
    public bool IsUnderWay(string deliveryId) =>
        (_hints.TryGetValue(deliveryId, out var hint) && !IsLost(hint)) || (_taken.TryGetValue(deliveryId, out var taken) && time.GetElapsedTime(taken.Since) <= TakenFor);

    /// <summary>
    /// The delivery is due, as the ledger says. If it has become due anew since its hint went out, the hint was acted on elsewhere
    /// and this is the next try; if not, whoever has the hint has not acted on it.
    /// </summary>
    public void NoteDue(string deliveryId, DateTimeOffset? dueAt)
    {
        if (DueAt(deliveryId) is { } known && dueAt > known)
        {
            Done(deliveryId);
            return;
        }

        Doubted |= _hints.TryGetValue(deliveryId, out var hint) && hint.InQueue && time.GetElapsedTime(hint.Since) > TakenFor;
    }

    /// <summary>
    /// Takes out of the window what has left the queue. A queue is first in, first out, so of those it had when it was
    /// asked at most the last <paramref name="waiting"/> are still in it.
    /// </summary>
    public void Recount(int waiting, long askedAt)
    {
        Doubted = false;
        foreach (var (id, taken) in _taken)
        {
            if (time.GetElapsedTime(taken.Since) > TakenFor)
            {
                _taken.Remove(id);
            }
        }

        foreach (var (id, hint) in _hints.Where(h => h.Value.InQueue && h.Value.Since < askedAt).OrderByDescending(h => h.Value.Since).Skip(waiting).ToArray())
        {
            _hints.Remove(id);
            _taken[id] = new Taken(askedAt, hint.DueAt);
        }
    }

    /// <summary>Forgets what the queue had: nobody here listens to it any more.</summary>
    public void GiveUp()
    {
        foreach (var (id, _) in _hints.Where(h => h.Value.InQueue).ToArray())
        {
            _hints.Remove(id);
        }

        _taken.Clear();
    }

    /// <summary>Forgets what was lost with a broker or a full queue, so long ago that no attempt can still be at it.</summary>
    public void ForgetLost()
    {
        // A full window is asked for room by every packet that comes: going through it each time cost more than the packets.
        if (_sweptAt != 0 && time.GetElapsedTime(_sweptAt) < SweepEvery)
        {
            return;
        }

        _sweptAt = time.GetTimestamp();
        foreach (var (id, hint) in _hints)
        {
            if (IsLost(hint))
            {
                _hints.Remove(id);
            }
        }
    }

    private DateTimeOffset? DueAt(string deliveryId) =>
        _hints.TryGetValue(deliveryId, out var hint) ? hint.DueAt : _taken.TryGetValue(deliveryId, out var taken) ? taken.DueAt : null;

    private bool IsLost(Hint hint) => time.GetElapsedTime(hint.Since) > policy.Lease + policy.AttemptTimeout;

    /// <summary>A hint under way: since when, when its delivery was due at the latest, and whether the queue has it.</summary>
    private readonly record struct Hint(long Since, DateTimeOffset DueAt, bool InQueue);

    /// <summary>A hint that left the queue: when that was noticed, and when its delivery was due at the latest.</summary>
    private readonly record struct Taken(long Since, DateTimeOffset DueAt);
}
