using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Sqlite.Storage;

namespace Interop.Hub.Ledger.Sqlite.Writing;

/// <summary>
/// Writes the evidence entry of a commit: the root of its items' salted digests, chained to the entry before. The head is
/// held in memory, for there is one writer. Used by the writer's thread alone.
/// </summary>
internal sealed class SqliteEvidence
{
    private long _entry;
    private byte[] _head;
    private byte[]? _next;

    private SqliteEvidence(long entry, byte[] head)
    {
        _entry = entry;
        _head = head;
    }

    public static SqliteEvidence Load(Session db)
    {
        using var last = db.Prepare("select entry, digest from evidence order by entry desc limit 1");
        return last.Step() ? new SqliteEvidence(last.Int64(0), last.Blob(1)) : new SqliteEvidence(0, EvidenceDigest.Genesis);
    }

    public void Write(Session db, IReadOnlyList<EvidenceItem> items, string node, DateTimeOffset at)
    {
        _next = null;
        if (items.Count == 0)
        {
            return;
        }

        var entry = _entry + 1;
        var root = EvidenceDigest.Root([.. items.Select(i => i.Digest)]);
        _next = EvidenceDigest.OfEntry(entry, node, at, items.Count, root, _head);
        db.Prepare("insert into evidence (entry, node, at, items, root, previous, digest) values (?, ?, ?, ?, ?, ?, ?)")
            .With(entry).With(node).With(at).With(items.Count).With(root).With(_head).With(_next).Run();
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];
            db.Prepare("insert into evidence_item (entry, ordinal, kind, subject, number, salt, digest) values (?, ?, ?, ?, ?, ?, ?)")
                .With(entry).With(i).With((int)item.Kind).With(item.Subject).With(item.Number).With(item.Salt).With(item.Digest).Run();
        }
    }

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
