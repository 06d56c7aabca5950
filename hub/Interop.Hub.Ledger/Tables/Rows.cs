using Interop.Contracts.Dossiers;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Intake;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Security;

namespace Interop.Hub.Ledger.Tables;

/// <summary>What was answered under a key.</summary>
/// <param name="Digest">Digest of the content it was used for.</param>
/// <param name="Packet">The packet whose receipt was given.</param>
/// <param name="Duplicate">True when it was given as a duplicate's.</param>
internal sealed record KeyRow(byte[] Digest, long Packet, bool Duplicate);

/// <summary>Names a lane: the dossier (or minus the packet, when it has none) and the destination.</summary>
internal readonly record struct Lane(long Owner, string Destination);

/// <summary>A packet as it is written: once, and never changed.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Id">The hub's id, 16 bytes.</param>
/// <param name="Dossier">The dossier; null for a document without one.</param>
/// <param name="Packet">What was accepted.</param>
/// <param name="Verdict">What the status rules said.</param>
/// <param name="Receipt">The receipt as stored.</param>
/// <param name="Body">The sealed body.</param>
/// <param name="BodyDigest">SHA-256 of the sealed body, for the evidence.</param>
/// <param name="Documents">The sealed list of files; null: none.</param>
/// <param name="OwnKey">The packet's own data key, without a dossier.</param>
internal sealed record PacketRow(
    long Key, byte[] Id, long? Dossier, AcceptPacket Packet, StatusVerdict? Verdict, string Receipt, byte[] Body, byte[] BodyDigest, byte[]? Documents, WrappedKey? OwnKey);

/// <summary>A packet's hub id and its sealed bytes, to be opened away from the writer.</summary>
internal sealed record SealedBody(byte[] Id, byte[] Bytes);

/// <summary>What a packet said of the business status.</summary>
internal readonly record struct PacketStatus(BusinessStatus? Status, DateTimeOffset OccurredAt, StatusVerdict? Verdict);

/// <summary>One attempt or probe: written once, never changed.</summary>
/// <param name="Delivery">The delivery.</param>
/// <param name="Number">From 1, late outcomes counted too.</param>
/// <param name="Record">What was recorded.</param>
/// <param name="Taken">False for a late outcome.</param>
/// <param name="Words">The partner's words, sealed.</param>
/// <param name="Note">What was noticed about the codes that the partner gave.</param>
internal sealed record AttemptRow(long Delivery, int Number, AttemptRecord Record, bool Taken, byte[]? Words, string? Note);

/// <summary>An operator's act on one delivery.</summary>
internal sealed record ActRow(long Delivery, DeliveryState From, OperatorAct Act, byte[] Reason);

/// <summary>What holds the hub, as it stands in the tables.</summary>
internal sealed record HoldRow(long Key, string Sign, long? Epoch, DateTimeOffset Since, string Detail);

/// <summary>How far the taking into doubt has come: the place of the last delivery that was looked at.</summary>
internal sealed record DoubtPlace(long Lane, string Destination, long Position, long Key)
{
    /// <summary>Before the first.</summary>
    public static DoubtPlace Start { get; } = new(long.MinValue, string.Empty, long.MinValue, long.MinValue);
}
