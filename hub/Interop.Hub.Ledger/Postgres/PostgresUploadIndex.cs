using Interop.Contracts.Documents;
using Interop.Hub.Ledger.Documents;
using Interop.Hub.Ledger.Postgres.Storage;
using Interop.Hub.Ledger.Rules;
using Npgsql;

namespace Interop.Hub.Ledger.Postgres;

/// <summary>The uploads in pieces in the shared ledger's tables. The upload's row is locked before its parts.</summary>
internal sealed class PostgresUploadIndex(Database database, Clock clock) : IUploadIndex
{
    // Kept only when its first piece is: an upload without a piece is never seen.
    private static readonly string Begin = $"""
        insert into document_upload (owner, digest, total, pieces, touched_at) values ($1, $2, $4, 0, {Clock.Now(3)}) on conflict do nothing
        """;

    private static readonly string Hold = $"""
        select u.total, u.pieces, {Clock.Now(3)} from document_upload u where u.owner = $1 and u.digest = $2 for update
        """;

    private const string Add = """
        with upload as (update document_upload set pieces = pieces + 1, touched_at = $3 where owner = $1 and digest = $2)
        insert into document_part (owner, digest, start, length, generation) values ($1, $2, $4, $5, $6)
        """;

    public async Task<Upload?> FindAsync(string owner, Sha256Digest digest, CancellationToken cancellationToken)
    {
        var bytes = Files.Bytes(digest);
        var rows = await database.AskAsync(
            (db, token) => Ask.AllAsync(
                Ask.Command(
                    db,
                    """
                    select u.total, p.start, p.length, p.generation from document_upload u join document_part p on p.owner = u.owner and p.digest = u.digest
                    where u.owner = $1 and u.digest = $2 order by p.start
                    """,
                    Ask.Of(owner),
                    Ask.Of(bytes)),
                row => (Total: row.Int64(0), Part: new UploadPart(row.Int64(1), row.Int64(2), Generation.Parse(row.Text(3)))),
                token),
            cancellationToken);
        return rows.Count == 0 ? null : new Upload(rows[0].Total, [.. rows.Select(r => r.Part)]);
    }

    public Task<bool> AddAsync(string owner, Sha256Digest digest, long total, UploadPart part, CancellationToken cancellationToken) => database.AskAsync(
        async (db, token) =>
        {
            var bytes = Files.Bytes(digest);
            await using var transaction = await db.BeginTransactionAsync(token);
            await RunAsync(Ask.Command(db, Begin, Ask.Of(owner), Ask.Of(bytes), clock.Parameter(), Ask.Of(total)), token);
            var held = await Ask.AllAsync(
                Ask.Command(db, Hold, Ask.Of(owner), Ask.Of(bytes), clock.Parameter()), row => (Known: row.Int64(0), Pieces: row.Int64(1), Now: row.Time(2)), token);
            if (held is not [var (known, pieces, now)])
            {
                // It was there, and ended between the two: another request had the last piece.
                return false;
            }

            var received = await Ask.AllAsync(
                Ask.Command(db, "select start + length from document_part where owner = $1 and digest = $2 order by start desc limit 1", Ask.Of(owner), Ask.Of(bytes)), row => row.Int64(0), token);
            if (!UploadExtent.Takes(new UploadExtent(known, received.FirstOrDefault(), pieces), total, part, now))
            {
                return false;
            }

            await RunAsync(
                Ask.Command(db, Add, Ask.Of(owner), Ask.Of(bytes), Ask.Of(now), Ask.Of(part.Start), Ask.Of(part.Length), Ask.Of(part.Generation.Id)), token);
            await transaction.CommitAsync(token);
            return true;
        },
        cancellationToken);

    public Task<IReadOnlyList<UploadPart>> EndAsync(string owner, Sha256Digest digest, CancellationToken cancellationToken) => database.AskAsync<IReadOnlyList<UploadPart>>(
        async (db, token) =>
        {
            var bytes = Files.Bytes(digest);
            await using var transaction = await db.BeginTransactionAsync(token);
            await RunAsync(Ask.Command(db, "delete from document_upload where owner = $1 and digest = $2", Ask.Of(owner), Ask.Of(bytes)), token);
            var parts = await Ask.AllAsync(
                Ask.Command(db, "delete from document_part where owner = $1 and digest = $2 returning start, length, generation", Ask.Of(owner), Ask.Of(bytes)), Part, token);
            await transaction.CommitAsync(token);
            return parts;
        },
        cancellationToken);

    // An upload that is just being gone on with is locked, and skipped: it is not one that nobody goes on with.
    public Task<IReadOnlyList<UploadPart>> ExpireAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => database.AskAsync<IReadOnlyList<UploadPart>>(
        async (db, token) => await Ask.AllAsync(
            Ask.Command(
                db,
                """
                with old as (select owner, digest from document_upload where touched_at < $1 order by touched_at limit $2 for update skip locked),
                     gone as (delete from document_upload u using old where u.owner = old.owner and u.digest = old.digest returning u.owner, u.digest)
                delete from document_part p using gone where p.owner = gone.owner and p.digest = gone.digest returning p.start, p.length, p.generation
                """,
                Ask.Of(before),
                Ask.Of(limit)),
            Part,
            token),
        cancellationToken);

    private static UploadPart Part(Row row) => new(row.Int64(0), row.Int64(1), Generation.Parse(row.Text(2)));

    private static async Task RunAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using (command)
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
