using Interop.Contracts.Documents;
using Interop.Hub.Ledger.Documents;
using Interop.Hub.Ledger.Rules;
using Interop.Hub.Ledger.Sqlite.Storage;
using Interop.Hub.Ledger.Sqlite.Tables;

namespace Interop.Hub.Ledger.Sqlite;

/// <summary>The files in the embedded ledger's tables.</summary>
internal sealed class SqliteDocumentIndex(SqliteLedger ledger) : IDocumentIndex
{
    public const string Unreferred = "select owner, digest, size, generation from document where referred = 0 and uploaded_at < ? order by uploaded_at limit ?";

    public const string Meant = "select 1 where exists (select 1 from document where generation = ?1) or exists (select 1 from document_part where generation = ?1)";

    public Task<DocumentEntry> EnterAsync(IndexedDocument document, CancellationToken cancellationToken) => ledger.Writer.RunAsync<DocumentEntry>(
        scope =>
        {
            var digest = Files.Bytes(document.Digest);
            if (Find(scope.Db, document.Owner, document.Digest) is { } known)
            {
                scope.Db.Prepare("update document set uploaded_at = ? where owner = ? and digest = ?").With(scope.Now).With(document.Owner).With(digest).Run();
                return new DocumentEntry.There(known);
            }

            if (document.Generation?.Enters(scope.Now) == false)
            {
                return new DocumentEntry.TooLate();
            }

            scope.Db.Prepare("insert into document (owner, digest, size, uploaded_at, generation) values (?, ?, ?, ?, ?)")
                .With(document.Owner).With(digest).With(document.Size).With(scope.Now).With(document.Generation?.Id).Run();
            return new DocumentEntry.Entered();
        },
        0,
        sheddable: true,
        cancellationToken);

    public Task<bool> ReplaceAsync(IndexedDocument document, Generation? lost, CancellationToken cancellationToken) => ledger.Writer.RunAsync(
        scope =>
        {
            if (document.Generation is not { } generation || !generation.Enters(scope.Now))
            {
                return false;
            }

            scope.Db.Prepare("update document set generation = ? where owner = ? and digest = ? and generation is ?")
                .With(generation.Id).With(document.Owner).With(Files.Bytes(document.Digest)).With(lost?.Id).Run();
            return scope.Db.Changes > 0;
        },
        0,
        sheddable: false,
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
                    found.Add(new IndexedDocument(rows.Text(0), Sha256Digest.FromHash(rows.Span(1)), rows.Int64(2), GenerationIn(rows, 3)));
                }

                return found;
            },
            cancellationToken);

    public Task<IReadOnlyList<IndexedDocument>> AllAsync(IndexedDocument? after, int limit, CancellationToken cancellationToken) =>
        ledger.Readers.AskAsync<IReadOnlyList<IndexedDocument>>(
            db =>
            {
                List<IndexedDocument> found = [];
                using var rows = db.Prepare("select owner, digest, size, generation from document where (owner, digest) > (?, ?) order by owner, digest limit ?")
                    .With(after?.Owner ?? string.Empty).With((after is null ? [] : Files.Bytes(after.Digest)).AsSpan()).With(limit);
                while (rows.Step())
                {
                    found.Add(new IndexedDocument(rows.Text(0), Sha256Digest.FromHash(rows.Span(1)), rows.Int64(2), GenerationIn(rows, 3)));
                }

                return found;
            },
            cancellationToken);

    public Task<bool> StrikeAsync(IndexedDocument document, DateTimeOffset before, CancellationToken cancellationToken) => ledger.Writer.RunAsync(
        scope =>
        {
            scope.Db.Prepare("delete from document where owner = ? and digest = ? and referred = 0 and uploaded_at < ? and generation is ?")
                .With(document.Owner).With(Files.Bytes(document.Digest)).With(before).With(document.Generation?.Id).Run();
            return scope.Db.Changes > 0;
        },
        0,
        sheddable: false,
        cancellationToken);

    // In the writer's turn: what is entered before is seen, and what comes after is too old to enter.
    public Task<IReadOnlyList<Generation>> StraysAsync(IReadOnlyList<Generation> generations, CancellationToken cancellationToken) =>
        ledger.Writer.RunAsync<IReadOnlyList<Generation>>(
            scope => [.. generations.Where(g => g.IsSweepable(scope.Now) && !IsMeant(scope.Db, g))],
            0,
            sheddable: false,
            cancellationToken);

    private static bool IsMeant(Session db, Generation generation)
    {
        using var row = db.Prepare(Meant).With(generation.Id);
        return row.Step();
    }

    private static IndexedDocument? Find(Session db, string owner, Sha256Digest digest)
    {
        using var row = db.Prepare("select size, generation from document where owner = ? and digest = ?").With(owner).With(Files.Bytes(digest));
        return row.Step() ? new IndexedDocument(owner, digest, row.Int64(0), GenerationIn(row, 1)) : null;
    }

    private static Generation? GenerationIn(Statement row, int column) => row.TextOrNull(column) is { } id ? Generation.Parse(id) : null;
}
