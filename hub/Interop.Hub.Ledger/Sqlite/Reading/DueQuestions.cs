using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Reading;
using Interop.Hub.Ledger.Sqlite.Storage;

namespace Interop.Hub.Ledger.Sqlite.Reading;

/// <summary>The scheduler's questions: each one range of one partial index, in its order, bounded.</summary>
internal static class DueQuestions
{
    public const string Due = $"{AllDue} order by due_at limit ?";

    public const string NewestDue = $"{AllDue} order by due_at desc limit ?";

    private const string AllDue = "select id, destination from delivery where destination = ? and (state = 3 or state = 5 or state = 6) and due_at <= ?";

    public const string Expired = """
        select d.id, d.destination, d.token, d.role, d.attempts, d.claimed_at, d.node, d.claimed_from, p.partner, p.packet_id, p.dossier, d.first_attempt_at, d.closed_at_first
        from delivery d join packet p on p.key = d.packet
        where d.state = 4 and d.lease_until <= ? order by d.lease_until limit ?
        """;

    public const string GatesToPass = """
        select id, destination from delivery
        where proceed_at is not null and (state = 3 or state = 5 or state = 6 or state = 9) and proceed_at <= ? and role = 2 and coalesce(park, '') <> 'Quarantined' order by proceed_at limit ?
        """;

    public const string Silent = """
        select d.key, d.id, d.destination, p.partner, p.packet_id, p.dossier, d.state, d.answer_due
        from delivery d join packet p on p.key = d.packet
        where d.answer_due is not null and d.silent_at is null and d.answer_due <= ? order by d.answer_due limit ?
        """;

    public const string Untold = """
        select d.key, d.id, d.destination, p.partner, p.packet_id, p.dossier, n.state, n.since
        from news n join delivery d on d.key = n.delivery join packet p on p.key = d.packet
        where n.due_at is not null and n.due_at <= ? order by n.due_at limit ?
        """;

    // Walks from one destination to the next in the index: its cost is the number of destinations, not of deliveries.
    public const string Destinations = """
        with recursive found (destination) as (
          select (select min(destination) from delivery where state <> 7 and state <> 10 and state <> 11 and state <> 12)
          union all
          select (select min(d.destination) from delivery d where d.state <> 7 and d.state <> 10 and d.state <> 11 and d.state <> 12 and d.destination > found.destination)
          from found where found.destination is not null)
        select destination from found where destination is not null
        """;

    public const string Counts = "select state, count(*) from delivery where destination = ? and state <> 7 and state <> 10 and state <> 11 and state <> 12 group by state";

    public const string Oldest = "select min(due_at) from delivery where destination = ? and (state = 3 or state = 5 or state = 6)";

    public static IReadOnlyList<ReadyDelivery> DueOf(Session db, string destination, DateTimeOffset now, int limit)
    {
        using var rows = db.Prepare(Due).With(destination).With(now).With(limit);
        return ReadReady(rows);
    }

    public static IReadOnlyList<ReadyDelivery> NewestDueOf(Session db, string destination, DateTimeOffset now, int limit)
    {
        using var rows = db.Prepare(NewestDue).With(destination).With(now).With(limit);
        return ReadReady(rows);
    }

    public static IReadOnlyList<ReadyDelivery> GatesOf(Session db, DateTimeOffset now, int limit)
    {
        using var rows = db.Prepare(GatesToPass).With(now).With(limit);
        return ReadReady(rows);
    }

    public static IReadOnlyList<ExpiredLease> ExpiredAt(Session db, DateTimeOffset now, int limit)
    {
        List<ExpiredLease> leases = [];
        using var rows = db.Prepare(Expired).With(now).With(limit);
        while (rows.Step())
        {
            leases.Add(DueColumns.Expired(rows));
        }

        return leases;
    }

    public static IReadOnlyList<DeliveryNews> SilentAt(Session db, DateTimeOffset now, int limit) => News(db.Prepare(Silent).With(now).With(limit));

    public static IReadOnlyList<DeliveryNews> UntoldAt(Session db, DateTimeOffset now, int limit) => News(db.Prepare(Untold).With(now).With(limit));

    private static IReadOnlyList<DeliveryNews> News(Statement rows)
    {
        List<DeliveryNews> news = [];
        using (rows)
        {
            while (rows.Step())
            {
                news.Add(DueColumns.News(rows));
            }
        }

        return news;
    }

    public static IReadOnlyList<string> DestinationsOf(Session db)
    {
        List<string> destinations = [];
        using var rows = db.Prepare(Destinations);
        while (rows.Step())
        {
            destinations.Add(rows.Text(0));
        }

        return destinations;
    }

    public static IReadOnlyList<DestinationBacklog> Backlog(Session db, DateTimeOffset now) =>
        [.. DestinationsOf(db).Select(d => new DestinationBacklog(d, CountsOf(db, d), OldestOf(db, d, now)))];

    private static Dictionary<DeliveryState, long> CountsOf(Session db, string destination)
    {
        Dictionary<DeliveryState, long> counts = [];
        using var rows = db.Prepare(Counts).With(destination);
        while (rows.Step())
        {
            counts[(DeliveryState)rows.Int32(0)] = rows.Int64(1);
        }

        return counts;
    }

    private static DateTimeOffset? OldestOf(Session db, string destination, DateTimeOffset now)
    {
        using var row = db.Prepare(Oldest).With(destination);
        return row.Step() && row.TimeOrNull(0) is { } due && due <= now ? due : null;
    }

    private static List<ReadyDelivery> ReadReady(Statement rows)
    {
        List<ReadyDelivery> ready = [];
        while (rows.Step())
        {
            ready.Add(DueColumns.Ready(rows));
        }

        return ready;
    }
}
