using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Postgres.Storage;
using Interop.Hub.Ledger.Reading;
using Npgsql;

namespace Interop.Hub.Ledger.Postgres;

/// <summary>Orders of replay in the shared ledger.</summary>
internal static class PostgresReplays
{
    // "limit 1" changes nothing, for a delivery's number names one attempt; without it all ten million attempts of a ledger
    // that had no statistics yet were read for each of a page's deliveries.
    private const string Latest = "left join lateral (select a.fault_code from attempt a where a.delivery = d.key and a.number = d.recorded limit 1) a on true";

    private const string Meant = $"""
        from delivery d join packet p on p.key = d.packet {Latest}
        where d.passed = false and d.destination = $1 and d.state in (5, 6, 8, 9) and d.state = any($2) and d.changed_at <= $3
          and ($4 is null or a.fault_code = $4) and ($5 is null or p.kind = $5)
        """;

    private const string CountMeant = $"select count(*) {Meant}";

    public const string PageMeant = $"select d.key, d.id {Meant} and d.key > $6 order by d.key limit $7";

    private const string Groups = $"""
        select d.destination, d.state, d.park, a.fault_code, count(*), min(d.changed_at), max(d.changed_at), (array_agg(d.id order by d.key))[1]
        from delivery d {Latest}
        where d.passed = false and d.state in (6, 8, 9) group by 1, 2, 3, 4 order by 5 desc
        """;

    private const string Put = """
        insert into replay (id, destination, states, fault_code, kind, rate, operator, reason, created_at, state, meant, cursor, sent, left_alone, version)
        values ($1, $2, $3, $4, $5, $6 / 1000.0, $7, $8, $9, $10, $11, $12, $13, $14, 1)
        """;

    private const string Newest = $"select {ReplayColumns.All} from replay order by created_at desc limit $1";

    private const string Running = $"select {ReplayColumns.All} from replay where state = $1 order by created_at";

    private const string Change = "update replay set state = $1, cursor = $2, sent = $3, left_alone = $4, version = version + 1 where id = $5 and version = $6";

    private const string One = $"select {ReplayColumns.All} from replay where id = $1";

    public static Task<IReadOnlyList<FailureGroup>> FailuresAsync(NpgsqlConnection db, CancellationToken cancellationToken) =>
        ListAsync(db, Groups, ReplayColumns.ReadGroup, cancellationToken);

    public static async Task<long> CountAsync(NpgsqlConnection db, ReplayFilter filter, DateTimeOffset since, CancellationToken cancellationToken) =>
        (await ListAsync(db, CountMeant, row => row.Int64(0), cancellationToken, [.. Of(filter, since)]))[0];

    public static Task<IReadOnlyList<StuckDelivery>> PageAsync(NpgsqlConnection db, ReplayFilter filter, DateTimeOffset since, long after, int limit, CancellationToken cancellationToken) =>
        ListAsync(db, PageMeant, ReplayColumns.ReadStuck, cancellationToken, [.. Of(filter, since), P.Int64(after), P.Int32(limit)]);

    public static async Task<ReplayOrder> OrderAsync(NpgsqlConnection db, ReplayOrder order, CancellationToken cancellationToken)
    {
        var batch = new Batch();
        batch.Do(
            Put,
            P.Text(order.Id), P.Text(order.Filter.Destination), P.Text(ReplayColumns.Write(order.Filter.States)), P.TextOrNull(order.Filter.FaultCode),
            P.Int32OrNull((int?)order.Filter.Kind), P.Int64((long)Math.Round(order.RatePerSecond * 1000)), P.Text(order.Operator), P.Text(order.Reason),
            P.Int64(order.CreatedAt.UtcTicks), P.Int32((int)order.State), P.Int64(order.Meant), P.Int64(order.Cursor), P.Int64(order.Sent), P.Int64(order.LeftAlone));
        await batch.RunAsync(db, cancellationToken);
        return order with { Version = 1 };
    }

    public static Task<IReadOnlyList<ReplayOrder>> OrdersAsync(NpgsqlConnection db, int limit, CancellationToken cancellationToken) =>
        ListAsync(db, Newest, ReplayColumns.Read, cancellationToken, P.Int32(limit));

    public static Task<IReadOnlyList<ReplayOrder>> RunningAsync(NpgsqlConnection db, CancellationToken cancellationToken) =>
        ListAsync(db, Running, ReplayColumns.Read, cancellationToken, P.Int32((int)ReplayState.Running));

    public static async Task<ReplayOrder?> SaveAsync(NpgsqlConnection db, ReplayOrder order, CancellationToken cancellationToken)
    {
        ReplayOrder? stored = null;
        var batch = new Batch();
        batch.Do(
            Change,
            P.Int32((int)order.State), P.Int64(order.Cursor), P.Int64(order.Sent), P.Int64(order.LeftAlone), P.Text(order.Id), P.Int64(order.Version));
        batch.Ask(One, row => stored = ReplayColumns.Read(row), P.Text(order.Id));
        await batch.RunAsync(db, cancellationToken);
        return stored;
    }

    private static NpgsqlParameter[] Of(ReplayFilter filter, DateTimeOffset since) =>
        [P.Text(filter.Destination), P.Int32s(filter.States.Select(s => (int)s)), P.Int64(since.UtcTicks), P.TextOrNull(filter.FaultCode), P.Int32OrNull((int?)filter.Kind)];

    private static async Task<IReadOnlyList<T>> ListAsync<T>(NpgsqlConnection db, string sql, Func<Row, T> read, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        List<T> found = [];
        var batch = new Batch();
        batch.Ask(sql, row => found.Add(read(row)), parameters);
        await batch.RunAsync(db, cancellationToken);
        return found;
    }
}
