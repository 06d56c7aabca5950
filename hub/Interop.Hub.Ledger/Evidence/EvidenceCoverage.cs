namespace Interop.Hub.Ledger.Evidence;

/// <summary>How much there is that evidence must vouch for.</summary>
/// <param name="Packets">Accepted.</param>
/// <param name="Attempts">Attempts and probes, late outcomes included.</param>
/// <param name="Acts">Operators' acts.</param>
/// <param name="Recoveries">Stated restores and releases of a held hub.</param>
/// <param name="Removals">Rounds of retention, and erased dossiers.</param>
/// <param name="Twice">Outcomes that counted although their claim had one.</param>
internal readonly record struct EvidenceCoverage(long Packets, long Attempts, long Acts, long Recoveries, long Removals, long Twice)
{
    /// <summary>
    /// Each claim has a higher token than the one before, and of each one outcome counts: among those that counted the
    /// tokens rise. In the order of the key, so that nothing is held or sorted.
    /// </summary>
    public const string CountTwice = """
        select count(*) from (select token <= lag(token) over (partition by delivery order by number) as again from attempt where taken) t where again
        """;

    /// <summary>Null when the evidence vouches for as many.</summary>
    public EvidenceBreak? Compare(EvidenceCounts counts)
    {
        if (Twice > 0)
        {
            return new EvidenceBreak(0, EvidenceFlaw.OutcomeTwice, $"{Twice} outcomes counted although their claim had one: a node that had lost its lease was believed.");
        }

        foreach (var (kind, held) in ((EvidenceKind, long)[])[(EvidenceKind.Acceptance, Packets), (EvidenceKind.Attempt, Attempts), (EvidenceKind.Act, Acts), (EvidenceKind.Recovery, Recoveries), (EvidenceKind.Removal, Removals)])
        {
            if (held != counts[kind])
            {
                return new EvidenceBreak(0, EvidenceFlaw.Uncovered, $"The ledger holds {held} of kind {kind}, the evidence vouches for {counts[kind]}.");
            }
        }

        return null;
    }
}
