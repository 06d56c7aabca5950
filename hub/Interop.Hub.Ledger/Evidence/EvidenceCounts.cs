namespace Interop.Hub.Ledger.Evidence;

/// <summary>Items that hold, of all chains of a ledger.</summary>
internal sealed class EvidenceCounts
{
    private readonly long[] _byKind = new long[(int)Enum.GetValues<EvidenceKind>().Max() + 1];

    public long this[EvidenceKind kind] => _byKind[(int)kind];

    /// <summary>Acceptances whose packet's content was taken.</summary>
    public long Removed { get; set; }

    /// <summary>Items whose dossier was erased.</summary>
    public long Erased { get; set; }

    public void Add(EvidenceKind kind) => _byKind[(int)kind]++;
}
