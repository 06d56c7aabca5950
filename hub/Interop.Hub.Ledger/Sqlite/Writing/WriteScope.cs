using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Security;
using Interop.Hub.Ledger.Sqlite.Storage;

namespace Interop.Hub.Ledger.Sqlite.Writing;

/// <summary>What a command works with inside the commit.</summary>
internal sealed class WriteScope(Session db, DataKeys keys, EvidenceChain evidence, TimeProvider time)
{
    public Session Db { get; } = db;

    public DataKeys Keys { get; } = keys;

    public EvidenceChain Evidence { get; } = evidence;

    /// <summary>The ledger's clock, read once per command.</summary>
    public DateTimeOffset Now => time.GetUtcNow();
}
