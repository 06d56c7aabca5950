namespace Interop.Hub.Ledger.Sqlite.Tables;

/// <content>Which file is whose.</content>
internal sealed partial class SqliteTables
{
    public bool HasDocument(string owner, byte[] digest)
    {
        using var row = db.Prepare("select 1 from document where owner = ? and digest = ?").With(owner).With(digest);
        return row.Step();
    }

    public string? DocumentOwner(long dossier, byte[] digest)
    {
        using var row = db.Prepare("select owner from packet_document where lane = ? and digest = ? limit 1").With(dossier).With(digest);
        return row.Step() ? row.Text(0) : null;
    }

    public void Refer(long lane, long packet, string owner, byte[] digest)
    {
        db.Prepare("insert or ignore into packet_document (lane, digest, packet, owner) values (?, ?, ?, ?)")
            .With(lane).With(digest).With(packet).With(owner).Run();
        db.Prepare("update document set referred = 1 where owner = ? and digest = ? and referred = 0").With(owner).With(digest).Run();
    }
}
