using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Postgres.Storage;
using Interop.Hub.Ledger.Reading;
using Interop.Hub.Ledger.Rules;
using Npgsql;

namespace Interop.Hub.Ledger.Postgres.Writing;

/// <summary>What senders are to be told of their deliveries, and the marks that they were.</summary>
internal static class News
{
    public const string Silent = """
        select d.id, d.destination, p.partner, p.packet_id, p.dossier, d.answer_due
        from (select * from delivery where answer_due is not null and silent_at is null and answer_due <= coalesce($1, interop_now()) order by answer_due limit $2) d
        join packet p on p.key = d.packet order by d.answer_due
        """;

    // What arrived has passed. "+ 0", or all that passed is read in that order. By a list of keys, and not joined: a partition of the deliveries would be read from end to end.
    public const string Arrived = """
        select d.id, d.destination, p.partner, p.packet_id, p.dossier, (select t.arrived_at from told t where t.delivery = d.key)
        from delivery d join packet p on p.key = d.packet
        where d.passed = true and d.key = any(array(select delivery from told where arrived_at is not null order by delivery limit $1)) order by d.key + 0
        """;

    // By the ids alone: "is not null" would have all that is awaited read as well.
    public const string SilenceTold = "update delivery set silent_at = coalesce($1, interop_now()) where id = any($2) and coalesce(answer_due, 0) > 0 and coalesce(silent_at, 0) = 0";

    public const string ArrivalTold = "delete from told where delivery = any(array(select key from delivery where id = any($1))) and coalesce(arrived_at, 0) > 0";

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
