using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Rules;

namespace Interop.Hub.Ledger.Sqlite;

/// <summary>Officers' look-ups, in the embedded ledger's tables.</summary>
internal sealed class SqliteLookUps(SqliteLedger ledger) : ILookUpLedger
{
    public Task<bool> TryCountAsync(string partner, string officer, DateOnly day, int most, CancellationToken cancellationToken) => ledger.Writer.RunAsync(
        write =>
        {
            write.Db.Prepare("delete from look_up_count where day < ?").With(day.DayNumber).Run();
            write.Db.Prepare("insert into look_up_count (day, partner, officer, asked) values (?, ?, ?, 1) on conflict (day, partner, officer) do update set asked = asked + 1 where asked < ?")
                .With(day.DayNumber).With(partner).With(officer.ToUpperInvariant()).With(most).Run();
            return write.Db.Changes > 0;
        },
        0,
        sheddable: true,
        cancellationToken);

    public Task NoteAsync(LookUpNote note, CancellationToken cancellationToken) => ledger.Writer.RunAsync(scope => LookUps.Run(scope, note), 0, sheddable: false, cancellationToken);
}
