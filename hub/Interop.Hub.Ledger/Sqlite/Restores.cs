using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Reading;
using Interop.Hub.Ledger.Rules;
using Interop.Hub.Ledger.Sqlite.Storage;
using Interop.Hub.Ledger.Sqlite.Writing;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Sqlite;

/// <summary>Restores and holds in the embedded ledger.</summary>
internal static class Restores
{
    private const string Newest = $"""
        select {RecoveryColumns.Epoch} from recovery r left join hold h on h.epoch = r.epoch order by r.epoch desc limit 1
        """;

    private const string Open = $"select {RecoveryColumns.Hold} from hold h where h.released_at is null order by h.key";

    private const string Place = $"select {RecoveryColumns.Place} from recovery r where r.epoch = ?";

    private const string Page = """
        select id, lane, destination, position, key from delivery
        where state <> 7 and state <> 10 and state <> 11 and state <> 12 and (lane, destination, position, key) > (?, ?, ?, ?)
        order by lane, destination, position, key limit ?
        """;

    public static RecoveryView View(Session db)
    {
        using var row = db.Prepare(Newest);
        var epoch = row.Step() ? RecoveryColumns.ReadEpoch(row) : null;
        return new RecoveryView(epoch, [.. Holds(db).Select(RecoveryColumns.View)]);
    }

    public static bool Hold(SqliteScope scope, HoldSign sign)
    {
        scope.Db.Prepare("insert or ignore into hold (sign, since, detail) values (?, ?, ?)").With(sign.Sign).With(scope.Now).With(sign.Detail).Run();
        return true;
    }

    public static int Doubt(SqliteScope scope, long epoch, int limit)
    {
        var place = PlaceOf(scope.Db, epoch);
        List<byte[]> page = [];
        using (var rows = scope.Db.Prepare(Page).With(place.Lane).With(place.Destination).With(place.Position).With(place.Key).With(limit))
        {
            while (rows.Step())
            {
                page.Add(rows.Blob(0));
                place = new DoubtPlace(rows.Int64(1), rows.Text(2), rows.Int64(3), rows.Int64(4));
            }
        }

        if (page.Count > 0)
        {
            var doubted = Restoring.Doubt(scope, epoch, page);
            scope.Db.Prepare("update recovery set doubted = doubted + ?, place_lane = ?, place_destination = ?, place_position = ?, place_key = ? where epoch = ?")
                .With(doubted).With(place.Lane).With(place.Destination).With(place.Position).With(place.Key).With(epoch).Run();
        }

        return page.Count;
    }

    public static bool Finish(Session db, long epoch)
    {
        db.Prepare("update recovery set finished = 1 where epoch = ?").With(epoch).Run();
        return true;
    }

    public static ReleaseVerdict Release(SqliteScope scope, HoldRelease release) => Restoring.Release(scope, View(scope.Db), Holds(scope.Db), release);

    public static bool Told(Session db, long epoch)
    {
        db.Prepare("update recovery set told = 1 where epoch = ?").With(epoch).Run();
        return true;
    }

    public static MissingReceipts Missing(Session db, string partner, IReadOnlyList<string> receipts, IReadOnlyList<string> packets) => new(
        [.. receipts.Where(r => !Ids.TryParse(r, out var id) || !Has(db.Prepare("select 1 from packet where id = ? and partner = ?").With(id).With(partner)))],
        [.. packets.Where(p => !Has(db.Prepare("select 1 from packet_key where partner = ? and packet_id = ?").With(partner).With(p)))]);

    private static List<HoldRow> Holds(Session db)
    {
        List<HoldRow> holds = [];
        using var rows = db.Prepare(Open);
        while (rows.Step())
        {
            holds.Add(RecoveryColumns.ReadHold(rows));
        }

        return holds;
    }

    private static DoubtPlace PlaceOf(Session db, long epoch)
    {
        using var row = db.Prepare(Place).With(epoch);
        return row.Step() ? RecoveryColumns.ReadPlace(row) : throw new InvalidOperationException("There is no such restore.");
    }

    private static bool Has(Statement row)
    {
        using (row)
        {
            return row.Step();
        }
    }
}
