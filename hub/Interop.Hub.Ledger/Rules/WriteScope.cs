using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Security;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Rules;

/// <summary>What a command works with inside the commit.</summary>
internal abstract class WriteScope(DataKeys keys)
{
    /// <summary>The rows, as this commit sees them.</summary>
    public abstract ILedgerTables Tables { get; }

    /// <summary>Where what happens is vouched for.</summary>
    public EvidenceItems Evidence { get; } = new();

    /// <summary>The data keys.</summary>
    public DataKeys Keys { get; } = keys;

    /// <summary>The ledger's clock.</summary>
    public abstract DateTimeOffset Now { get; }
}
