namespace Interop.Simulators;

/// <summary>What a hub told of its own accord about a packet that it was sent before.</summary>
/// <param name="RegardingPacketId">The packet's id, as its sender gave it.</param>
/// <param name="Destination">The destination that it is about.</param>
/// <param name="State">The state of a delivery that was told, such as <c>parked</c>; null for a fault packet, which tells a rejection.</param>
public sealed record ReceivedNotice(string RegardingPacketId, string Destination, string? State);
