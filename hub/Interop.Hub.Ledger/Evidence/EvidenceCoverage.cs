namespace Interop.Hub.Ledger.Evidence;

/// <summary>How much there is that evidence must vouch for.</summary>
internal readonly record struct EvidenceCoverage(long Packets, long Attempts, long Acts)
{
    /// <summary>Null when the evidence vouches for as many.</summary>
    public EvidenceBreak? Compare(long[] counts)
    {
        foreach (var (kind, held) in ((EvidenceKind, long)[])[(EvidenceKind.Acceptance, Packets), (EvidenceKind.Attempt, Attempts), (EvidenceKind.Act, Acts)])
        {
            if (held != counts[(int)kind])
            {
                return new EvidenceBreak(0, EvidenceFlaw.Uncovered, $"The ledger holds {held} of kind {kind}, the evidence vouches for {counts[(int)kind]}.");
            }
        }

        return null;
    }
}
