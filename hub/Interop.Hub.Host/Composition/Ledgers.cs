using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Security;
using Interop.Hub.Ledger;
using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Evidence.Proofs;
using Microsoft.Extensions.Logging.Abstractions;

namespace Interop.Hub.Host.Composition;

/// <summary>The ledger that the configuration names.</summary>
internal static class Ledgers
{
    public static SqliteLedgerOptions Sqlite(HubSettings settings) =>
        new() { Path = Path.Combine(settings.Ledger.Directory, LedgerPlaces.Database), Node = settings.Node.Name };

    /// <exception cref="LedgerSchemaException">The connection string cannot be had.</exception>
    public static PostgresLedgerOptions Postgres(HubSettings settings)
    {
        var reference = settings.Ledger.ConnectionString ?? throw new InvalidOperationException("A shared ledger has a connection string: the configuration asks for it.");
        return SecretReference.Resolve(reference, settings.Node.Environment) is { Length: > 0 } connection
            ? new PostgresLedgerOptions { ConnectionString = connection, Node = settings.Node.Name }
            : throw new LedgerSchemaException($"The connection string {SecretReference.NameOf(reference)} cannot be read; see Ledger:ConnectionString.");
    }

    /// <summary>Adds it. The shared ledger goes by its database's clock, unless the hub's is shifted.</summary>
    public static IServiceCollection AddLedger(this IServiceCollection services, HubSettings settings, TimeProvider time) => settings.Ledger.Kind switch
    {
        LedgerKind.Postgres => services.AddPostgresLedger(Postgres(settings) with { Clock = time is ShiftedClock ? time : null }),
        _ => services.AddSqliteLedger(Sqlite(settings)),
    };

    /// <summary>Opens it for the command that states a restore, see <see cref="RestoringLedger"/>.</summary>
    public static async Task<RestoringLedger> OpenRestoringAsync(HubSettings settings, IKeyRing keys, CancellationToken cancellationToken) =>
        settings.Ledger.Kind == LedgerKind.Postgres
            ? await RestoringLedger.OpenAsync(Postgres(settings), keys, TimeProvider.System, NullLoggerFactory.Instance, cancellationToken)
            : RestoringLedger.Open(Sqlite(settings), keys, TimeProvider.System, NullLoggerFactory.Instance);

    /// <summary>Proves what its evidence says of one dossier, see <see cref="EvidenceProver"/>.</summary>
    public static Task<ProofResult> ProveAsync(HubSettings settings, ProofOrder order, CancellationToken cancellationToken) =>
        settings.Ledger.Kind == LedgerKind.Postgres
            ? EvidenceProver.ProveAsync(Postgres(settings), order, cancellationToken)
            : EvidenceProver.ProveAsync(Sqlite(settings), order, cancellationToken);

    /// <summary>Verifies its evidence, see <see cref="EvidenceVerifier"/>.</summary>
    public static async Task<EvidenceReport> VerifyAsync(HubSettings settings, IReadOnlyList<EvidenceCheckpoint> checkpoints, CancellationToken cancellationToken) =>
        settings.Ledger.Kind == LedgerKind.Postgres
            ? await EvidenceVerifier.VerifyAsync(Postgres(settings), checkpoints, cancellationToken)
            : EvidenceVerifier.Verify(Sqlite(settings).Path, checkpoints, cancellationToken);
}
