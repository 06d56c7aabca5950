using Interop.Contracts.Dossiers;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Intake;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Rules;
using Interop.Hub.Ledger.Security;
using Interop.Hub.Ledger.Storage;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Reading;

/// <summary>A packet's row as views need it; the names of its files are sealed still.</summary>
internal sealed record StoredPacket(long Key, byte[] Id, long? Dossier, byte[]? Documents, WrappedKey? OwnKey, long? Removal, PacketView View)
{
    public const string Columns =
        "key, id, dossier, partner, packet_id, kind, occurred_at, accepted_at, status, status_verdict, traceparent, receipt, documents, key_id, data_key, removal, removed_at";

    public static StoredPacket Read<TRow>(TRow row)
        where TRow : IRow
    {
        var id = row.Blob(1);
        var receipt = StoredReceipt.Read(row.Text(11));
        return new StoredPacket(
            row.Int64(0),
            id,
            row.Int64OrNull(2),
            row.BlobOrNull(12),
            row.IsNull(13) ? null : new WrappedKey(row.Text(13), row.Blob(14)),
            row.Int64OrNull(15),
            new PacketView
            {
                Id = Ids.Text(id),
                Sender = row.Text(3),
                PacketId = row.Text(4),
                Kind = (PacketKind)row.Int32(5),
                OccurredAt = row.Time(6),
                AcceptedAt = row.Time(7),
                Status = (BusinessStatus?)row.Int64OrNull(8),
                StatusVerdict = row.Int64OrNull(9) is { } v ? Name((StatusVerdict)v) : null,
                TraceParent = row.TextOrNull(10),
                DossierNumber = receipt.DossierNumber,
                Warnings = receipt.Warnings,
                Removed = row.IsNull(15) ? null : new RemovalView(row.Time(16), Erased: false),
                Documents = [],
                Deliveries = [],
            });
    }

    /// <summary>The packet with its files, which the dossier's key opens or its own, and its deliveries.</summary>
    public PacketView Fill(DossierRow? dossier, DataKeys keys, IReadOnlyList<DeliveryView> deliveries)
    {
        var dataKey = Documents is null ? null
            : dossier is not null ? keys.Open(dossier.Key, dossier.DataKey)
            : OwnKey is { } own ? keys.Open(-Key, own)
            : null;
        return View with
        {
            Documents = dataKey is null ? [] : DocumentList.Read(Envelope.Open(dataKey, Documents, SealedNames.Documents(Id))),
            Deliveries = deliveries,
            // What was purged before its dossier was erased, was purged.
            Removed = View.Removed is { } removed ? removed with { Erased = Removal == dossier?.Removal } : null,
        };
    }

    private static string Name(StatusVerdict verdict) => verdict switch
    {
        StatusVerdict.Applied => "applied",
        StatusVerdict.Jump => "jump",
        StatusVerdict.Repeat => "repeat",
        StatusVerdict.Late => "late",
        StatusVerdict.Quarantined => "quarantined",
        _ => throw new InvalidOperationException($"Status verdict {(int)verdict} is not known."),
    };
}
