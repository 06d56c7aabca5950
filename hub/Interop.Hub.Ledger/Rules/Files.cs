using Interop.Contracts.Documents;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Rules;

/// <summary>The files that a packet refers to.</summary>
internal static class Files
{
    public static byte[] Bytes(Sha256Digest digest) => Convert.FromHexString(digest.Value);

    /// <summary>Whose file each reference means: the sender's own, else one that the dossier has already.</summary>
    /// <returns>The owners, in order; or the digests of the files that are nowhere.</returns>
    public static (IReadOnlyList<string> Owners, IReadOnlyList<Sha256Digest> Missing) Resolve(IDocumentRows tables, AcceptPacket packet, long? dossier)
    {
        if (packet.Documents.Count == 0)
        {
            return ([], []);
        }

        List<string> owners = new(packet.Documents.Count);
        List<Sha256Digest> missing = [];
        foreach (var document in packet.Documents)
        {
            var digest = Bytes(document.Sha256);
            var owner = tables.HasDocument(packet.Partner, digest) ? packet.Partner : dossier is { } d ? tables.DocumentOwner(d, digest) : null;
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

    public static void Refer(IDocumentRows tables, AcceptPacket packet, IReadOnlyList<string> owners, long lane, long key)
    {
        for (var i = 0; i < owners.Count; i++)
        {
            tables.Refer(lane, key, owners[i], Bytes(packet.Documents[i].Sha256));
        }
    }
}
