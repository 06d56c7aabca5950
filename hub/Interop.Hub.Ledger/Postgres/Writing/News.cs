using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Postgres.Storage;
using Interop.Hub.Ledger.Reading;
using Npgsql;

namespace Interop.Hub.Ledger.Postgres.Writing;

/// <summary>What senders are to be told of their deliveries.</summary>
internal static class News
{
    public const string Silent = """
        select d.key, d.id, d.destination, p.partner, p.packet_id, p.dossier, d.state, d.answer_due
        from (select * from delivery where answer_due is not null and silent_at is null and answer_due <= coalesce($1, interop_now()) order by answer_due limit $2) d
        join packet p on p.key = d.packet order by d.answer_due
        """;

    // One after the other by its key, wherever it lies: joined, a partition of the deliveries would be read from end to end.
    public const string Untold = """
        select d.key, d.id, d.destination, p.partner, p.packet_id, p.dossier, n.state, n.since
        from (select * from news where due_at is not null and due_at <= coalesce($1, interop_now()) order by due_at limit $2) n
        cross join lateral (
          (select key, id, destination, packet from delivery where passed = false and key = n.delivery limit 1)
          union all (select key, id, destination, packet from delivery where passed = true and key = n.delivery limit 1)) d
        cross join lateral (select partner, packet_id, dossier from packet where key = d.packet limit 1) p
        order by n.due_at
        """;

    // By the keys alone: "is not null" would have all that is awaited read as well.
    public const string SilenceTold = "update delivery set silent_at = coalesce($1, interop_now()) where passed = true and key = any($2) and coalesce(answer_due, 0) > 0 and coalesce(silent_at, 0) = 0";

    public static Task<IReadOnlyList<DeliveryNews>> SilentAsync(NpgsqlConnection db, Clock clock, int limit, CancellationToken cancellationToken) =>
        FindAsync(db, Silent, clock, limit, cancellationToken);

    public static Task<IReadOnlyList<DeliveryNews>> UntoldAsync(NpgsqlConnection db, Clock clock, int limit, CancellationToken cancellationToken) =>
        FindAsync(db, Untold, clock, limit, cancellationToken);

    public static async Task<bool> SilenceToldAsync(NpgsqlConnection db, Clock clock, IReadOnlyList<DeliveryNews> silent, CancellationToken cancellationToken)
    {
        var batch = new Batch();
        batch.Do(SilenceTold, clock.Parameter(), P.Int64s(silent.Select(n => n.Key)));
        await batch.RunAsync(db, cancellationToken);
        return true;
    }

    private static async Task<IReadOnlyList<DeliveryNews>> FindAsync(NpgsqlConnection db, string question, Clock clock, int limit, CancellationToken cancellationToken)
    {
        List<DeliveryNews> news = [];
        var batch = new Batch();
        batch.Ask(question, row => news.Add(DueColumns.News(row)), clock.Parameter(), P.Int32(limit));
        await batch.RunAsync(db, cancellationToken);
        return news;
    }
}
