using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Reading;
using Interop.Hub.Ledger.Sqlite.Storage;

namespace Interop.Hub.Ledger.Sqlite;

/// <summary>Orders of replay in the embedded ledger.</summary>
internal static class Replays
{
    // The states are few and known: a bit for each, so that one statement serves every choice of them.
    private const string Meant = """
        from delivery d join packet p on p.key = d.packet left join attempt a on a.delivery = d.key and a.number = d.recorded
        where d.destination = ?1 and (d.state = 5 or d.state = 6 or d.state = 8 or d.state = 9) and (?2 >> d.state) & 1 and d.changed_at <= ?3
          and (?4 is null or a.fault_code = ?4) and (?5 is null or p.kind = ?5)
        """;

    private const string CountMeant = $"select count(*) {Meant}";

    private const string PageMeant = $"select d.key, d.id {Meant} and d.key > ?6 order by d.key limit ?7";

    private const string Groups = """
        select d.destination, d.state, d.park, a.fault_code, count(*), min(d.changed_at), max(d.changed_at), min(d.id)
        from delivery d left join attempt a on a.delivery = d.key and a.number = d.recorded
        where d.state in (6, 8, 9) and (d.state = 5 or d.state = 6 or d.state = 8 or d.state = 9) group by 1, 2, 3, 4 order by 5 desc
        """;

    private const string Put = """
        insert into replay (id, destination, states, fault_code, kind, rate, operator, reason, created_at, state, meant, cursor, sent, left_alone, version)
        values (?, ?, ?, ?, ?, ? / 1000.0, ?, ?, ?, ?, ?, ?, ?, ?, 1)
        """;

    private const string Newest = $"select {ReplayColumns.All} from replay order by created_at desc limit ?";

    private const string RunningNow = $"select {ReplayColumns.All} from replay where state = ? order by created_at";

    private const string One = $"select {ReplayColumns.All} from replay where id = ?";

    public static IReadOnlyList<FailureGroup> Failures(Session db)
    {
        List<FailureGroup> groups = [];
        using var rows = db.Prepare(Groups);
        while (rows.Step())
        {
            groups.Add(ReplayColumns.ReadGroup(rows));
        }

        return groups;
    }

    public static long Count(Session db, ReplayFilter filter, DateTimeOffset since)
    {
        using var row = db.Prepare(CountMeant).With(filter.Destination).With(Bits(filter)).With(since).With(filter.FaultCode).With((long?)filter.Kind);
        row.Step();
        return row.Int64(0);
    }

    public static IReadOnlyList<StuckDelivery> Page(Session db, ReplayFilter filter, DateTimeOffset since, long after, int limit)
    {
        List<StuckDelivery> page = [];
        using var rows = db.Prepare(PageMeant).With(filter.Destination).With(Bits(filter)).With(since).With(filter.FaultCode).With((long?)filter.Kind).With(after).With(limit);
        while (rows.Step())
        {
            page.Add(ReplayColumns.ReadStuck(rows));
        }

        return page;
    }

    public static ReplayOrder Order(Session db, ReplayOrder order)
    {
        db.Prepare(Put)
            .With(order.Id).With(order.Filter.Destination).With(ReplayColumns.Write(order.Filter.States)).With(order.Filter.FaultCode).With((long?)order.Filter.Kind)
            .With((long)Math.Round(order.RatePerSecond * 1000)).With(order.Operator).With(order.Reason).With(order.CreatedAt).With((int)order.State)
            .With(order.Meant).With(order.Cursor).With(order.Sent).With(order.LeftAlone).Run();
        return order with { Version = 1 };
    }

    public static IReadOnlyList<ReplayOrder> Orders(Session db, int limit) => Read(db.Prepare(Newest).With(limit));

    public static IReadOnlyList<ReplayOrder> Running(Session db) => Read(db.Prepare(RunningNow).With((int)ReplayState.Running));

    private static List<ReplayOrder> Read(Statement rows)
    {
        using (rows)
        {
            List<ReplayOrder> orders = [];
            while (rows.Step())
            {
                orders.Add(ReplayColumns.Read(rows));
            }

            return orders;
        }
    }

    public static ReplayOrder? Save(Session db, ReplayOrder order)
    {
        db.Prepare("update replay set state = ?, cursor = ?, sent = ?, left_alone = ?, version = version + 1 where id = ? and version = ?")
            .With((int)order.State).With(order.Cursor).With(order.Sent).With(order.LeftAlone).With(order.Id).With(order.Version).Run();
        using var row = db.Prepare(One).With(order.Id);
        return row.Step() ? ReplayColumns.Read(row) : null;
    }

    private static long Bits(ReplayFilter filter) => filter.States.Aggregate(0L, (bits, state) => bits | (1L << (int)state));
}
