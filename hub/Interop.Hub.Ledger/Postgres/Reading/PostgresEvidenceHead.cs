using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Postgres.Storage;

namespace Interop.Hub.Ledger.Postgres.Reading;

/// <summary>The head of one node's chain in the shared ledger.</summary>
internal sealed class PostgresEvidenceHead(Database database, string node) : IEvidenceHead
{
    public const string Last = "select entry, digest from evidence where node = $1 order by entry desc limit 1";

    public Task<EvidenceCheckpoint?> HeadAsync(CancellationToken cancellationToken) => database.AskAsync(
        async (db, token) => (await Ask.AllAsync(Ask.Command(db, Last, Ask.Of(node)), r => new EvidenceCheckpoint(node, r.Int64(0), r.Blob(1)), token)).FirstOrDefault(),
        cancellationToken);
}
