using Interop.Contracts.Packets;

namespace Interop.Hub.Core.Delivery;

/// <summary>
/// Packets as intake read them, for the deliveries that follow at once: parsing, validating and binding a second time
/// what was read a few milliseconds ago took a tenth of all the hub's work. Only a short cut: what is not here (another
/// node's, a retry's, too much at once) is read from the ledger.
/// </summary>
internal sealed class FreshPackets
{
    /// <summary>Bodies of what is held, in bytes; the records take a few times as much.</summary>
    private const int Budget = 2 << 20;

    /// <summary>Places in the order, used up or not.</summary>
    private const int Most = 2048;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Held> _packets = new(StringComparer.Ordinal);
    private readonly Queue<(string Key, Held Held)> _order = new();
    private int _bytes;

    /// <summary>Keeps a packet for so many deliveries that are ready now.</summary>
    public void Keep(string packetKey, FreshPacket packet, int bytes, int deliveries)
    {
        if (deliveries == 0 || bytes > Budget / 16)
        {
            return;
        }

        var held = new Held(packet, bytes, deliveries);
        lock (_lock)
        {
            _packets[packetKey] = held;
            _order.Enqueue((packetKey, held));
            _bytes += bytes;

            // From the front goes what was used up, and then what waited longest: its hint found the window full.
            while (_order.TryPeek(out var oldest) && (oldest.Held.Left == 0 || _bytes > Budget || _order.Count > Most))
            {
                _order.Dequeue();
                if (oldest.Held.Left > 0)
                {
                    Drop(oldest.Key, oldest.Held);
                }
            }
        }
    }

    /// <summary>The packet, for one of its deliveries; null: read it.</summary>
    public FreshPacket? Take(string packetKey)
    {
        lock (_lock)
        {
            if (!_packets.TryGetValue(packetKey, out var held))
            {
                return null;
            }

            var packet = held.Packet;
            if (--held.Left == 0)
            {
                Drop(packetKey, held);
            }

            return packet;
        }
    }

    private void Drop(string packetKey, Held held)
    {
        _packets.Remove(packetKey);
        _bytes -= held.Bytes;
        held.Left = 0;
        held.Packet = null;
    }

    private sealed class Held(FreshPacket packet, int bytes, int left)
    {
        public FreshPacket? Packet { get; set; } = packet;

        public int Bytes { get; } = bytes;

        public int Left { get; set; } = left;
    }
}

/// <summary>A packet as it was read.</summary>
/// <param name="Packet">The packet.</param>
/// <param name="IsWhole">True when its body alone says all, see <see cref="Interop.Adapters.Delivery.DeliveryRequest.Body"/>.</param>
internal sealed record FreshPacket(Packet Packet, bool IsWhole);
