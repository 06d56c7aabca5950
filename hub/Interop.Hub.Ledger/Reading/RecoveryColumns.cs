using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Storage;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Reading;

/// <summary>Restores and holds, out of their columns.</summary>
internal static class RecoveryColumns
{
    public const string Statement = "r.epoch, r.stated_at, r.stated_by, r.reason, r.lost_from, r.chains";

    public const string Epoch = $"{Statement}, r.doubted, r.finished, h.released_at, h.released_by, r.told";

    public const string Place = "r.place_lane, r.place_destination, r.place_position, r.place_key";

    public const string Hold = "h.key, h.sign, h.epoch, h.since, h.detail";

    public const string Release = $"{Hold}, h.released_at, h.released_by, h.release_reason, h.unstated";

    /// <summary>The sign of the hold that comes with a statement.</summary>
    public static string SignOf(long epoch) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"epoch/{epoch}");

    public static RecoveryStatement ReadStatement<TRow>(TRow row)
        where TRow : IRow => new(row.Int64(0), row.Time(1), row.Text(2), row.Text(3), row.Time(4), row.Text(5));

    public static RecoveryEpoch ReadEpoch<TRow>(TRow row)
        where TRow : IRow => new(ReadStatement(row), row.Int64(6), row.Bool(7), row.TimeOrNull(8), row.TextOrNull(9), row.Bool(10));

    public static DoubtPlace ReadPlace<TRow>(TRow row)
        where TRow : IRow => row.IsNull(0) ? DoubtPlace.Start : new DoubtPlace(row.Int64(0), row.Text(1), row.Int64(2), row.Int64(3));

    public static HoldRow ReadHold<TRow>(TRow row)
        where TRow : IRow => new(row.Int64(0), row.Text(1), row.Int64OrNull(2), row.Time(3), row.Text(4));

    public static HoldView View(HoldRow hold) => new(hold.Sign, hold.Epoch, hold.Since, hold.Detail);

    public static byte[] OfStatement<TRow>(TRow row)
        where TRow : IRow => EvidenceContent.OfRecovery(ReadStatement(row)).ToArray();

    /// <summary>Null: it was not released.</summary>
    public static byte[]? OfRelease<TRow>(TRow row)
        where TRow : IRow => row.IsNull(5) ? null
            : EvidenceContent.OfRelease(ReadHold(row), new HoldRelease(row.Text(6), row.Text(7), row.Time(5), row.Bool(8))).ToArray();

    public static string DetailOf(RecoveryStatement statement) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"The ledger was restored from a backup (epoch {statement.Epoch}, stated by {statement.By}): receipts given since {statement.LostFrom:yyyy-MM-dd HH:mm:ss}Z may be missing.");
}
