using Interop.Contracts.Documents;
using Interop.Hub.Ledger.Documents;
using Interop.Hub.Ledger.Rules;
using Interop.Hub.Ledger.Sqlite.Storage;
using Interop.Hub.Ledger.Sqlite.Tables;

namespace Interop.Hub.Ledger.Sqlite;

/// <summary>The files in the embedded ledger's tables.</summary>
internal sealed class SqliteDocumentIndex(SqliteLedger ledger) : IDocumentIndex
{
    public const string Unreferred = "select owner, digest, size from document where referred = 0 and uploaded_at < ? order by uploaded_at limit ?";

    public Task<bool> AddAsync(IndexedDocument document, CancellationToken cancellationToken) => ledger.Writer.RunAsync(
        scope =>
        {
            var digest = Files.Bytes(document.Digest);
            var known = scope.Tables.HasDocument(document.Owner, digest);
            scope.Db.Prepare("""
                insert into document (owner, digest, size, uploaded_at) values (?, ?, ?, ?)
                on conflict (owner, digest) do update set uploaded_at = excluded.uploaded_at
                """).With(document.Owner).With(digest).With(document.Size).With(scope.Now).Run();
            return !known;
        },
        0,
        sheddable: true,
        cancellationToken);

    public Task<IndexedDocument?> OwnedAsync(string owner, Sha256Digest digest, CancellationToken cancellationToken) =>
        ledger.Readers.AskAsync(db => Find(db, owner, digest), cancellationToken);

    public Task<IndexedDocument?> ReferredAsync(long dossier, Sha256Digest digest, CancellationToken cancellationToken) =>
        ledger.Readers.AskAsync(
            db => new SqliteTables(db).DocumentOwner(dossier, Files.Bytes(digest)) is { } owner ? Find(db, owner, digest) : null,
            cancellationToken);

    public Task<IReadOnlyList<IndexedDocument>> UnreferredAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        ledger.Readers.AskAsync<IReadOnlyList<IndexedDocument>>(
            db =>
            {
                List<IndexedDocument> found = [];
                using var rows = db.Prepare(Unreferred).With(before).With(limit);
                while (rows.Step())
                {
                    found.Add(new IndexedDocument(rows.Text(0), Sha256Digest.FromHash(rows.Span(1)), rows.Int64(2)));
                }

                return found;
            },
            cancellationToken);

    public Task<bool> StrikeAsync(IndexedDocument document, DateTimeOffset before, CancellationToken cancellationToken) => ledger.Writer.RunAsync(
        scope =>
        {
            scope.Db.Prepare("delete from document where owner = ? and digest = ? and referred = 0 and uploaded_at < ?")
                .With(document.Owner).With(Files.Bytes(document.Digest)).With(before).Run();
            return scope.Db.Changes > 0;
        },
        0,
        sheddable: false,
        cancellationToken);

    private static IndexedDocument? Find(Session db, string owner, Sha256Digest digest)
    {
        using var row = db.Prepare("select size from document where owner = ? and digest = ?").With(owner).With(Files.Bytes(digest));
        return row.Step() ? new IndexedDocument(owner, digest, row.Int64(0)) : null;
    }
}
