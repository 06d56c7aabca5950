using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Reading;
using Interop.Hub.Ledger.Security;
using Interop.Hub.Ledger.Sqlite.Storage;
using Interop.Hub.Ledger.Sqlite.Tables;

namespace Interop.Hub.Ledger.Sqlite.Reading;

/// <summary>Packets with their contents.</summary>
internal static class PacketContents
{
    public const string ById = $"select {SealedPacket.Columns} from packet p join packet_body b on b.packet = p.key where p.id = ?";

    public const string Statuses = $"""
        select {SealedPacket.Columns} from packet p join packet_body b on b.packet = p.key
        where p.kind = 11 and p.event_key >= ? and p.event_key < ? order by p.key desc limit ?
        """;

    public static PacketBody? Body(Session db, byte[] id, DataKeys keys) => Open(db, db.Prepare(ById).With(id), keys).FirstOrDefault();

    public static IReadOnlyList<PacketBody> StatusesOf(Session db, string documentId, int limit, DataKeys keys) =>
        [.. Open(db, db.Prepare(Statuses).With(StatusKeys.From(documentId)).With(StatusKeys.Before(documentId)).With(limit), keys).Reverse()];

    private static IEnumerable<PacketBody> Open(Session db, Statement question, DataKeys keys)
    {
        List<SealedPacket> packets = [];
        using (question)
        {
            while (question.Step())
            {
                packets.Add(SealedPacket.Read(question));
            }
        }

        return packets.Select(packet => packet.Open(packet.Dossier is { } dossier ? new SqliteTables(db).Dossier(dossier) : null, keys)).ToList();
    }
}
