using System.Globalization;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Rules;
using Interop.Hub.Ledger.Storage;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Reading;

/// <summary>Orders of replay and groups of failures, out of their columns.</summary>
internal static class ReplayColumns
{
    // The rate in thousandths: a row is read by whole numbers and texts alone.
    public const string All = "id, destination, states, fault_code, kind, cast(round(rate * 1000) as bigint), operator, reason, created_at, state, meant, cursor, sent, left_alone, version";

    public static ReplayOrder Read<TRow>(TRow row)
        where TRow : IRow => new()
        {
            Id = row.Text(0),
            Filter = new ReplayFilter(row.Text(1), States(row.Text(2)), row.TextOrNull(3), (PacketKind?)row.Int64OrNull(4)),
            RatePerSecond = row.Int64(5) / 1000.0,
            Operator = row.Text(6),
            Reason = row.Text(7),
            CreatedAt = row.Time(8),
            State = (ReplayState)row.Int32(9),
            Meant = row.Int64(10),
            Cursor = row.Int64(11),
            Sent = row.Int64(12),
            LeftAlone = row.Int64(13),
            Version = row.Int64(14),
        };

    public static FailureGroup ReadGroup<TRow>(TRow row)
        where TRow : IRow =>
        new(row.Text(0), (DeliveryState)row.Int32(1), Parks.Parse(row.TextOrNull(2)), row.TextOrNull(3), row.Int64(4), row.Time(5), row.Time(6), Ids.Text(row.Blob(7)));

    public static StuckDelivery ReadStuck<TRow>(TRow row)
        where TRow : IRow => new(row.Int64(0), Ids.Text(row.Blob(1)));

    public static string Write(IReadOnlyList<DeliveryState> states) => string.Join(' ', states.Select(s => ((int)s).ToString(CultureInfo.InvariantCulture)));

    private static List<DeliveryState> States(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(s => (DeliveryState)int.Parse(s, CultureInfo.InvariantCulture))];
}
