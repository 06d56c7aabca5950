using Interop.Contracts.Dossiers;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Intake;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Security;
using Interop.Hub.Ledger.Rules;
using Interop.Hub.Ledger.Sqlite.Storage;
using Interop.Hub.Ledger.Sqlite.Tables;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Sqlite.Reading;

/// <summary>A packet's row as views need it; the names of its files are sealed still.</summary>
internal sealed record StoredPacket(long Key, byte[] Id, long? Dossier, byte[]? Documents, WrappedKey? OwnKey, Receipt Receipt, PacketView View);

/// <summary>Puts together what the console and partners see.</summary>
internal static class Views
{
    public const string PacketsOfDossier = """
        select key, id, dossier, partner, packet_id, kind, occurred_at, accepted_at, status, status_verdict, traceparent, receipt, documents, key_id, data_key
        from packet where dossier = ? order by key
        """;

    public const string PacketById = """
        select key, id, dossier, partner, packet_id, kind, occurred_at, accepted_at, status, status_verdict, traceparent, receipt, documents, key_id, data_key
        from packet where id = ?
        """;

    public const string DeliveriesOfPacket = """
        select key, id, destination, role, gate, state, park, due_at, attempts, changed_at, delivered_at, partner_reference, answer_due
        from delivery where packet = ? order by key
        """;

    public static DossierView? Dossier(Session db, long key, DataKeys keys)
    {
        var tables = new SqliteTables(db);
        if (tables.Dossier(key) is not { } row)
        {
            return null;
        }

        List<StoredPacket> packets = [];
        using (var rows = db.Prepare(PacketsOfDossier).With(key))
        {
            while (rows.Step())
            {
                packets.Add(ReadPacket(rows));
            }
        }

        return new DossierView
        {
            Key = row.Key,
            Number = row.Number,
            Owner = row.Owner,
            Identifiers = tables.Identifiers(key),
            Facts = row.Facts,
            Parties = tables.Parties(key),
            Status = row.Status,
            StatusSince = row.StatusSince,
            Financial = row.Financial,
            ResultState = row.Result,
            CreatedAt = row.CreatedAt,
            UpdatedAt = row.UpdatedAt,
            Packets = [.. packets.Select(p => Fill(db, p, row, keys))],
        };
    }

    public static PacketView? Packet(Session db, byte[] id, DataKeys keys)
    {
        StoredPacket? packet = null;
        using (var row = db.Prepare(PacketById).With(id))
        {
            packet = row.Step() ? ReadPacket(row) : null;
        }

        return packet is null ? null : Fill(db, packet, packet.Dossier is { } d ? new SqliteTables(db).Dossier(d) : null, keys);
    }

    private static StoredPacket ReadPacket(Statement row)
    {
        var receipt = StoredReceipt.Read(row.Text(11));
        return new StoredPacket(
            row.Int64(0),
            row.Blob(1),
            row.Int64OrNull(2),
            row.BlobOrNull(12),
            row.IsNull(13) ? null : new WrappedKey(row.Text(13), row.Blob(14)),
            receipt,
            new PacketView
            {
                Id = Ids.Text(row.Span(1)),
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
                Documents = [],
                Deliveries = [],
            });
    }

    private static PacketView Fill(Session db, StoredPacket packet, DossierRow? dossier, DataKeys keys)
    {
        var dataKey = packet.Documents is null ? null
            : dossier is not null ? keys.Open(dossier.Key, dossier.DataKey)
            : packet.OwnKey is { } own ? keys.Open(-packet.Key, own)
            : null;
        return packet.View with
        {
            Documents = dataKey is null ? [] : DocumentList.Read(Envelope.Open(dataKey, packet.Documents, SealedNames.Documents(packet.Id))),
            Deliveries = Deliveries(db, packet.Key),
        };
    }

    private static List<DeliveryView> Deliveries(Session db, long packet)
    {
        List<(long Key, DeliveryView View)> read = [];
        using (var rows = db.Prepare(DeliveriesOfPacket).With(packet))
        {
            while (rows.Step())
            {
                read.Add((rows.Int64(0), new DeliveryView
                {
                    Id = Ids.Text(rows.Span(1)),
                    Destination = rows.Text(2),
                    Role = (DeliveryRole)rows.Int32(3),
                    Gate = rows.TextOrNull(4),
                    State = (DeliveryState)rows.Int32(5),
                    Park = Parks.Parse(rows.TextOrNull(6)),
                    DueAt = ((DeliveryState)rows.Int32(5)).IsTimed() ? rows.TimeOrNull(7) : null,
                    Attempts = rows.Int32(8),
                    ChangedAt = rows.Time(9),
                    DeliveredAt = rows.TimeOrNull(10),
                    PartnerReference = rows.TextOrNull(11),
                    AnswerDueAt = rows.TimeOrNull(12),
                    History = [],
                }));
            }
        }

        return [.. read.Select(d => d.View with { History = History.Of(db, d.Key), Findings = new SqliteTables(db).Findings(d.Key) })];
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
