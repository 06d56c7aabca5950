using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Postgres.Storage;
using Interop.Hub.Ledger.Reading;
using Interop.Hub.Ledger.Rules;
using Npgsql;

namespace Interop.Hub.Ledger.Postgres.Writing;

/// <summary>What is overdue and was not told to its sender, and the mark that it was.</summary>
internal static class Silence
{
    private const string Silent = """
        select d.id, d.destination, p.partner, p.packet_id, o.number, d.answer_due
        from (select * from delivery where answer_due is not null and silent_at is null and answer_due <= coalesce($1, interop_now()) order by answer_due limit $2) d
        join packet p on p.key = d.packet left join dossier o on o.key = p.dossier order by d.answer_due
        """;

    private const string Told = "update delivery set silent_at = coalesce($1, interop_now()) where id = any($2) and answer_due is not null and silent_at is null";

    public static async Task<IReadOnlyList<SilentDelivery>> FindAsync(NpgsqlConnection db, Clock clock, int limit, CancellationToken cancellationToken)
    {
        List<SilentDelivery> silent = [];
        var batch = new Batch();
        batch.Ask(Silent, row => silent.Add(DueColumns.Silent(row)), clock.Parameter(), P.Int32(limit));
        await batch.RunAsync(db, cancellationToken);
        return silent;
    }

    public static async Task<bool> ToldAsync(NpgsqlConnection db, Clock clock, IReadOnlyList<string> deliveries, CancellationToken cancellationToken)
    {
        var batch = new Batch();
        batch.Do(Told, clock.Parameter(), P.Blobs(deliveries.Select(Ids.Bytes)));
        await batch.RunAsync(db, cancellationToken);
        return true;
    }
}
