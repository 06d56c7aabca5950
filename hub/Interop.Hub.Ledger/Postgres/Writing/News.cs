using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Postgres.Storage;
using Interop.Hub.Ledger.Reading;
using Interop.Hub.Ledger.Rules;
using Npgsql;

namespace Interop.Hub.Ledger.Postgres.Writing;

/// <summary>What senders are to be told of their deliveries, and the marks that they were.</summary>
internal static class News
{
    // The dossier in a question of its own: joined, all dossiers of a young ledger were read for a handful of deliveries.
    public const string Silent = """
        select d.id, d.destination, p.partner, p.packet_id, (select o.number from dossier o where o.key = p.dossier), d.answer_due
        from (select * from delivery where answer_due is not null and silent_at is null and answer_due <= coalesce($1, interop_now()) order by answer_due limit $2) d
        join packet p on p.key = d.packet order by d.answer_due
        """;

    public const string Arrived = """
        select d.id, d.destination, p.partner, p.packet_id, (select o.number from dossier o where o.key = p.dossier), coalesce(d.delivered_at, d.changed_at)
        from (select * from delivery where told_at is not null and state = 7 order by key limit $1) d
        join packet p on p.key = d.packet order by d.key
        """;

    // By the ids alone: "is not null" would have all that is awaited, or was told, read as well.
    public const string SilenceTold = "update delivery set silent_at = coalesce($1, interop_now()) where id = any($2) and coalesce(answer_due, 0) > 0 and coalesce(silent_at, 0) = 0";

    public const string ArrivalTold = "update delivery set told_at = null where id = any($1) and coalesce(told_at, 0) > 0 and state = 7";

    public static Task<IReadOnlyList<DeliveryNews>> SilentAsync(NpgsqlConnection db, Clock clock, int limit, CancellationToken cancellationToken) =>
        FindAsync(db, Silent, cancellationToken, clock.Parameter(), P.Int32(limit));

    public static Task<IReadOnlyList<DeliveryNews>> ArrivedAsync(NpgsqlConnection db, int limit, CancellationToken cancellationToken) =>
        FindAsync(db, Arrived, cancellationToken, P.Int32(limit));

    public static Task<bool> SilenceToldAsync(NpgsqlConnection db, Clock clock, IReadOnlyList<string> deliveries, CancellationToken cancellationToken) =>
        NoteAsync(db, SilenceTold, cancellationToken, clock.Parameter(), P.Blobs(deliveries.Select(Ids.Bytes)));

    public static Task<bool> ArrivalToldAsync(NpgsqlConnection db, IReadOnlyList<string> deliveries, CancellationToken cancellationToken) =>
        NoteAsync(db, ArrivalTold, cancellationToken, P.Blobs(deliveries.Select(Ids.Bytes)));

    private static async Task<IReadOnlyList<DeliveryNews>> FindAsync(NpgsqlConnection db, string question, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        List<DeliveryNews> news = [];
        var batch = new Batch();
        batch.Ask(question, row => news.Add(DueColumns.News(row)), parameters);
        await batch.RunAsync(db, cancellationToken);
        return news;
    }

    private static async Task<bool> NoteAsync(NpgsqlConnection db, string note, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        var batch = new Batch();
        batch.Do(note, parameters);
        await batch.RunAsync(db, cancellationToken);
        return true;
    }
}
