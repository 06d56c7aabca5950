using Interop.Contracts.Packets;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Rules;
using Interop.Hub.Ledger.Storage;

namespace Interop.Hub.Ledger.Reading;

/// <summary>A line of what waits in an inbox, out of its columns.</summary>
internal static class WaitingColumns
{
    public const string OfDelivery = "id, packet, attempts, due_at";

    /// <summary>Columns <c>id</c> of the delivery; <c>id, kind, partner, accepted_at</c> of its packet; <c>number</c> of its dossier; <c>attempts</c> of the delivery.</summary>
    public static WaitingDelivery Read<TRow>(TRow row)
        where TRow : IRow =>
        new(Ids.Text(row.Blob(0)), Ids.Text(row.Blob(1)), (PacketKind)row.Int32(2), row.Text(3), row.Time(4), row.TextOrNull(5), row.Int32(6));
}
