using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Rules;
using Interop.Hub.Ledger.Storage;

namespace Interop.Hub.Ledger.Reading;

/// <summary>What the scheduler asks for, out of its columns.</summary>
internal static class DueColumns
{
    /// <summary>Columns <c>key, id, destination</c> of the delivery, <c>partner, packet_id, dossier</c> of its packet, what it is and since when.</summary>
    public static DeliveryNews News<TRow>(TRow row)
        where TRow : IRow =>
        new(row.Int64(0), Ids.Text(row.Blob(1)), row.Text(2), row.Text(3), row.Text(4), row.Int64OrNull(5), (DeliveryState)row.Int32(6), row.Time(7));

    /// <summary>Columns <c>id, destination</c>.</summary>
    public static ReadyDelivery Ready<TRow>(TRow row)
        where TRow : IRow => new(Ids.Text(row.Blob(0)), row.Text(1));

    /// <summary>Columns <c>id, destination, token, role, attempts, claimed_at, node, claimed_from</c> of the delivery, <c>partner, packet_id, dossier</c> of its packet.</summary>
    public static ExpiredLease Expired<TRow>(TRow row)
        where TRow : IRow => new(
            Ids.Text(row.Blob(0)), row.Text(1), row.Int64(2), (DeliveryRole)row.Int32(3), row.Int32(4), row.Time(5), row.Text(6),
            (DeliveryState)row.Int32(7) == DeliveryState.Unknown ? ClaimPurpose.Probe : ClaimPurpose.Send,
            row.Text(8), row.Text(9), row.Int64OrNull(10), row.TimeOrNull(11), TimeSpan.FromTicks(row.Int64(12)));
}
