using Interop.Contracts.Documents;
using Interop.Hub.Ledger.Documents;
using Interop.Hub.Ledger.Postgres.Storage;
using Interop.Hub.Ledger.Rules;
using Npgsql;

namespace Interop.Hub.Ledger.Postgres;

/// <summary>
/// The files in the shared ledger's tables. An acceptance holds the rows of the files it refers to until its commit
/// (<c>for key share</c>), so a strike of one waits for it, and then finds it referred to.
/// </summary>
internal sealed class PostgresDocumentIndex(Database database, Clock clock) : IDocumentIndex
{
    private static readonly string Touch = $"""
        with clock (now) as (select {Clock.Now(3)})
        update document set uploaded_at = clock.now from clock where owner = $1 and digest = $2 returning size, generation
        """;

    private static readonly string Insert = $"""
        with clock (now) as (select {Clock.Now(3)})
        insert into document (owner, digest, size, uploaded_at, generation)
        select $1, $2, $4, clock.now, $5 from clock where clock.now - $6 <= $7
        on conflict (owner, digest) do nothing returning 1
        """;

    private static readonly string Replace = $"""
        with clock (now) as (select {Clock.Now(3)})
        update document set generation = $4 from clock
        where owner = $1 and digest = $2 and generation is not distinct from $5 and clock.now - $6 <= $7 returning 1
        """;

    private static readonly string Strays = $"""
        select u.generation from unnest($1, $2) as u (generation, made)
        where {Clock.Now(3)} - u.made >= $4
          and not exists (select 1 from document d where d.generation = u.generation)
          and not exists (select 1 from document_part p where p.generation = u.generation)
        """;

    public async Task<DocumentEntry> EnterAsync(IndexedDocument document, CancellationToken cancellationToken)
    {
        var digest = Files.Bytes(document.Digest);
        var made = document.Generation?.MadeAt ?? DateTimeOffset.MaxValue;
        for (var round = 0; ; round++)
        {
            // The update alone tells what is there, and counts as an upload of it in the same moment.
            var there = await AllAsync(
                db => Ask.Command(db, Touch, Ask.Of(document.Owner), Ask.Of(digest), clock.Parameter()),
                row => document with { Size = row.Int64(0), Generation = Read(row.TextOrNull(1)) },
                cancellationToken);
            if (there.Count > 0)
            {
                return new DocumentEntry.There(there[0]);
            }

            var entered = await AllAsync(
                db => Ask.Command(
                    db, Insert, Ask.Of(document.Owner), Ask.Of(digest), clock.Parameter(), Ask.Of(document.Size), Ask.OfText(document.Generation?.Id), Ask.Of(made), Ask.Of(Generation.MayEnter.Ticks)),
                row => row.Int32(0),
                cancellationToken);
            if (entered.Count > 0)
            {
                return new DocumentEntry.Entered();
            }

            // Nothing: too late, or somebody entered it in between; then the next round finds it.
            if (round > 0)
            {
                return new DocumentEntry.TooLate();
            }
        }
    }

    public async Task<bool> ReplaceAsync(IndexedDocument document, Generation? lost, CancellationToken cancellationToken) =>
        document.Generation is { } generation
        && (await AllAsync(
            db => Ask.Command(
                db, Replace, Ask.Of(document.Owner), Ask.Of(Files.Bytes(document.Digest)), clock.Parameter(), Ask.Of(generation.Id), Ask.OfText(lost?.Id), Ask.Of(generation.MadeAt), Ask.Of(Generation.MayEnter.Ticks)),
            row => row.Int32(0),
            cancellationToken)).Count > 0;

    public async Task<IndexedDocument?> OwnedAsync(string owner, Sha256Digest digest, CancellationToken cancellationToken) =>
        (await AllAsync(
            db => Ask.Command(db, "select owner, digest, size, generation from document where owner = $1 and digest = $2", Ask.Of(owner), Ask.Of(Files.Bytes(digest))),
            Document,
            cancellationToken)).FirstOrDefault();

    public async Task<IndexedDocument?> ReferredAsync(long dossier, Sha256Digest digest, CancellationToken cancellationToken) =>
        (await AllAsync(
            db => Ask.Command(
                db,
                """
                select d.owner, d.digest, d.size, d.generation from packet_document p join document d on d.owner = p.owner and d.digest = p.digest
                where p.lane = $1 and p.digest = $2 order by p.packet limit 1
                """,
                Ask.Of(dossier),
                Ask.Of(Files.Bytes(digest))),
            Document,
            cancellationToken)).FirstOrDefault();

    public async Task<IReadOnlyList<IndexedDocument>> UnreferredAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        await AllAsync(
            db => Ask.Command(
                db,
                "select owner, digest, size, generation from document where not referred and uploaded_at < $1 order by uploaded_at limit $2",
                Ask.Of(before),
                Ask.Of(limit)),
            Document,
            cancellationToken);

    public async Task<IReadOnlyList<IndexedDocument>> AllAsync(IndexedDocument? after, int limit, CancellationToken cancellationToken) =>
        await AllAsync(
            db => Ask.Command(
                db,
                "select owner, digest, size, generation from document where (owner, digest) > ($1, $2) order by owner, digest limit $3",
                Ask.Of(after?.Owner ?? string.Empty),
                Ask.Of(after is null ? [] : Files.Bytes(after.Digest)),
                Ask.Of((long)limit)),
            Document,
            cancellationToken);

    public async Task<bool> StrikeAsync(IndexedDocument document, DateTimeOffset before, CancellationToken cancellationToken) =>
        (await AllAsync(
            db => Ask.Command(
                db,
                "delete from document where owner = $1 and digest = $2 and not referred and uploaded_at < $3 and generation is not distinct from $4 returning 1",
                Ask.Of(document.Owner),
                Ask.Of(Files.Bytes(document.Digest)),
                Ask.Of(before),
                Ask.OfText(document.Generation?.Id)),
            row => row.Int32(0),
            cancellationToken)).Count > 0;

    public async Task<IReadOnlyList<Generation>> StraysAsync(IReadOnlyList<Generation> generations, CancellationToken cancellationToken) =>
        await AllAsync(
            db => Ask.Command(
                db,
                Strays,
                Ask.Of(generations.Select(g => g.Id).ToArray()),
                Ask.Of(generations.Select(g => g.MadeAt.UtcTicks).ToArray()),
                clock.Parameter(),
                Ask.Of(Generation.MayBeSwept.Ticks)),
            row => Generation.Parse(row.Text(0)),
            cancellationToken);

    private static IndexedDocument Document(Row row) => new(row.Text(0), Sha256Digest.FromHash(row.Blob(1)), row.Int64(2), Read(row.TextOrNull(3)));

    private static Generation? Read(string? id) => id is null ? null : Generation.Parse(id);

    private Task<List<T>> AllAsync<T>(Func<NpgsqlConnection, NpgsqlCommand> command, Func<Row, T> read, CancellationToken cancellationToken) =>
        database.AskAsync((db, token) => Ask.AllAsync(command(db), read, token), cancellationToken);
}
