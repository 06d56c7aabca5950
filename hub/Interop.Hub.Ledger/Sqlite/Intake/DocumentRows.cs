using Interop.Contracts.Documents;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Sqlite.Storage;

namespace Interop.Hub.Ledger.Sqlite.Intake;

/// <summary>Which file is whose, and which packets refer to it.</summary>
internal static class DocumentRows
{
    public static byte[] Bytes(Sha256Digest digest) => Convert.FromHexString(digest.Value);

    /// <summary>Whose file each reference means: the sender's own, else one that the dossier has already.</summary>
    /// <returns>The owners, in order; or the digests of the files that are nowhere.</returns>
    public static (IReadOnlyList<string> Owners, IReadOnlyList<Sha256Digest> Missing) Resolve(Session db, AcceptPacket packet, long? dossier)
    {
        List<string> owners = new(packet.Documents.Count);
        List<Sha256Digest> missing = [];
        foreach (var document in packet.Documents)
        {
            var digest = Bytes(document.Sha256);
            var owner = Has(db, packet.Partner, digest) ? packet.Partner : dossier is { } d ? OwnerIn(db, d, digest) : null;
            if (owner is null)
            {
                missing.Add(document.Sha256);
            }
            else
            {
                owners.Add(owner);
            }
        }

        return (owners, missing);
    }

    public static void Refer(Session db, AcceptPacket packet, IReadOnlyList<string> owners, long lane, long key)
    {
        for (var i = 0; i < owners.Count; i++)
        {
            var digest = Bytes(packet.Documents[i].Sha256);
            db.Prepare("insert or ignore into packet_document (lane, digest, packet, owner) values (?, ?, ?, ?)")
                .With(lane).With(digest).With(key).With(owners[i]).Run();
            db.Prepare("update document set referred = 1 where owner = ? and digest = ? and referred = 0").With(owners[i]).With(digest).Run();
        }
    }

    public static bool Has(Session db, string owner, byte[] digest)
    {
        using var row = db.Prepare("select 1 from document where owner = ? and digest = ?").With(owner).With(digest);
        return row.Step();
    }

    /// <summary>Whose file a dossier's packets mean by a digest; null: none refers to it.</summary>
    public static string? OwnerIn(Session db, long dossier, byte[] digest)
    {
        using var row = db.Prepare("select owner from packet_document where lane = ? and digest = ? limit 1").With(dossier).With(digest);
        return row.Step() ? row.Text(0) : null;
    }
}
