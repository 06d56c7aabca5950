using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Sqlite.Storage;

namespace Interop.Hub.Ledger.Sqlite.Reading;

/// <summary>The head of the embedded ledger's one chain.</summary>
internal sealed class SqliteEvidenceHead(SqliteLedger ledger, string node) : IEvidenceHead
{
    private const string Last = "select entry, digest, at, (select coalesce(max(epoch), 0) from recovery) from evidence order by entry desc limit 1";

    public Task<EvidenceCheckpoint?> HeadAsync(CancellationToken cancellationToken) => ledger.AskAsync(
        db =>
        {
            using var last = db.Prepare(Last);
            return last.Step() ? new EvidenceCheckpoint(node, last.Int64(0), last.Blob(1)) { Epoch = last.Int64(3) } : null;
        },
        cancellationToken);

    public Task<byte[]?> DigestAsync(string node, long entry, CancellationToken cancellationToken) => ledger.AskAsync(
        db =>
        {
            using var row = db.Prepare("select digest from evidence where entry = ?").With(entry);
            return row.Step() ? row.Blob(0) : null;
        },
        cancellationToken);

    public Task<IReadOnlyList<ChainHead>> HeadsAsync(CancellationToken cancellationToken) => ledger.AskAsync(Heads, cancellationToken);

    private static IReadOnlyList<ChainHead> Heads(Session db)
    {
        using var last = db.Prepare(Last);
        return last.Step() ? [new ChainHead(ChainHead.Every, last.Int64(0), last.Blob(1), last.Time(2))] : [];
    }
}
