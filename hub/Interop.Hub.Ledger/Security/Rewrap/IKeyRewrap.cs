using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Ledger.Security.Rewrap;

/// <summary>Wraps every data key anew under the current master key, beside the hub at work.</summary>
public interface IKeyRewrap
{
    /// <summary>Nodes that were not started with the current key on top: what is wrapped under it now, they might not open, and they would go on wrapping under the old one.</summary>
    /// <exception cref="LedgerUnavailableException">The ledger does not answer.</exception>
    Task<IReadOnlyList<string>> UnawareAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Wraps anew what is not wrapped under the current key: dossiers, packets without one, files. It may be broken off at
    /// any time, and run again: what is done is passed over.
    /// </summary>
    /// <param name="told">Told of the progress now and then.</param>
    /// <param name="cancellationToken">Breaks it off.</param>
    Task<RewrapReport> RunAsync(Action<RewrapReport> told, CancellationToken cancellationToken);
}

/// <summary>What was wrapped anew.</summary>
/// <param name="Dossiers">Keys of dossiers.</param>
/// <param name="Packets">Keys of packets that have no dossier.</param>
/// <param name="Files">Files, laid down anew.</param>
/// <param name="Unopened">What cannot be opened with any key of the ring, by the id of the key that is missing.</param>
/// <param name="Parts">True while pieces of uploads lie about that may be under an old key: they go within a day.</param>
public sealed record RewrapReport(long Dossiers, long Packets, long Files, IReadOnlyDictionary<string, long> Unopened, bool Parts)
{
    /// <summary>True when nothing is wrapped under another key than the current one.</summary>
    public bool IsComplete => Unopened.Count == 0 && !Parts;
}
