using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Evidence;

/// <summary>
/// What an item's digest is taken of: fields in a fixed order, each with its length, so that no two contents have the
/// same bytes. Only columns that never change after the commit stand in it.
/// </summary>
internal sealed class EvidenceContent
{
    private readonly ArrayBufferWriter<byte> _buffer = new(512);

    private EvidenceContent()
    {
    }

    /// <summary>A packet was accepted.</summary>
    public static ReadOnlySpan<byte> OfAcceptance(in AcceptanceEvidence a)
    {
        var content = new EvidenceContent().Put("acceptance/1").Put(a.Id).Put(a.Partner).Put(a.PacketId).Put(a.Kind)
            .Put(a.Digest).Put(a.Dossier).Put(a.OccurredAt).Put(a.AcceptedAt).Put(a.Receipt).Put(a.BodyDigest).Put(a.Deliveries.Count);
        foreach (var delivery in a.Deliveries)
        {
            content.Put(delivery.Id).Put(delivery.Destination).Put(delivery.Role);
        }

        return content._buffer.WrittenSpan;
    }

    /// <summary>An attempt or a probe was made, or a late outcome came in.</summary>
    public static ReadOnlySpan<byte> OfAttempt(in AttemptEvidence a) =>
        new EvidenceContent().Put("attempt/1").Put(a.DeliveryId).Put(a.Number).Put(a.Token).Put(a.Purpose).Put(a.StartedAt).Put(a.Duration)
            .Put(a.Outcome).Put(a.Taken ? 1 : 0).Put(a.NextState).Put(a.FaultCode).Put(a.PartnerCode).Put(a.Reference).Put(a.Node)._buffer.WrittenSpan;

    /// <summary>An operator judged a delivery.</summary>
    public static ReadOnlySpan<byte> OfAct(in ActEvidence a) =>
        new EvidenceContent().Put("act/1").Put(a.DeliveryId).Put(a.From).Put(a.To).Put(a.Operator).Put(a.ReasonDigest).Put(a.At)._buffer.WrittenSpan;

    /// <summary>An operator closed or opened a destination's door.</summary>
    public static ReadOnlySpan<byte> OfDoorAct(DoorAct a) =>
        new EvidenceContent().Put("door/1").Put(a.Destination).Put(a.Opens ? 1 : 0).Put(a.Operator).Put(a.Reason).Put(a.At.UtcTicks)._buffer.WrittenSpan;

    /// <summary>An officer looked something up at an authority, or was answered.</summary>
    public static ReadOnlySpan<byte> OfLookUp(LookUpNote l) =>
        new EvidenceContent().Put("look-up/1").Put(l.Id).Put(l.Partner).Put(l.Officer).Put(l.Unit).Put(l.Dossier).Put(l.Procedure).Put(l.Destination)
            .Put(l.Purpose).Put(l.Outcome).Put(l.At.UtcTicks)._buffer.WrittenSpan;

    /// <summary>Another node's chain had come to this entry.</summary>
    public static ReadOnlySpan<byte> OfAnchor(string node, long entry, byte[] digest) =>
        new EvidenceContent().Put("anchor/1").Put(node).Put(entry).Put(digest)._buffer.WrittenSpan;

    /// <summary>A restore was stated.</summary>
    public static ReadOnlySpan<byte> OfRecovery(RecoveryStatement r) =>
        new EvidenceContent().Put("recovery/1").Put(r.Epoch).Put(r.At.UtcTicks).Put(r.By).Put(r.Reason).Put(r.LostFrom.UtcTicks).Put(r.Chains)._buffer.WrittenSpan;

    /// <summary>An operator ended a hold.</summary>
    public static ReadOnlySpan<byte> OfRelease(HoldRow hold, HoldRelease release) =>
        new EvidenceContent().Put("release/1").Put(hold.Key).Put(hold.Sign).Put(hold.Epoch).Put(hold.Since.UtcTicks).Put(hold.Detail)
            .Put(release.At.UtcTicks).Put(release.By).Put(release.Reason).Put(release.Unstated ? 1 : 0)._buffer.WrittenSpan;

    /// <summary>Contents were taken.</summary>
    public static ReadOnlySpan<byte> OfRemoval(RemovalRow r)
    {
        var content = new EvidenceContent().Put("removal/1").Put((long)r.Kind).Put(r.Dossier).Put(r.Operator).Put(r.Reason).Put(r.At.UtcTicks).Put(r.Packets.Count);
        foreach (var packet in r.Packets)
        {
            content.Put(packet);
        }

        content.Put(r.Cancelled.Count);
        foreach (var delivery in r.Cancelled)
        {
            content.Put(delivery);
        }

        return content._buffer.WrittenSpan;
    }

    private EvidenceContent Put(long value)
    {
        var span = _buffer.GetSpan(9);
        span[0] = 8;
        BinaryPrimitives.WriteInt64BigEndian(span[1..], value);
        _buffer.Advance(9);
        return this;
    }

    private EvidenceContent Put(long? value) => value is { } v ? Put(v) : Absent();

    private EvidenceContent Put(string? value)
    {
        if (value is null)
        {
            return Absent();
        }

        var length = Encoding.UTF8.GetByteCount(value);
        Encoding.UTF8.GetBytes(value, Head(length));
        _buffer.Advance(5 + length);
        return this;
    }

    private EvidenceContent Put(ReadOnlySpan<byte> value)
    {
        value.CopyTo(Head(value.Length));
        _buffer.Advance(5 + value.Length);
        return this;
    }

    private Span<byte> Head(int length)
    {
        var span = _buffer.GetSpan(5 + length);
        span[0] = 1;
        BinaryPrimitives.WriteInt32BigEndian(span[1..], length);
        return span.Slice(5, length);
    }

    private EvidenceContent Absent()
    {
        _buffer.GetSpan(1)[0] = 0;
        _buffer.Advance(1);
        return this;
    }
}

/// <summary>One delivery that a packet was accepted with.</summary>
internal readonly record struct PlannedEvidence(byte[] Id, string Destination, long Role);

/// <summary>The unchanging facts of an acceptance.</summary>
internal readonly record struct AcceptanceEvidence(
    byte[] Id, string Partner, string PacketId, long Kind, byte[] Digest, long? Dossier, long OccurredAt, long AcceptedAt, string Receipt, byte[] BodyDigest, IReadOnlyList<PlannedEvidence> Deliveries);

/// <summary>The unchanging facts of an attempt.</summary>
internal readonly record struct AttemptEvidence(
    byte[] DeliveryId, long Number, long Token, long Purpose, long StartedAt, long Duration, string Outcome, bool Taken, long? NextState, string? FaultCode, string? PartnerCode, string? Reference, string Node);

/// <summary>The unchanging facts of an operator's act.</summary>
internal readonly record struct ActEvidence(byte[] DeliveryId, long From, long To, string Operator, byte[] ReasonDigest, long At);
