using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Postgres.Reading;
using Interop.Hub.Ledger.Postgres.Storage;
using Interop.Hub.Ledger.Sqlite.Reading;
using Interop.Hub.Ledger.Sqlite.Storage;

namespace Interop.Hub.Ledger.Evidence.Proofs;

/// <summary>Makes proofs out of a ledger, beside a hub at work.</summary>
public static class EvidenceProver
{
    /// <summary>Out of an embedded ledger.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="order">Of what.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="LedgerUnavailableException">It cannot be read.</exception>
    /// <exception cref="IOException">The checkpoints cannot be read.</exception>
    public static async Task<ProofResult> ProveAsync(SqliteLedgerOptions options, ProofOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        await using var readers = new ReaderPool(options.Path, options);
        return await ProofMaking.MakeAsync(new SqliteProofSource(readers), order, cancellationToken);
    }

    /// <summary>Out of a shared ledger.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="order">Of what.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="LedgerUnavailableException">The database does not answer.</exception>
    /// <exception cref="IOException">The checkpoints cannot be read.</exception>
    public static async Task<ProofResult> ProveAsync(PostgresLedgerOptions options, ProofOrder order, CancellationToken cancellationToken)
    {
        await using var database = new Database(options);
        return await ProofMaking.MakeAsync(new PostgresProofSource(database), order, cancellationToken);
    }
}
