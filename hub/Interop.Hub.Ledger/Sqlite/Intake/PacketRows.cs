using System.Security.Cryptography;
using System.Text;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Intake;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Security;
using Interop.Hub.Ledger.Sqlite.Storage;

namespace Interop.Hub.Ledger.Sqlite.Intake;

/// <summary>Packets, their bodies and the names of their files.</summary>
internal static class PacketRows
{
    public static long NextKey(Session db)
    {
        using var row = db.Prepare("select coalesce(max(key), 0) + 1 from packet");
        row.Step();
        return row.Int64(0);
    }

    public static Receipt Receipt(Session db, long key)
    {
        using var row = db.Prepare("select receipt from packet where key = ?").With(key);
        return row.Step() ? StoredReceipt.Read(row.Text(0)) : throw new InvalidOperationException("A key points to a packet that is not there.");
    }

    /// <summary>Writes a packet and its sealed body.</summary>
    /// <returns>Digest of the sealed body, for the evidence.</returns>
    public static byte[] Insert(Session db, long key, byte[] id, long? dossier, AcceptPacket packet, StatusVerdict? verdict, string receipt, byte[] dataKey, WrappedKey? own)
    {
        var body = Envelope.Seal(dataKey, packet.Body.Span, BodyName(id));
        var digest = SHA256.HashData(body);
        var documents = packet.Documents.Count == 0 ? null : Envelope.Seal(dataKey, DocumentList.Write(packet.Documents), DocumentsName(id));
        db.Prepare("""
            insert into packet (key, id, dossier, partner, packet_id, kind, digest, event_key, corrects, occurred_at, accepted_at,
              status, status_verdict, traceparent, receipt, body_digest, documents, key_id, data_key)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
            .With(key).With(id).With(dossier).With(packet.Partner).With(packet.PacketId).With((int)packet.Kind).With(packet.Digest.Span)
            .With(packet.EventKey).With(packet.Corrects).With(packet.OccurredAt).With(packet.AcceptedAt).With((long?)packet.Status).With((long?)verdict)
            .With(packet.TraceParent).With(receipt).With(digest).With(documents).With(own?.KeyId).With(own?.Wrapped).Run();
        db.Prepare("insert into packet_body (packet, body) values (?, ?)").With(key).With(body).Run();
        return digest;
    }

    public static byte[]? Body(Session db, long key)
    {
        using var row = db.Prepare("select body from packet_body where packet = ?").With(key);
        return row.Step() ? row.Blob(0) : null;
    }

    public static byte[] BodyName(ReadOnlySpan<byte> id) => Name("body/", id);

    public static byte[] DocumentsName(ReadOnlySpan<byte> id) => Name("documents/", id);

    /// <summary>Names sealed bytes after their row.</summary>
    public static byte[] Name(string what, ReadOnlySpan<byte> id) => [.. Encoding.ASCII.GetBytes(what), .. id];
}
