namespace Interop.Hub.Core.Delivery;

/// <summary>
/// The hints of one destination that this node has under way. Bounded by the policy's window: what finds no place waits in
/// the ledger. Not safe for several threads by itself: <see cref="DestinationRuntime"/> locks.
/// </summary>
internal sealed class HintWindow(TimeProvider time)
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, Hint> _hints = new(StringComparer.Ordinal);
    private long _sweptAt;

    public int Count => _hints.Count;

    /// <summary>After how long a hint is taken for lost: when no attempt can still be at it.</summary>
    public required TimeSpan LostAfter { get; set; }

    /// <summary>True when it is under way, as far as this node knows.</summary>
    public bool Holds(string deliveryId) => _hints.TryGetValue(deliveryId, out var hint) && !IsLost(hint);

    /// <summary>False when it is under way already.</summary>
    public bool TryAdd(string deliveryId)
    {
        if (_hints.TryGetValue(deliveryId, out var hint) && IsLost(hint))
        {
            _hints.Remove(deliveryId);
        }

        return _hints.TryAdd(deliveryId, new Hint(time.GetTimestamp(), Place.Way));
    }

    /// <summary>The queue has it.</summary>
    public void Sent(string deliveryId)
    {
        // The broker's confirmation may come after the hint itself.
        if (_hints.TryGetValue(deliveryId, out var hint) && hint.Place == Place.Way)
        {
            _hints[deliveryId] = new Hint(time.GetTimestamp(), Place.Queue);
        }
    }

    /// <summary>It came back to this node, which acts on it or lets it wait for a permit.</summary>
    public void Taken(string deliveryId)
    {
        if (_hints.TryGetValue(deliveryId, out var hint))
        {
            _hints[deliveryId] = hint with { Place = Place.Hand };
        }
    }

    public void Remove(string deliveryId) => _hints.Remove(deliveryId);

    /// <summary>
    /// Forgets the hints that have left the queue without ending here: another node took them. A queue is first in,
    /// first out, so of those it had when it was asked at most the last <paramref name="waiting"/> are still in it. What
    /// this node has in hand is in no queue and ends here.
    /// </summary>
    public void Recount(int waiting, long askedAt)
    {
        foreach (var (id, _) in _hints.Where(h => h.Value.Place == Place.Queue && h.Value.Since < askedAt).OrderByDescending(h => h.Value.Since).Skip(waiting).ToArray())
        {
            _hints.Remove(id);
        }
    }

    /// <summary>A hint may be lost with a broker or a full queue. Its delivery is offered again when no attempt can still be at it.</summary>
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

    private bool IsLost(Hint hint) => time.GetElapsedTime(hint.Since) > LostAfter;

    /// <summary>A hint under way: since when, and where it is.</summary>
    private readonly record struct Hint(long Since, Place Place);

    private enum Place
    {
        /// <summary>On its way to the queue.</summary>
        Way,

        /// <summary>In the queue, or with another node.</summary>
        Queue,

        /// <summary>With this node.</summary>
        Hand,
    }
}
