using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Reading;

namespace Interop.Hub.Ledger.Sqlite;

/// <content>What partners that call nobody are asked about.</content>
public sealed partial class SqliteLedger : IAwaitedDossiers
{
    internal const string Awaited = $"""
        select o.key, o.number, o.status, o.created_at >= ? and coalesce((select l.known from lane l where l.lane = o.key and l.destination = ?), 0)
        from dossier o indexed by dossier_open where o.key > ? and {AwaitedColumns.IsOpen} order by o.key limit ?
        """;

    /// <inheritdoc/>
    public Task<AwaitedPage> AwaitedAsync(string destination, DateTimeOffset since, long after, int limit, CancellationToken cancellationToken) => Readers.AskAsync(
        db =>
        {
            List<AwaitedColumns.Row> found = [];
            using var rows = db.Prepare(Awaited).With(since).With(destination).With(after).With(AwaitedColumns.Walked);
            while (rows.Step())
            {
                found.Add(AwaitedColumns.Read(rows));
            }

            return AwaitedColumns.Page(found, limit);
        },
        cancellationToken);
}
