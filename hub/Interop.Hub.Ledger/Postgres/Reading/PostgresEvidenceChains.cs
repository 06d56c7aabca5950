using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Postgres.Storage;

namespace Interop.Hub.Ledger.Postgres.Reading;

/// <summary>The nodes' chains, page by page.</summary>
internal sealed class PostgresEvidenceChains(Database database) : IEvidenceChains
{
    /// <summary>Entries of one page: one of a busy hub has hundreds of items.</summary>
    private const int Page = 64;

    private const string Chains = """
        with recursive found (node) as (
          (select node from evidence order by node limit 1)
          union all
          select (select e.node from evidence e where e.node > f.node order by e.node limit 1) from found f where f.node is not null)
        select f.node, (select max(e.entry) from evidence e where e.node = f.node) from found f where f.node is not null
        """;

    private const string First = """
        select (select i.subject from unnest(e.kinds, e.subjects) with ordinality as i (kind, subject, place) where i.kind = 1 order by i.place limit 1)
        from evidence e where e.node = $1 and e.entry >= $2 and 1 = any(e.kinds) order by e.entry limit 1
        """;

    private const string Items = "select entry, kinds, subjects, numbers from evidence where node = $1 and entry >= $2 order by entry limit $3";

    public Task<IReadOnlyList<(string Node, long Last)>> ChainsAsync(CancellationToken cancellationToken) => database.AskAsync<IReadOnlyList<(string, long)>>(
        async (db, token) => await Ask.AllAsync(Ask.Command(db, Chains), r => (r.Text(0), r.Int64(1)), token), cancellationToken);

    public Task<long?> FirstAcceptanceAsync(string node, long entry, CancellationToken cancellationToken) => database.AskAsync(
        async (db, token) => (await Ask.AllAsync(Ask.Command(db, First, Ask.Of(node), Ask.Of(entry)), r => r.Int64OrNull(0), token)).FirstOrDefault(), cancellationToken);

    public Task<(IReadOnlyList<EvidenceSeen> Items, long? Next)> ItemsAsync(string node, long entry, CancellationToken cancellationToken) =>
        database.AskAsync<(IReadOnlyList<EvidenceSeen>, long?)>(
            async (db, token) =>
            {
                var entries = await Ask.AllAsync(Ask.Command(db, Items, Ask.Of(node), Ask.Of(entry), Ask.Of((long)Page)), r => Seen(node, r), token);
                return ([.. entries.SelectMany(e => e.Items)], entries.Count < Page ? null : entries[^1].Entry + 1);
            },
            cancellationToken);

    private static (long Entry, List<EvidenceSeen> Items) Seen(string node, Row row)
    {
        var (kinds, subjects, numbers) = (row.Array<short>(1), row.Array<long>(2), row.Array<long>(3));
        var entry = row.Int64(0);
        List<EvidenceSeen> items = [];
        for (var i = 0; i < Math.Min(kinds.Length, Math.Min(subjects.Length, numbers.Length)); i++)
        {
            items.Add(new EvidenceSeen(new EvidencePlace(node, entry, i), new EvidenceAbout((EvidenceKind)kinds[i], subjects[i], numbers[i])));
        }

        return (entry, items);
    }
}
