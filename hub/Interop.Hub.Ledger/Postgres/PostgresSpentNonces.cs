using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Postgres.Storage;

namespace Interop.Hub.Ledger.Postgres;

/// <summary>What was spent, in the shared ledger's table.</summary>
internal sealed class PostgresSpentNonces(Database database, Clock clock) : ISpentNonces
{
    // More is forgotten than comes, so that the table follows what is in force down again; what another node forgets is let be.
    internal static readonly string Spend = $"""
        with gone as (
          delete from nonce where (scope, nonce) in (select scope, nonce from nonce where expires <= {Clock.Now(4)} order by expires limit 8 for update skip locked)
        )
        insert into nonce (scope, nonce, expires) values ($1, $2, $3) on conflict do nothing returning 1
        """;

    public async Task<bool> SpendAsync(string scope, ReadOnlyMemory<byte> nonce, DateTimeOffset expires, CancellationToken cancellationToken)
    {
        var spent = await database.AskAsync(
            (db, token) => Ask.AllAsync(
                Ask.Command(db, Spend, Ask.Of(scope), Ask.Of(nonce.ToArray()), Ask.Of(expires), clock.Parameter()), row => row.Int32(0), token),
            cancellationToken);
        return spent.Count > 0;
    }

    public Task ForgetAsync(string scope, ReadOnlyMemory<byte> nonce, CancellationToken cancellationToken) => database.AskAsync(
        (db, token) => Ask.AllAsync(
            Ask.Command(db, "delete from nonce where scope = $1 and nonce = $2 returning 1", Ask.Of(scope), Ask.Of(nonce.ToArray())), row => row.Int32(0), token),
        cancellationToken);
}
