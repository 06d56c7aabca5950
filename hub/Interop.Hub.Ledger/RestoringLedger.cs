using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Security;
using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Postgres;
using Interop.Hub.Ledger.Postgres.Reading;
using Interop.Hub.Ledger.Sqlite;
using Interop.Hub.Ledger.Sqlite.Reading;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Ledger;

/// <summary>A ledger opened by the command that states a restore, while no hub runs on it.</summary>
/// <param name="ledger">The ledger.</param>
/// <param name="restores">Its restores.</param>
/// <param name="evidence">Its chains.</param>
/// <param name="node">Whose chain vouches for what is stated: a node's name, or <see cref="ChainHead.Every"/>.</param>
public sealed class RestoringLedger(IAsyncDisposable ledger, IRecoveryLedger restores, IEvidenceHead evidence, string node) : IAsyncDisposable
{
    /// <summary>Its restores.</summary>
    public IRecoveryLedger Restores { get; } = restores;

    /// <summary>Its chains.</summary>
    public IEvidenceHead Evidence { get; } = evidence;

    /// <summary>Whose chain vouches for what is stated.</summary>
    public string Node { get; } = node;

    /// <summary>Opens an embedded ledger; fails while a hub has it.</summary>
    /// <exception cref="LedgerUnavailableException">It cannot be had.</exception>
    public static RestoringLedger Open(SqliteLedgerOptions options, IKeyRing keys, TimeProvider time, ILoggerFactory logs)
    {
        ArgumentNullException.ThrowIfNull(options);
        var ledger = SqliteLedger.Open(options with { Alone = true }, keys, time, logs.CreateLogger<SqliteLedger>());
        return new RestoringLedger(ledger, ledger, new SqliteEvidenceHead(ledger, options.Node), ChainHead.Every);
    }

    /// <summary>Opens a shared ledger.</summary>
    /// <exception cref="LedgerUnavailableException">It cannot be had.</exception>
    public static async Task<RestoringLedger> OpenAsync(PostgresLedgerOptions options, IKeyRing keys, TimeProvider time, ILoggerFactory logs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var ledger = await PostgresLedger.OpenAsync(options, keys, time, logs.CreateLogger<PostgresLedger>(), cancellationToken);
        return new RestoringLedger(ledger, ledger, new PostgresEvidenceHead(ledger.Database, options.Node), options.Node);
    }

    /// <summary>Closes it.</summary>
    public ValueTask DisposeAsync() => ledger.DisposeAsync();
}
