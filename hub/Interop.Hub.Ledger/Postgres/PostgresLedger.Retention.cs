using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Postgres.Reading;
using Interop.Hub.Ledger.Postgres.Storage;
using Interop.Hub.Ledger.Postgres.Writing;
using Interop.Hub.Ledger.Rules;

namespace Interop.Hub.Ledger.Postgres;

/// <content>Contents that are taken out for good.</content>
public sealed partial class PostgresLedger : IRetentionLedger, IErasureLedger
{
    /// <inheritdoc/>
    public Task<RetentionPage> RetainedAsync(RetentionCut cut, long after, int limit, CancellationToken cancellationToken) =>
        Database.AskAsync((db, token) => RetentionQuestions.RetainedAsync(db, cut, after, limit, token), cancellationToken);

    /// <inheritdoc/>
    public Task<int> PurgeAsync(IReadOnlyList<long> packets, DateTimeOffset at, CancellationToken cancellationToken) => Writer.RunAsync(
        n =>
        {
            n.Purges.UnionWith(packets);
            n.Removals++;
        },
        scope => Purging.Run(scope, packets, at),
        0,
        sheddable: false,
        cancellationToken);

    /// <inheritdoc/>
    public async Task<ErasureResult> EraseAsync(ErasureOrder order, CancellationToken cancellationToken)
    {
        while (true)
        {
            var sought = await Database.AskAsync((db, token) => RemovalLoading.AboutAsync(db, order.Dossier, token), cancellationToken);
            var found = await EvidenceSearch.FindAsync(new PostgresEvidenceChains(Database), sought, cancellationToken);
            var result = await Writer.RunAsync(
                n =>
                {
                    n.Erasures.Add(order.Dossier);
                    n.Removals++;
                },
                scope => Erasing.Run(scope, order, found),
                0,
                sheddable: false,
                cancellationToken);
            if (result is not null)
            {
                // A reader that began before the commit may have put it back.
                _keys.Forget(order.Dossier);
                return result;
            }
        }
    }

    /// <inheritdoc/>
    public Task<ReturnedSpace> ReturnSpaceAsync(CancellationToken cancellationToken) => Database.AskAsync(EmptyPartitions.ReturnAsync, cancellationToken);
}
