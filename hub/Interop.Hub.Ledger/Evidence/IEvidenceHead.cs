using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Ledger.Evidence;

/// <summary>Where this node's chain has come to: what is exported off the machine.</summary>
public interface IEvidenceHead
{
    /// <summary>The last entry on disk; null: there is none yet.</summary>
    /// <exception cref="LedgerUnavailableException">The ledger does not answer.</exception>
    Task<EvidenceCheckpoint?> HeadAsync(CancellationToken cancellationToken);

    /// <summary>The digest of an entry; null: there is no such entry.</summary>
    /// <param name="node">Whose chain; an embedded ledger has one, whatever its node is called.</param>
    /// <param name="entry">The entry's number.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LedgerUnavailableException">The ledger does not answer.</exception>
    Task<byte[]?> DigestAsync(string node, long entry, CancellationToken cancellationToken);

    /// <summary>The last entry of every chain, with its time.</summary>
    /// <exception cref="LedgerUnavailableException">The ledger does not answer.</exception>
    Task<IReadOnlyList<ChainHead>> HeadsAsync(CancellationToken cancellationToken);
}

/// <summary>Where a chain has come to.</summary>
/// <param name="Node">Who writes it; in an embedded ledger <see cref="Every"/>.</param>
/// <param name="Entry">Its last entry.</param>
/// <param name="Digest">The entry's digest.</param>
/// <param name="At">When it was written.</param>
public sealed record ChainHead(string Node, long Entry, ReadOnlyMemory<byte> Digest, DateTimeOffset At)
{
    /// <summary>The one chain of an embedded ledger: its node may have had several names.</summary>
    public const string Every = "*";
}
