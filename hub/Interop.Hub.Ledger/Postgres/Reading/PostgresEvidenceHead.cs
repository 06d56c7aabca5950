using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Postgres.Storage;

namespace Interop.Hub.Ledger.Postgres.Reading;

/// <summary>The heads of the chains in the shared ledger.</summary>
internal sealed class PostgresEvidenceHead(Database database, string node) : IEvidenceHead
{
    public const string Last = "select entry, digest, (select coalesce(max(epoch), 0) from recovery) from evidence where node = $1 order by entry desc limit 1";

    // From one node to the next in the key: its cost is the number of nodes.
    private const string All = """
        with recursive found (node) as (
          (select node from evidence order by node limit 1)
          union all
          select (select e.node from evidence e where e.node > f.node order by e.node limit 1) from found f where f.node is not null)
        select h.node, h.entry, h.digest, h.at from found f
        cross join lateral (select e.node, e.entry, e.digest, e.at from evidence e where e.node = f.node order by e.entry desc limit 1) h
        """;

    public Task<EvidenceCheckpoint?> HeadAsync(CancellationToken cancellationToken) => database.AskAsync(
        async (db, token) => (await Ask.AllAsync(
            Ask.Command(db, Last, Ask.Of(node)), r => new EvidenceCheckpoint(node, r.Int64(0), r.Blob(1)) { Epoch = r.Int64(2) }, token)).FirstOrDefault(),
        cancellationToken);

    public Task<byte[]?> DigestAsync(string node, long entry, CancellationToken cancellationToken) => database.AskAsync(
        async (db, token) => (await Ask.AllAsync(
            Ask.Command(db, "select digest from evidence where node = $1 and entry = $2", Ask.Of(node), Ask.Of(entry)), r => r.Blob(0), token)).FirstOrDefault(),
        cancellationToken);

    public Task<IReadOnlyList<ChainHead>> HeadsAsync(CancellationToken cancellationToken) => database.AskAsync<IReadOnlyList<ChainHead>>(
        async (db, token) => await Ask.AllAsync(Ask.Command(db, All), r => new ChainHead(r.Text(0), r.Int64(1), r.Blob(2), r.Time(3)), token),
        cancellationToken);
}
