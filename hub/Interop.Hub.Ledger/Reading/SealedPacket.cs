using Interop.Contracts.Packets;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Rules;
using Interop.Hub.Ledger.Security;
using Interop.Hub.Ledger.Storage;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Reading;

/// <summary>A packet with its body, sealed under its dossier's key or its own.</summary>
internal sealed record SealedPacket(long Key, byte[] Id, long? Dossier, WrappedKey? OwnKey, string Sender, PacketKind Kind, DateTimeOffset AcceptedAt, byte[] Body)
{
    public const string Columns = "p.key, p.id, p.dossier, p.key_id, p.data_key, p.partner, p.kind, p.accepted_at, b.body";

    public static SealedPacket Read<TRow>(TRow row)
        where TRow : IRow => new(
            row.Int64(0),
            row.Blob(1),
            row.Int64OrNull(2),
            row.IsNull(3) ? null : new WrappedKey(row.Text(3), row.Blob(4)),
            row.Text(5),
            (PacketKind)row.Int32(6),
            row.Time(7),
            row.Blob(8));

    /// <summary>Opens it.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">No key opens it, or it was damaged.</exception>
    public PacketBody Open(DossierRow? dossier, DataKeys keys)
    {
        var dataKey = dossier is not null ? keys.Open(dossier.Key, dossier.DataKey)
            : OwnKey is { } own ? keys.Open(-Key, own)
            : throw new InvalidOperationException("A packet has neither a dossier nor a key of its own.");
        return new PacketBody(Ids.Text(Id), Kind, Sender, AcceptedAt, Envelope.Open(dataKey, Body, SealedNames.Body(Id)));
    }
}

/// <summary>Where the keys of a document's statuses lie: from the document's id and a slash to before what follows the slash.</summary>
internal static class StatusKeys
{
    public static string From(string documentId) => documentId + "/";

    public static string Before(string documentId) => documentId + "0";
}
