using Interop.Contracts.Documents;
using Interop.Contracts.Packets;

namespace Interop.Hub.Core.Ledger;

/// <summary>What the ledger made of a packet. Everything but <see cref="Recorded"/> wrote nothing.</summary>
public abstract record AcceptResult
{
    private AcceptResult()
    {
    }

    /// <summary>On disk.</summary>
    /// <param name="Receipt">The receipt, as stored.</param>
    /// <param name="Ready">The deliveries that may go at once.</param>
    public sealed record Recorded(Receipt Receipt, IReadOnlyList<ReadyDelivery> Ready) : AcceptResult
    {
        /// <summary>The deliveries that this node has claimed already, of those it asked for in <see cref="AcceptPacket.Claims"/>; not in <see cref="Ready"/>.</summary>
        public IReadOnlyList<Claim> Claimed { get; init; } = [];
    }

    /// <summary>The content is that of an accepted packet. The request key now points to the original receipt.</summary>
    /// <param name="Receipt">The original receipt, with <see cref="Receipt.DuplicateOf"/> set.</param>
    public sealed record Duplicate(Receipt Receipt) : AcceptResult;

    /// <summary>The same request key with the same content was answered before: the same receipt again.</summary>
    /// <param name="Receipt">The receipt as first given.</param>
    public sealed record Repeated(Receipt Receipt) : AcceptResult;

    /// <summary>The key, or the packet id, was used for other content.</summary>
    public sealed record KeyReused : AcceptResult;

    /// <summary>No such dossier, or none to which the partner is a party: the caller must not tell which.</summary>
    public sealed record UnknownDossier : AcceptResult;

    /// <summary>The identifiers name two dossiers.</summary>
    /// <param name="Indexes">Indexes into <see cref="AcceptPacket.Identifiers"/> of the codes that disagree.</param>
    public sealed record IdentifierConflict(IReadOnlyList<int> Indexes) : AcceptResult;

    /// <summary>Codes that the sender does not issue and that the dossier does not have.</summary>
    /// <param name="Indexes">Indexes into <see cref="AcceptPacket.Identifiers"/>.</param>
    public sealed record NotIssuer(IReadOnlyList<int> Indexes) : AcceptResult;

    /// <summary>The dossier was erased: nothing is taken for it any longer.</summary>
    public sealed record DossierErased : AcceptResult;

    /// <summary>No master key of the hub opens the dossier's data key: a line is missing from the key file.</summary>
    /// <param name="Why">Which key, in words for the administrator.</param>
    public sealed record DossierLocked(string Why) : AcceptResult;

    /// <summary>Files that are not in the document store for this partner.</summary>
    /// <param name="Digests">Their digests.</param>
    public sealed record DocumentsMissing(IReadOnlyList<Sha256Digest> Digests) : AcceptResult;
}

/// <summary>A delivery that may be claimed now.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Destination">Its destination.</param>
public readonly record struct ReadyDelivery(string Id, string Destination);
