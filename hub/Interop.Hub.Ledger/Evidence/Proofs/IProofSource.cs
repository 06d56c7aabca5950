namespace Interop.Hub.Ledger.Evidence.Proofs;

/// <summary>The ledger, as the making of a proof reads it.</summary>
internal interface IProofSource : IEvidenceChains
{
    /// <summary>The keys of the dossiers with a number of any scheme: there may be several.</summary>
    Task<IReadOnlyList<long>> DossiersAsync(string number, CancellationToken cancellationToken);

    /// <summary>All of a dossier that evidence vouches for.</summary>
    Task<IReadOnlySet<EvidenceAbout>> AboutAsync(long dossier, CancellationToken cancellationToken);

    /// <summary>The entries behind one, up to and with another, in order; with their items only where that is asked.</summary>
    Task<IReadOnlyList<EvidenceEntry>> EntriesAsync(string node, long after, long until, IReadOnlySet<long> withItems, CancellationToken cancellationToken);

    /// <summary>What there is of some items' subjects, in their order.</summary>
    Task<IReadOnlyList<EvidenceSubject>> SubjectsAsync(IReadOnlyList<EvidenceItem> items, CancellationToken cancellationToken);
}
