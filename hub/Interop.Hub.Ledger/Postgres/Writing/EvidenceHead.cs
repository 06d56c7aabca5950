using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Postgres.Storage;
using Npgsql;

namespace Interop.Hub.Ledger.Postgres.Writing;

/// <summary>
/// The head of this node's chain, held in memory: one writer per node. An entry that another process wrote under the
/// node's name runs into the chain's key; then the head is read again.
/// </summary>
internal sealed class EvidenceHead(string node)
{
    private const string Last = "select entry, digest from evidence where node = $1 order by entry desc limit 1";
    private long _entry;
    private byte[] _head = EvidenceDigest.Genesis;
    private byte[]? _next;

    /// <summary>Digest of the entry that the commit under way adds; null: it adds none.</summary>
    public byte[]? Next => _next;

    /// <summary>True when the chain ends with this entry.</summary>
    public bool EndsWith(byte[] digest) => _head.AsSpan().SequenceEqual(digest);

    public async Task LoadAsync(NpgsqlConnection db, CancellationToken cancellationToken)
    {
        (_entry, _head, _next) = (0, EvidenceDigest.Genesis, null);
        var batch = new Batch();
        batch.Ask(Last, row => (_entry, _head) = (row.Int64(0), row.Blob(1)), P.Text(node));
        await batch.RunAsync(db, cancellationToken);
    }

    /// <summary>Adds the entry of a commit.</summary>
    public void Write(Batch batch, IReadOnlyList<EvidenceItem> items, DateTimeOffset at)
    {
        _next = null;
        if (items.Count == 0)
        {
            return;
        }

        var root = EvidenceDigest.Root([.. items.Select(i => i.Digest)]);
        _next = EvidenceDigest.OfEntry(_entry + 1, node, at, items.Count, root, _head);
        batch.Do(
            FlushSql.Evidence,
            P.Text(node), P.Int64(_entry + 1), P.Int64(at.UtcTicks), P.Blob(root), P.Blob(_head), P.Blob(_next), P.Int16s(items.Select(i => (short)i.Kind)),
            P.Int64s(items.Select(i => i.Subject)), P.Int64s(items.Select(i => i.Number)), P.Blobs(items.Select(i => i.Salt)), P.Blobs(items.Select(i => i.Digest)));
    }

    /// <summary>The entry is on disk.</summary>
    public void Committed()
    {
        if (_next is { } head)
        {
            _entry++;
            _head = head;
            _next = null;
        }
    }
}
