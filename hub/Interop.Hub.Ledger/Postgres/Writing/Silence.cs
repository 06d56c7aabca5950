using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Postgres.Storage;
using Interop.Hub.Ledger.Rules;
using Npgsql;

namespace Interop.Hub.Ledger.Postgres.Writing;

/// <summary>What is overdue and was not reported: taken and marked in one statement, so that one node reports it.</summary>
internal static class Silence
{
    private const string Take = """
        with due as (
          select passed, key from delivery
          where answer_due is not null and silent_at is null and answer_due <= coalesce($1, interop_now()) order by answer_due limit $2 for update skip locked),
        marked as (
          update delivery d set silent_at = coalesce($1, interop_now()) from due where d.passed = due.passed and d.key = due.key
          returning d.id, d.destination, d.packet, d.answer_due)
        select m.id, m.destination, p.partner, p.packet_id, o.number, m.answer_due
        from marked m join packet p on p.key = m.packet left join dossier o on o.key = p.dossier order by m.answer_due
        """;

    public static async Task<IReadOnlyList<SilentDelivery>> TakeAsync(NpgsqlConnection db, Clock clock, int limit, CancellationToken cancellationToken)
    {
        List<SilentDelivery> silent = [];
        var batch = new Batch();
        batch.Ask(
            Take,
            row => silent.Add(new SilentDelivery(Ids.Text(row.Blob(0)), row.Text(1), row.Text(2), row.Text(3), row.TextOrNull(4), row.Time(5))),
            clock.Parameter(), P.Int32(limit));
        await batch.RunAsync(db, cancellationToken);
        return silent;
    }
}
