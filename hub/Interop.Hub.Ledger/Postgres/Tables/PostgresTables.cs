using Interop.Contracts.Packets;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Postgres.Writing;
using Interop.Hub.Ledger.Rules;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Postgres.Tables;

/// <summary>
/// The rows of one group in memory: read before the rules run, written after. So a commit of hundreds of commands costs
/// three round trips and not thousands.
/// </summary>
internal sealed partial class PostgresTables(Loaded loaded) : ILedgerTables
{
    private readonly Dictionary<(string, string, string), KeyRow> _requestKeys = [];
    private readonly Dictionary<(string, string), KeyRow> _packetKeys = [];
    private readonly Dictionary<(long, int, string, string), KeyRow> _eventKeys = [];
    private readonly Dictionary<long, PacketRow> _packets = [];
    private readonly Dictionary<(long, string), string> _documentOwners = [];

    /// <summary>What is to be written.</summary>
    public Changes Changes { get; } = new();

    public KeyRow? RequestKey(string partner, RequestKey key) =>
        _requestKeys.GetValueOrDefault((partner, key.Operation, key.Key)) ?? loaded.RequestKeys.GetValueOrDefault((partner, key.Operation, key.Key));

    public KeyRow? PacketKey(string partner, string packetId) =>
        _packetKeys.GetValueOrDefault((partner, packetId)) ?? loaded.PacketKeys.GetValueOrDefault((partner, packetId));

    public KeyRow? EventKey(long dossier, AcceptPacket packet)
    {
        var key = (dossier, (int)packet.Kind, packet.Partner, packet.EventKey!);
        return _eventKeys.GetValueOrDefault(key) ?? loaded.EventKeys.GetValueOrDefault(key);
    }

    public void PutRequestKey(AcceptPacket packet, RequestKey key, long answered, bool duplicate)
    {
        var row = new KeyRow(packet.Digest.ToArray(), answered, duplicate);
        _requestKeys.Add((packet.Partner, key.Operation, key.Key), row);
        Changes.RequestKeys.Add((packet.Partner, key, row));
    }

    public void PutPacketKey(AcceptPacket packet, long answered, bool duplicate)
    {
        var row = new KeyRow(packet.Digest.ToArray(), answered, duplicate);
        _packetKeys.Add((packet.Partner, packet.PacketId), row);
        Changes.PacketKeys.Add((packet.Partner, packet.PacketId, row));
    }

    public void PutEventKey(AcceptPacket packet, string eventKey, long dossier, long packetKey)
    {
        var row = new KeyRow(packet.Digest.ToArray(), packetKey, false);
        _eventKeys.Add((dossier, (int)packet.Kind, packet.Partner, eventKey), row);
        Changes.EventKeys.Add((dossier, (int)packet.Kind, packet.Partner, eventKey, row));
    }

    public long NextPacket() => Next(loaded.Keys);

    public void Insert(PacketRow packet)
    {
        _packets.Add(packet.Key, packet);
        _newOwners.Add(-packet.Key);
        Changes.Packets.Add(packet);
    }

    public Receipt Receipt(long packet) =>
        _packets.TryGetValue(packet, out var fresh) ? StoredReceipt.Read(fresh.Receipt)
        : loaded.Receipts.TryGetValue(packet, out var receipt) ? receipt
        : throw new NotLoadedException(n => n.Receipts.Add(packet));

    public SealedBody Body(long packet) => FindBody(packet) ?? throw new InvalidOperationException("The body of an open delivery is gone.");

    public SealedBody? FindBody(long packet) =>
        _packets.TryGetValue(packet, out var fresh) ? new SealedBody(fresh.Id, fresh.Body) : loaded.Bodies.GetValueOrDefault(packet);

    public PacketStatus StatusOf(long packet) =>
        _packets.TryGetValue(packet, out var fresh) ? new PacketStatus(fresh.Packet.Status, fresh.Packet.OccurredAt, fresh.Verdict)
        : loaded.Statuses.TryGetValue(packet, out var status) ? status
        : throw new NotLoadedException(n => n.Receipts.Add(packet));

    public bool HasSpoken(long dossier, string partner, DateTimeOffset since)
    {
        if (_packets.Values.Any(p => p.Dossier == dossier && p.Packet.Partner == partner && p.Packet.AcceptedAt >= since
            && p.Packet.Kind is not (PacketKind.Submission or PacketKind.Correction)))
        {
            return true;
        }

        return !_newDossiers.Contains(dossier)
            && (loaded.Spoken.TryGetValue((dossier, partner, since), out var spoken) ? spoken : throw new NotLoadedException(n => n.Spoken.Add((dossier, partner, since))));
    }

    public bool HasDocument(string owner, byte[] digest) => loaded.Documents.Contains(Key.Of(owner, digest));

    public string? DocumentOwner(long dossier, byte[] digest)
    {
        var hex = Convert.ToHexString(digest);
        return _documentOwners.GetValueOrDefault((dossier, hex)) ?? loaded.DocumentOwners.GetValueOrDefault((dossier, hex));
    }

    public void Refer(long lane, long packet, string owner, byte[] digest)
    {
        _documentOwners.TryAdd((lane, Convert.ToHexString(digest)), owner);
        Changes.References.Add((lane, packet, owner, digest));
    }

    private static long Next(Queue<long> keys) =>
        keys.TryDequeue(out var key) ? key : throw new InvalidOperationException("More rows were made than the group's commands could make.");
}
