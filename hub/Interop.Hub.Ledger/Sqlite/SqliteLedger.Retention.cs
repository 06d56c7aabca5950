using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Rules;
using Interop.Hub.Ledger.Sqlite.Reading;
using Interop.Hub.Ledger.Sqlite.Storage;
using Interop.Hub.Ledger.Sqlite.Tables;

namespace Interop.Hub.Ledger.Sqlite;

/// <content>Contents that are taken out for good.</content>
public sealed partial class SqliteLedger : IRetentionLedger, IErasureLedger
{
    /// <inheritdoc/>
    public Task<RetentionPage> RetainedAsync(RetentionCut cut, long after, int limit, CancellationToken cancellationToken) =>
        Readers.AskAsync(db => RetentionQuestions.Retained(db, cut, after, limit), cancellationToken);

    /// <inheritdoc/>
    public Task<int> PurgeAsync(IReadOnlyList<long> packets, DateTimeOffset at, CancellationToken cancellationToken) =>
        Writer.RunAsync(scope => Purging.Run(scope, packets, at), 0, sheddable: false, cancellationToken);

    /// <inheritdoc/>
    public async Task<ErasureResult> EraseAsync(ErasureOrder order, CancellationToken cancellationToken)
    {
        while (true)
        {
            var sought = await Readers.AskAsync(db => new SqliteTables(db).ItemsOf(order.Dossier).About(), cancellationToken);
            var found = await EvidenceSearch.FindAsync(new SqliteEvidenceChains(Readers), sought, cancellationToken);
            if (await Writer.RunAsync(scope => Erasing.Run(scope, order, found), 0, sheddable: false, cancellationToken) is { } result)
            {
                // A reader that began before the commit may have put it back.
                _keys.Forget(order.Dossier);
                return result;
            }
        }
    }

    /// <inheritdoc/>
    public async Task<ReturnedSpace> ReturnSpaceAsync(CancellationToken cancellationToken)
    {
        var returned = await Writer.RunAsync(scope => FreeSpace.Return(scope.Db), 0, sheddable: false, cancellationToken);
        if (returned is { Bytes: > 0, More: false })
        {
            // What the log holds still keeps the file long. Passive: it waits for nobody, and nobody for it.
            await Readers.AskOutsideAsync(FreeSpace.Checkpoint, cancellationToken);
        }

        return returned;
    }
}
