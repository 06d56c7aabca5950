using System.Security.Cryptography;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Intake;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Security;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Rules;

/// <summary>
/// Accepts one packet inside a commit.
/// <code>
/// 1 keys: answered before?      4 files: all there?           7 deliveries, each in its lane
/// 2 identity: which dossier?    5 dossier: made or moved      8 keys and evidence
/// 3 judge (IntakeRules)         6 packet, body, receipt
/// </code>
/// </summary>
internal static class Acceptance
{
    /// <summary>Sender of the hub's own packets: no party to any dossier.</summary>
    public const string Hub = "hub";

    public static AcceptResult Run(WriteScope scope, AcceptPacket packet)
    {
        var tables = scope.Tables;

        // 1, 2
        var byKey = packet.RequestKey is { } key ? tables.RequestKey(packet.Partner, key) : null;
        var byId = tables.PacketKey(packet.Partner, packet.PacketId);
        var named = Identities.NamedBy(tables, packet.Identifiers);
        var dossierKey = packet.Dossier ?? Array.Find(named, n => n is not null);
        var dossier = dossierKey is { } k ? tables.Dossier(k) : null;
        var byEvent = dossier is not null && packet is { EventKey: not null, Facts: null } ? tables.EventKey(dossier.Key, packet) : null;

        // 3
        var verdict = IntakeRules.Judge(packet, new IntakeFacts
        {
            KeyDigest = OrAbsent(byKey?.Digest),
            PacketIdDigest = OrAbsent(byId?.Digest),
            NamedBy = named,
            NamedByRoute = packet.Dossier,
            IsParty = IsParty(tables, packet, named),
            LatestSubmission = OrAbsent(dossier?.LatestDigest),
            IsErased = dossier?.Removal is not null,
            EventDigest = OrAbsent(byEvent?.Digest),
        });
        switch (verdict)
        {
            case IntakeVerdict.Repeated:
                return new AcceptResult.Repeated(Again(tables, packet, byKey, byId!));
            case IntakeVerdict.Duplicate:
                return new AcceptResult.Duplicate(Duplicate(tables, packet, byEvent?.Packet ?? dossier!.LatestPacket));
            case IntakeVerdict.KeyReused:
                return new AcceptResult.KeyReused();
            case IntakeVerdict.Unknown:
                return new AcceptResult.UnknownDossier();
            case IntakeVerdict.Erased:
                return new AcceptResult.DossierErased();
            case IntakeVerdict.Conflict:
                return new AcceptResult.IdentifierConflict(Claims.Disagreeing(named));
            case IntakeVerdict.NotIssuer:
                return new AcceptResult.NotIssuer(Claims.NotIssued(packet.Identifiers, named));
            default:
                break;
        }

        // 4
        var (owners, missing) = Files.Resolve(tables, packet, dossier?.Key);
        if (missing.Count > 0)
        {
            return new AcceptResult.DocumentsMissing(missing);
        }

        byte[]? dataKey;
        try
        {
            dataKey = dossier is null ? null : scope.Keys.Open(dossier.Key, dossier.DataKey);
        }
        catch (CryptographicException e)
        {
            return new AcceptResult.DossierLocked(e.Message);
        }

        return Record(scope, packet, dossier, dataKey, named, owners);
    }

    private static AcceptResult.Recorded Record(WriteScope scope, AcceptPacket packet, DossierRow? before, byte[]? opened, long?[] named, IReadOnlyList<string> owners)
    {
        var tables = scope.Tables;
        var status = StatusAxes.Judge(packet, before);
        var quarantined = status == StatusVerdict.Quarantined;
        var packetKey = tables.NextPacket();
        List<ReadyDelivery> ready = [];

        // 5
        var (dossier, dataKey, own) = Place(scope, packet, before, opened, packetKey, status);
        var owner = dossier?.Key ?? -packetKey;
        if (dossier is not null)
        {
            Join(tables, dossier.Key, packet, named);
        }

        // 6
        var id = Ids.Bytes(packet.Id);
        var warning = StatusAxes.Warn(status, before, packet);
        var receipt = new Receipt
        {
            ReceiptId = packet.Id,
            PacketId = packet.PacketId,
            DossierNumber = dossier?.Number,
            Identifiers = dossier is null ? [] : before is null ? Attached(packet) : tables.Identifiers(dossier.Key),
            AcceptedAt = packet.AcceptedAt.ToUniversalTime(),
            Disposition = before is null ? Disposition.New : Disposition.Update,
            Warnings = warning is null ? packet.Warnings : [.. packet.Warnings, warning],
        };
        var receiptText = StoredReceipt.Write(receipt);
        var body = Envelope.Seal(dataKey, packet.Body.Span, SealedNames.Body(id));
        var bodyDigest = SHA256.HashData(body);
        var documents = packet.Documents.Count == 0 ? null : Envelope.Seal(dataKey, DocumentList.Write(packet.Documents), SealedNames.Documents(id));
        tables.Insert(new PacketRow(packetKey, id, dossier?.Key, packet, status, receiptText, body, bodyDigest, documents, own));
        Files.Refer(tables, packet, owners, owner, packetKey);

        // 7
        var places = before is null || quarantined ? Empty : Superseding.Clear(tables, before.Key, packet, ready);
        var (planned, claimed) = Planning.Write(scope, packet, packetKey, id, own, owner, quarantined, places, ready);
        if (before is not null && packet.Facts is null)
        {
            // The partner has spoken: nothing of this dossier is awaited from it any longer.
            tables.AnswerCame(new Lane(before.Key, packet.Partner));
        }

        // 8
        if (packet.RequestKey is { } key)
        {
            tables.PutRequestKey(packet, key, packetKey, duplicate: false);
        }

        tables.PutPacketKey(packet, packetKey, duplicate: false);
        if (dossier is not null && packet.EventKey is { } eventKey)
        {
            tables.PutEventKey(packet, eventKey, dossier.Key, packetKey);
        }

        scope.Evidence.Add(EvidenceKind.Acceptance, packetKey, 0, EvidenceContent.OfAcceptance(new AcceptanceEvidence(
            id, packet.Partner, packet.PacketId, (long)packet.Kind, packet.Digest.ToArray(), dossier?.Key,
            packet.OccurredAt.UtcTicks, packet.AcceptedAt.UtcTicks, receiptText, bodyDigest, planned)));
        return new AcceptResult.Recorded(receipt, ready)
        {
            Claimed = claimed.Count == 0 ? [] : [.. claimed.Select(row => Claiming.Fresh(tables, row, packet, dossier, receipt.Identifiers))],
        };
    }

    private static readonly Dictionary<string, long> Empty = new(StringComparer.Ordinal);

    /// <summary>The dossier as the packet leaves it, and the key its body is sealed under.</summary>
    private static (DossierRow? Dossier, byte[] DataKey, WrappedKey? Own) Place(
        WriteScope scope, AcceptPacket packet, DossierRow? before, byte[]? opened, long packetKey, StatusVerdict? status)
    {
        if (before is not null && opened is not null)
        {
            var moved = StatusAxes.Apply(before, packet, status).Touched(packet.AcceptedAt);
            if (packet.Facts is { } facts)
            {
                moved = moved with { LatestDigest = packet.Digest.ToArray(), LatestPacket = packetKey };
                moved = status == StatusVerdict.Quarantined ? moved : moved with { Facts = facts, Submission = packetKey };
            }

            scope.Tables.Update(moved);
            return (moved, opened, null);
        }

        if (packet.Facts is null)
        {
            var (ownKey, own) = scope.Keys.Create(-packetKey);
            return (null, ownKey, own);
        }

        var dossierKey = scope.Tables.NextDossier();
        var (dataKey, stored) = scope.Keys.Create(dossierKey);
        var made = StatusAxes.Apply(
            new DossierRow
            {
                Key = dossierKey,
                Number = Claims.Deciding(packet.Identifiers).Value,
                Owner = packet.Partner,
                Facts = packet.Facts,
                LatestDigest = packet.Digest.ToArray(),
                LatestPacket = packetKey,
                Submission = packetKey,
                DataKey = stored,
                CreatedAt = packet.AcceptedAt,
                UpdatedAt = packet.AcceptedAt,
            },
            packet,
            status);
        scope.Tables.Insert(made);
        return (made, dataKey, null);
    }

    /// <summary>Attaches the codes that the sender issues, and makes sender and receivers parties.</summary>
    private static void Join(IDossierRows tables, long dossier, AcceptPacket packet, long?[] named)
    {
        for (var i = 0; i < named.Length; i++)
        {
            // What names a dossier names this one: the verdict saw to it.
            if (packet.Identifiers[i] is { MayAttach: true } claim && named[i] is null)
            {
                tables.PutIdentifier(dossier, claim, packet.AcceptedAt);
            }
        }

        if (packet.Partner != Hub)
        {
            tables.PutParty(dossier, packet.Partner);
        }

        foreach (var planned in packet.Deliveries)
        {
            // Who is only asked about a dossier, or only compared with, has no right to see it.
            if (planned.Role == Core.Delivery.DeliveryRole.Send)
            {
                tables.PutParty(dossier, planned.Destination);
            }
        }
    }

    /// <summary>The codes of a dossier that was made just now: those its packet attached.</summary>
    private static IReadOnlyList<DossierIdentifier> Attached(AcceptPacket packet) =>
        IdentifierOrder.Of(packet.Identifiers.Where(c => c.MayAttach).Select(c => (packet.AcceptedAt.UtcTicks, c.Identifier)).Distinct());

    private static Receipt Again(ILedgerTables tables, AcceptPacket packet, KeyRow? byKey, KeyRow byId)
    {
        var answered = byKey ?? byId;
        if (byKey is null && packet.RequestKey is { } key)
        {
            tables.PutRequestKey(packet, key, answered.Packet, answered.Duplicate);
        }

        var receipt = tables.Receipt(answered.Packet);
        return answered.Duplicate ? StoredReceipt.AsDuplicate(receipt) : receipt;
    }

    private static Receipt Duplicate(ILedgerTables tables, AcceptPacket packet, long original)
    {
        if (packet.RequestKey is { } key)
        {
            tables.PutRequestKey(packet, key, original, duplicate: true);
        }

        tables.PutPacketKey(packet, original, duplicate: true);
        return StoredReceipt.AsDuplicate(tables.Receipt(original));
    }

    // A null array would convert to an empty digest, which is not the same as none.
    private static ReadOnlyMemory<byte>? OrAbsent(byte[]? digest) => digest is null ? null : (ReadOnlyMemory<byte>?)digest.AsMemory();

    private static bool IsParty(IDossierRows tables, AcceptPacket packet, long?[] named)
    {
        var any = false;
        foreach (var dossier in named.Append(packet.Dossier).OfType<long>().Distinct())
        {
            any = true;
            if (!tables.IsParty(dossier, packet.Partner))
            {
                return false;
            }
        }

        return any;
    }
}
