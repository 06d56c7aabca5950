using Interop.Hub.Ledger.Evidence;

namespace Interop.Hub.Ledger.Tables;

/// <summary>Why contents were taken. Stored as its number.</summary>
internal enum RemovalKind
{
    /// <summary>Their time had come.</summary>
    Purge = 1,

    /// <summary>Their dossier was erased.</summary>
    Erasure = 2,
}

/// <summary>Contents that were taken: written once, never changed.</summary>
internal sealed record RemovalRow
{
    public required long Key { get; init; }

    public required RemovalKind Kind { get; init; }

    /// <summary>The dossier that was erased.</summary>
    public long? Dossier { get; init; }

    public string? Operator { get; init; }

    public string? Reason { get; init; }

    /// <summary>The packets whose contents it took.</summary>
    public required IReadOnlyList<long> Packets { get; init; }

    /// <summary>The deliveries that it cancelled.</summary>
    public IReadOnlyList<long> Cancelled { get; init; } = [];

    public required DateTimeOffset At { get; init; }
}

/// <summary>All of a dossier that evidence vouches for, by key.</summary>
/// <param name="Kept">Its packets whose contents are still here.</param>
/// <param name="Packets">All its packets.</param>
/// <param name="Deliveries">Their deliveries.</param>
/// <param name="Attempts">How many attempts each delivery has, as far as the store can say; by delivery and number.</param>
/// <param name="Acts">Operators' acts on them.</param>
internal sealed record DossierItems(
    IReadOnlyList<long> Kept, IReadOnlyList<long> Packets, IReadOnlyList<long> Deliveries, IReadOnlyList<(long Delivery, long Number)> Attempts, IReadOnlyList<long> Acts)
{
    /// <summary>What items of evidence are about.</summary>
    public HashSet<EvidenceAbout> About() =>
    [
        .. Packets.Select(p => new EvidenceAbout(EvidenceKind.Acceptance, p, 0)),
        .. Attempts.Select(a => new EvidenceAbout(EvidenceKind.Attempt, a.Delivery, a.Number)),
        .. Acts.Select(a => new EvidenceAbout(EvidenceKind.Act, a, 0)),
    ];
}

/// <summary>What takes contents out, and what it must know first.</summary>
internal interface IRemovalRows
{
    /// <summary>
    /// Those of some packets whose contents are here and may go: no delivery that is not passed, and not the submission in
    /// force of a dossier that has one. Held until the commit.
    /// </summary>
    IReadOnlyList<long> Removable(IReadOnlyList<long> packets);

    long NextRemoval();

    RemovalRow? Removal(long key);

    /// <summary>Writes it, and takes the contents of its packets: bodies, lists of files, partners' words, references to files, keys of their own.</summary>
    void Insert(RemovalRow removal);

    /// <summary>A dossier's deliveries that are not passed.</summary>
    IReadOnlyList<DeliveryRow> OpenOf(long dossier);

    DossierItems ItemsOf(long dossier);

    /// <summary>Marks the dossier erased and empties its key; what gates learned of its people goes too.</summary>
    void Erase(DossierRow dossier, DossierItems items);

    /// <summary>Empties the salts of items that are in the chain.</summary>
    void Blank(IReadOnlyList<EvidencePlace> places);
}
