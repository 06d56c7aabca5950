using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Postgres.Storage;
using Interop.Hub.Ledger.Reading;

namespace Interop.Hub.Ledger.Postgres.Reading;

/// <summary>
/// The scheduler's questions: each one range of one partial index of what is not passed, in its order, bounded.
/// The state numbers stand in the text as they stand in the indexes' conditions.
/// </summary>
internal static class DueQuestions
{
    public static readonly string Due = Of("due_at");

    public static readonly string NewestDue = Of("due_at desc");

    // "offset 0" holds the join back until the few expired ones are found: packets are then entered by key.
    public static readonly string Expired = $"""
        select d.id, d.destination, d.token, d.role, d.attempts, d.claimed_at, d.node, d.claimed_from, p.partner, p.packet_id, p.dossier, d.first_attempt_at, d.closed_at_first
        from (select * from delivery where passed = false and state = 4 and lease_until <= {Clock.Now(1)} order by lease_until limit $2) d
        cross join lateral (select partner, packet_id, dossier from packet where key = d.packet offset 0) p
        order by d.lease_until
        """;

    public static readonly string GatesToPass = $"""
        select id, destination from delivery
        where passed = false and proceed_at is not null and state in (3, 5, 6, 9) and proceed_at <= {Clock.Now(1)}
          and role = 2 and coalesce(park, '') <> 'Quarantined' order by proceed_at limit $2
        """;

    // Walks from one destination to the next in the index: its cost is the number of destinations, not of deliveries.
    private const string Found = """
        with recursive found (destination) as (
          (select destination from delivery where passed = false order by destination limit 1)
          union all
          select (select d.destination from delivery d where d.passed = false and d.destination > f.destination order by d.destination limit 1)
          from found f where f.destination is not null)
        """;

    public const string Destinations = $"{Found} select destination from found where destination is not null";

    public static readonly string Backlog = $"""
        {Found}
        select f.destination, c.state, c.number, case when o.due_at <= {Clock.Now(1)} then o.due_at end
        from found f
        cross join lateral (select state, count(*) as number from delivery where passed = false and destination = f.destination group by state) c
        left join lateral (
          select due_at from delivery
          where passed = false and destination = f.destination and state in (3, 5, 6) and due_at is not null order by due_at limit 1) o on true
        where f.destination is not null order by f.destination
        """;

    public const string Controls = $"select {ControlColumns.All} from destination_control order by destination";

    public static IReadOnlyList<DestinationBacklog> ReadBacklog(IEnumerable<BacklogLine> lines) =>
        [.. lines.GroupBy(l => l.Destination, StringComparer.Ordinal)
            .Select(g => new DestinationBacklog(g.Key, g.ToDictionary(l => l.State, l => l.Number), g.First().OldestDue))];

    public static BacklogLine ReadLine(Row row) => new(row.Text(0), (DeliveryState)row.Int32(1), row.Int64(2), row.TimeOrNull(3));

    private static string Of(string order) => $"""
        select id, destination from delivery
        where passed = false and destination = $1 and state in (3, 5, 6) and due_at <= {Clock.Now(2)} order by {order} limit $3
        """;

    /// <summary>How many deliveries of a destination are in one state.</summary>
    internal readonly record struct BacklogLine(string Destination, DeliveryState State, long Number, DateTimeOffset? OldestDue);
}
