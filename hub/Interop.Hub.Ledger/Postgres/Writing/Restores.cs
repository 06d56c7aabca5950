using Interop.Hub.Ledger.Postgres.Storage;
using Interop.Hub.Ledger.Postgres.Tables;
using Interop.Hub.Ledger.Reading;

namespace Interop.Hub.Ledger.Postgres.Writing;

/// <summary>Puts what a group changed of restores and holds into statements.</summary>
internal static class Restores
{
    public static void Write(Batch batch, Changes changes)
    {
        foreach (var statement in changes.Recoveries)
        {
            batch.Do(
                FlushSql.Recovery,
                P.Int64(statement.Epoch), P.Int64(statement.At.UtcTicks), P.Text(statement.By), P.Text(statement.Reason), P.Int64(statement.LostFrom.UtcTicks), P.Text(statement.Chains));
            batch.Do(
                FlushSql.Hold,
                P.Text(RecoveryColumns.SignOf(statement.Epoch)), P.Int64(statement.Epoch), P.Int64(statement.At.UtcTicks), P.Text(RecoveryColumns.DetailOf(statement)));
        }

        foreach (var (hold, release) in changes.Releases)
        {
            batch.Ask(
                FlushSql.Release,
                static _ => { },
                P.Int64(release.At.UtcTicks), P.Text(release.By), P.Text(release.Reason), P.Bool(release.Unstated), P.Int64(hold.Key));
        }

        if (changes.Doubt is var (epoch, doubted, place))
        {
            batch.Do(FlushSql.Doubt, P.Int64(doubted), P.Int64(place.Lane), P.Text(place.Destination), P.Int64(place.Position), P.Int64(place.Key), P.Int64(epoch));
        }
    }
}
