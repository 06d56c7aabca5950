using Interop.Contracts.Documents;
using Interop.Hub.Ledger.Documents;
using Interop.Hub.Ledger.Rules;
using Interop.Hub.Ledger.Sqlite.Storage;

namespace Interop.Hub.Ledger.Sqlite;

/// <summary>The uploads in pieces in the embedded ledger's tables.</summary>
internal sealed class SqliteUploadIndex(SqliteLedger ledger) : IUploadIndex
{
    public const string Untouched = "select owner, digest from document_upload where touched_at < ? order by touched_at limit ?";

    public Task<Upload?> FindAsync(string owner, Sha256Digest digest, CancellationToken cancellationToken) =>
        ledger.Readers.AskAsync(db => Find(db, owner, Files.Bytes(digest)), cancellationToken);

    public Task<bool> AddAsync(string owner, Sha256Digest digest, long total, UploadPart part, CancellationToken cancellationToken) => ledger.Writer.RunAsync(
        scope =>
        {
            var bytes = Files.Bytes(digest);
            if (!UploadExtent.Takes(Extent(scope.Db, owner, bytes), total, part, scope.Now))
            {
                return false;
            }

            scope.Db.Prepare("""
                insert into document_upload (owner, digest, total, pieces, touched_at) values (?, ?, ?, 1, ?)
                on conflict (owner, digest) do update set pieces = pieces + 1, touched_at = excluded.touched_at
                """).With(owner).With(bytes).With(total).With(scope.Now).Run();
            scope.Db.Prepare("insert into document_part (owner, digest, start, length, generation) values (?, ?, ?, ?, ?)")
                .With(owner).With(bytes).With(part.Start).With(part.Length).With(part.Generation.Id).Run();
            return true;
        },
        0,
        sheddable: true,
        cancellationToken);

    public Task<IReadOnlyList<UploadPart>> EndAsync(string owner, Sha256Digest digest, CancellationToken cancellationToken) =>
        ledger.Writer.RunAsync(scope => End(scope.Db, owner, Files.Bytes(digest)), 0, sheddable: false, cancellationToken);

    public Task<IReadOnlyList<UploadPart>> ExpireAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        ledger.Writer.RunAsync<IReadOnlyList<UploadPart>>(
            scope =>
            {
                List<(string Owner, byte[] Digest)> found = [];
                using (var rows = scope.Db.Prepare(Untouched).With(before).With(limit))
                {
                    while (rows.Step())
                    {
                        found.Add((rows.Text(0), rows.Blob(1)));
                    }
                }

                return [.. found.SelectMany(f => End(scope.Db, f.Owner, f.Digest))];
            },
            0,
            sheddable: false,
            cancellationToken);

    private static Upload? Find(Session db, string owner, byte[] digest) =>
        Extent(db, owner, digest) is { } extent ? new Upload(extent.Total, Parts(db, owner, digest)) : null;

    private static UploadExtent? Extent(Session db, string owner, byte[] digest)
    {
        // The last part is found by the key, not by reading them all.
        using var row = db.Prepare("""
            select total, pieces, coalesce((select start + length from document_part p where p.owner = u.owner and p.digest = u.digest order by start desc limit 1), 0)
            from document_upload u where owner = ? and digest = ?
            """).With(owner).With(digest);
        return row.Step() ? new UploadExtent(row.Int64(0), row.Int64(2), row.Int64(1)) : null;
    }

    private static List<UploadPart> Parts(Session db, string owner, byte[] digest)
    {
        List<UploadPart> parts = [];
        using var rows = db.Prepare("select start, length, generation from document_part where owner = ? and digest = ? order by start").With(owner).With(digest);
        while (rows.Step())
        {
            parts.Add(new UploadPart(rows.Int64(0), rows.Int64(1), Generation.Parse(rows.Text(2))));
        }

        return parts;
    }

    private static IReadOnlyList<UploadPart> End(Session db, string owner, byte[] digest)
    {
        var parts = Parts(db, owner, digest);
        db.Prepare("delete from document_part where owner = ? and digest = ?").With(owner).With(digest).Run();
        db.Prepare("delete from document_upload where owner = ? and digest = ?").With(owner).With(digest).Run();
        return parts;
    }
}
