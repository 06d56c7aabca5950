using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Ledger.Evidence;

/// <summary>Where this node's chain has come to: what is exported off the machine.</summary>
public interface IEvidenceHead
{
    /// <summary>The last entry on disk; null: there is none yet.</summary>
    /// <exception cref="LedgerUnavailableException">The ledger does not answer.</exception>
    Task<EvidenceCheckpoint?> HeadAsync(CancellationToken cancellationToken);
}
