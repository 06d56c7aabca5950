using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Postgres.Storage;
using Npgsql;

namespace Interop.Hub.Ledger.Postgres;

/// <summary>Which nodes run on the shared ledger.</summary>
internal static class Nodes
{
    // A beat of a process that lost its name to another changes nothing: it sees the other's instance and stops.
    private const string Beat = """
        insert into node as n (node, instance, configuration, program, joined_at, seen_at, clock_ahead)
        select $2, $3, $4, $5, t.now, t.now, $6 - t.now from (select coalesce($1, interop_now()) as now) t
        on conflict (node) do update set instance = excluded.instance, configuration = excluded.configuration, program = excluded.program,
          joined_at = case when n.instance = excluded.instance then n.joined_at else excluded.joined_at end,
          seen_at = excluded.seen_at, clock_ahead = excluded.clock_ahead
        where $7 or n.instance = excluded.instance
        """;

    private const string Live = """
        select node, instance, configuration, program, joined_at, clock_ahead from node where seen_at > coalesce($1, interop_now()) - $2 order by node
        """;

    /// <summary>The names of the nodes that live.</summary>
    public static Task<List<string>> LiveAsync(NpgsqlConnection db, Clock clock, CancellationToken cancellationToken) =>
        Ask.AllAsync(Ask.Command(db, Live, clock.Parameter(), P.Int64(ClusterView.Life.Ticks)), row => row.Text(0), cancellationToken);

    public static async Task<ClusterView> BeatAsync(NpgsqlConnection db, Clock clock, NodeBeat beat, CancellationToken cancellationToken)
    {
        List<NodeLine> live = [];
        var batch = new Batch();
        batch.Do(
            Beat,
            clock.Parameter(), P.Text(beat.Node), P.Text(beat.Instance), P.Text(beat.Configuration), P.Text(beat.Program), P.Int64(beat.Clock.UtcTicks), P.Bool(beat.Joining));
        batch.Ask(Live, row => live.Add(Read(row)), clock.Parameter(), P.Int64(ClusterView.Life.Ticks));
        await batch.RunAsync(db, cancellationToken);
        return new ClusterView(live);
    }

    public static async Task<bool> LeaveAsync(NpgsqlConnection db, string node, string instance, CancellationToken cancellationToken)
    {
        var batch = new Batch();
        batch.Do("delete from node where node = $1 and instance = $2", P.Text(node), P.Text(instance));
        await batch.RunAsync(db, cancellationToken);
        return true;
    }

    private static NodeLine Read(Row row) =>
        new(row.Text(0), row.Text(1), row.Text(2), row.Text(3), row.Time(4), TimeSpan.FromTicks(row.Int64(5)));
}
