using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Postgres.Storage;
using Interop.Hub.Ledger.Reading;

namespace Interop.Hub.Ledger.Postgres;

/// <content>What partners that call nobody are asked about.</content>
public sealed partial class PostgresLedger : IAwaitedDossiers
{
    internal const string Awaited = $"""
        select o.key, o.number, o.status, (o.created_at >= $3 and coalesce((select l.known from lane l where l.lane = o.key and l.destination = $1), false))::int::bigint
        from dossier o where o.key > $2 and {AwaitedColumns.IsOpen} order by o.key limit $4
        """;

    /// <inheritdoc/>
    public Task<AwaitedPage> AwaitedAsync(string destination, DateTimeOffset since, long after, int limit, CancellationToken cancellationToken) => Database.AskAsync(
        async (db, token) => AwaitedColumns.Page(
            await Ask.AllAsync(Ask.Command(db, Awaited, Ask.Of(destination), Ask.Of(after), Ask.Of(since), Ask.Of((long)AwaitedColumns.Walked)), AwaitedColumns.Read, token), limit),
        cancellationToken);
}
