using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Postgres.Storage;

namespace Interop.Hub.Ledger.Postgres;

/// <summary>Officers' look-ups, in the shared ledger's tables.</summary>
internal sealed class PostgresLookUps(PostgresLedger ledger) : ILookUpLedger
{
    // What another node forgets is let be.
    internal const string Count = """
        with gone as (
          delete from look_up_count where (day, partner, officer) in (select day, partner, officer from look_up_count where day < $1 limit 100 for update skip locked)
        )
        insert into look_up_count as c (day, partner, officer, asked) values ($1, $2, $3, 1)
        on conflict (day, partner, officer) do update set asked = c.asked + 1 where c.asked < $4 returning 1
        """;

    public async Task<bool> TryCountAsync(string partner, string officer, DateOnly day, int most, CancellationToken cancellationToken) =>
        (await ledger.Database.AskAsync(
            (db, token) => Ask.AllAsync(
                Ask.Command(db, Count, Ask.Of(day.DayNumber), Ask.Of(partner), Ask.Of(officer.ToUpperInvariant()), Ask.Of(most)), row => row.Int32(0), token),
            cancellationToken)).Count > 0;

    public Task NoteAsync(LookUpNote note, CancellationToken cancellationToken) => ledger.NoteAsync(note, cancellationToken);
}
