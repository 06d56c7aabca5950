using Interop.Hub.Ledger.Evidence;

namespace Interop.Hub.Ledger.Sqlite.Reading;

/// <summary>The head of the embedded ledger's one chain.</summary>
internal sealed class SqliteEvidenceHead(SqliteLedger ledger, string node) : IEvidenceHead
{
    public Task<EvidenceCheckpoint?> HeadAsync(CancellationToken cancellationToken) => ledger.Readers.AskAsync(
        db =>
        {
            using var last = db.Prepare("select entry, digest from evidence order by entry desc limit 1");
            return last.Step() ? new EvidenceCheckpoint(node, last.Int64(0), last.Blob(1)) : null;
        },
        cancellationToken);
}
