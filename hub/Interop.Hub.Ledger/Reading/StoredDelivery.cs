using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Rules;
using Interop.Hub.Ledger.Storage;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Reading;

/// <summary>A delivery's row as views need it, without its history.</summary>
internal readonly record struct StoredDelivery(long Key, long Packet, DeliveryView View)
{
    public const string Columns =
        "key, packet, id, destination, role, gate, state, park, due_at, attempts, changed_at, delivered_at, partner_reference, answer_due";

    public static StoredDelivery Read<TRow>(TRow row)
        where TRow : IRow
    {
        var state = (DeliveryState)row.Int32(6);
        return new StoredDelivery(row.Int64(0), row.Int64(1), new DeliveryView
        {
            Id = Ids.Text(row.Blob(2)),
            Destination = row.Text(3),
            Role = (DeliveryRole)row.Int32(4),
            Gate = row.TextOrNull(5),
            State = state,
            Park = Parks.Parse(row.TextOrNull(7)),
            DueAt = state.IsTimed() ? row.TimeOrNull(8) : null,
            Attempts = row.Int32(9),
            ChangedAt = row.Time(10),
            DeliveredAt = row.TimeOrNull(11),
            PartnerReference = row.TextOrNull(12),
            AnswerDueAt = row.TimeOrNull(13),
            History = [],
        });
    }
}
