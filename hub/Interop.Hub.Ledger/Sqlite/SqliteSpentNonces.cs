using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Ledger.Sqlite;

/// <summary>What was spent, in the embedded ledger's tables.</summary>
internal sealed class SqliteSpentNonces(SqliteLedger ledger) : ISpentNonces
{
    // More than comes, so that the table follows what is in force down again.
    private const int Forgotten = 8;

    public Task<bool> SpendAsync(string scope, ReadOnlyMemory<byte> nonce, DateTimeOffset expires, CancellationToken cancellationToken) => ledger.Writer.RunAsync(
        write =>
        {
            write.Db.Prepare("delete from nonce where (scope, nonce) in (select scope, nonce from nonce where expires <= ? order by expires limit ?)").With(write.Now).With(Forgotten).Run();
            write.Db.Prepare("insert into nonce (scope, nonce, expires) values (?, ?, ?) on conflict do nothing").With(scope).With(nonce.ToArray()).With(expires).Run();
            return write.Db.Changes > 0;
        },
        0,
        sheddable: true,
        cancellationToken);

    public Task ForgetAsync(string scope, ReadOnlyMemory<byte> nonce, CancellationToken cancellationToken) => ledger.Writer.RunAsync(
        write =>
        {
            write.Db.Prepare("delete from nonce where scope = ? and nonce = ?").With(scope).With(nonce.ToArray()).Run();
            return true;
        },
        0,
        sheddable: false,
        cancellationToken);
}
