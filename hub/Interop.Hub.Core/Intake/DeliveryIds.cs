using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Interop.Hub.Core.Intake;

/// <summary>
/// The ids of a packet's deliveries. They follow from the packet and where it goes, so that a packet whose receipt was lost
/// with the ledger, sent again under its own id, reaches each partner under the name that the partner knows already
/// (guarantees 2 and 15). A packet id is its sender's for life, so no two deliveries share one. Keyed, since a name must
/// not tell who guesses what it was made of.
/// </summary>
internal sealed class DeliveryIds(ReadOnlyMemory<byte> key, string partner, string packetId, DateTimeOffset? occurredAt)
{
    /// <summary>The id of the delivery to a destination; for a gate, of the question.</summary>
    /// <param name="destination">The destination's code.</param>
    /// <param name="gate">The gate's name; null: the packet itself.</param>
    /// <returns>32 hexadecimal digits in the form of a UUID of version 7, so that what happens together lies together in the ledger's index.</returns>
    public string Of(string destination, string? gate)
    {
        Span<byte> id = stackalloc byte[32];
        HMACSHA256.HashData(key.Span, Encoding.UTF8.GetBytes($"delivery/1\n{partner}\n{packetId}\n{destination}\n{gate}"), id);
        // The event's own time and not the hub's: a packet that comes again brings it again.
        var milliseconds = (ulong)Math.Max(0, occurredAt?.ToUnixTimeMilliseconds() ?? 0);
        Span<byte> time = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(time, milliseconds);
        time[2..].CopyTo(id);
        id[6] = (byte)(0x70 | (id[6] & 0x0F));
        id[8] = (byte)(0x80 | (id[8] & 0x3F));
        return Convert.ToHexStringLower(id[..16]);
    }
}
