using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Postgres.Storage;

namespace Interop.Hub.Ledger.Postgres.Writing;

/// <summary>
/// Ties this node's chain to the others': writes into it where they have come to. Then who cuts or rewrites one chain must
/// rewrite them all. What another chain says of anchors alone is no news, or idle nodes would anchor each other for ever.
/// </summary>
internal sealed class Anchoring(Database database, PostgresWriter writer, string node)
{
    // From one node to the next in the key, and in each chain back to its last entry that is more than anchors.
    public const string Heads = """
        with recursive found (node) as (
          (select node from evidence order by node limit 1)
          union all
          select (select e.node from evidence e where e.node > f.node order by e.node limit 1) from found f where f.node is not null)
        select h.node, h.entry, h.digest from found f
        cross join lateral (
          select e.node, e.entry, e.digest from evidence e where e.node = f.node and not e.kinds <@ array[4]::smallint[] order by e.entry desc limit 1) h
        where f.node <> $1
        """;

    public const string Keys = "select nextval(pg_get_serial_sequence('evidence_anchor', 'key')) from generate_series(1, $1)";

    private readonly Dictionary<string, long> _anchored = new(StringComparer.Ordinal);

    /// <summary>Writes what is new of the other chains into this node's. Called by one at a time.</summary>
    /// <returns>How many heads were anchored.</returns>
    /// <exception cref="LedgerUnavailableException">The database does not answer.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var heads = await database.AskAsync(
            async (db, token) =>
            {
                var moved = (await Ask.AllAsync(Ask.Command(db, Heads, Ask.Of(node)), r => (Node: r.Text(0), Entry: r.Int64(1), Digest: r.Blob(2)), token))
                    .Where(h => _anchored.GetValueOrDefault(h.Node) < h.Entry).ToList();
                var keys = moved.Count == 0 ? [] : await Ask.AllAsync(Ask.Command(db, Keys, Ask.Of((long)moved.Count)), r => r.Int64(0), token);
                return moved.Select((h, i) => new AnchorRow(keys[i], h.Node, h.Entry, h.Digest)).ToList();
            },
            cancellationToken);
        if (heads.Count == 0)
        {
            return 0;
        }

        await writer.RunAsync(
            static _ => { },
            scope =>
            {
                foreach (var head in heads)
                {
                    scope.Changes.Anchors.Add(head);
                    scope.Evidence.Add(EvidenceKind.Anchor, head.Key, head.Entry, EvidenceContent.OfAnchor(head.Node, head.Entry, head.Digest));
                }

                return true;
            },
            0,
            sheddable: false,
            cancellationToken);
        foreach (var head in heads)
        {
            _anchored[head.Node] = head.Entry;
        }

        return heads.Count;
    }
}

/// <summary>The head of another node's chain, as it was seen.</summary>
internal sealed record AnchorRow(long Key, string Node, long Entry, byte[] Digest);
