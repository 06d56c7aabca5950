using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Postgres.Reading;
using Interop.Hub.Ledger.Sqlite.Reading;
using Interop.Hub.Ledger.Sqlite.Storage;

namespace Interop.Hub.Ledger.Evidence;

/// <summary>
/// Checks a ledger's evidence against what the ledger holds, from the first entry of each chain on. Needs no key: an
/// auditor may run it on a copy. Without a checkpoint from outside, a tail that was cut off together with all that it
/// vouched for cannot be noticed.
/// </summary>
public static class EvidenceVerifier
{
    /// <summary>Verifies the embedded ledger at <paramref name="path"/> in one snapshot; a running hub is not disturbed.</summary>
    /// <param name="path">The database file.</param>
    /// <param name="checkpoints">Places in the chain known from outside, in any order, whatever their node is called.</param>
    /// <param name="cancellationToken">Stops between two entries.</param>
    public static EvidenceReport Verify(string path, IReadOnlyList<EvidenceCheckpoint> checkpoints, CancellationToken cancellationToken)
    {
        using var db = Session.OpenReader(path, new SqliteLedgerOptions { Path = path });
        db.Begin();
        return new SqliteEvidenceAudit(db).Run(checkpoints, cancellationToken);
    }

    /// <summary>
    /// Verifies a shared ledger, every node's chain, in one snapshot. Reads all there is once, in bounded memory; nodes
    /// at work are not disturbed, but the database cannot clear away old row versions until it ends: on a large ledger
    /// rather verify a standby or a restored backup.
    /// </summary>
    /// <param name="options">Where it is.</param>
    /// <param name="checkpoints">Places in the chains known from outside, in any order.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="LedgerUnavailableException">The database does not answer.</exception>
    public static Task<EvidenceReport> VerifyAsync(PostgresLedgerOptions options, IReadOnlyList<EvidenceCheckpoint> checkpoints, CancellationToken cancellationToken) =>
        PostgresEvidenceAudit.RunAsync(options, checkpoints, cancellationToken);

    /// <summary>What was found. What no entry vouches for is counted only where every entry holds.</summary>
    internal static EvidenceReport Report(
        IReadOnlyList<EvidenceChainReport> chains, EvidenceCounts counts, IReadOnlyList<RecoveryStatement> epochs, Func<EvidenceCoverage> held)
    {
        // Where a chain misses its entry itself, that says more than that another one misses it.
        var broken = chains.Select(c => c.Break).OfType<EvidenceBreak>().OrderBy(b => b.Flaw == EvidenceFlaw.AnchorMissing).FirstOrDefault();
        return new EvidenceReport
        {
            Chains = chains,
            Acceptances = counts[EvidenceKind.Acceptance],
            Attempts = counts[EvidenceKind.Attempt],
            Acts = counts[EvidenceKind.Act],
            Anchors = counts[EvidenceKind.Anchor],
            Recoveries = counts[EvidenceKind.Recovery],
            Epochs = epochs,
            Removals = counts[EvidenceKind.Removal],
            Removed = counts.Removed,
            Erased = counts.Erased,
            Break = broken ?? held().Compare(counts),
        };
    }
}
