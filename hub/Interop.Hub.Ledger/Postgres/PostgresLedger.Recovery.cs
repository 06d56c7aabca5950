using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Postgres.Writing;
using Interop.Hub.Ledger.Rules;

namespace Interop.Hub.Ledger.Postgres;

/// <content>Restores and holds.</content>
public sealed partial class PostgresLedger
{
    /// <inheritdoc/>
    public async Task<RecoveryView> RecoveryAsync(CancellationToken cancellationToken) =>
        (await Database.AskAsync(PostgresRestores.ViewAsync, cancellationToken)).View;

    /// <inheritdoc/>
    public Task HoldAsync(HoldSign sign, CancellationToken cancellationToken) =>
        Database.AskAsync((db, token) => PostgresRestores.HoldAsync(db, sign, _time.GetUtcNow(), token), cancellationToken);

    /// <inheritdoc/>
    public async Task StateAsync(RecoveryStatement statement, CancellationToken cancellationToken)
    {
        if (await Database.AskAsync((db, token) => Nodes.LiveAsync(db, Clock, token), cancellationToken) is { Count: > 0 } live)
        {
            throw new LedgerUnavailableException($"Nodes run on this ledger ({string.Join(", ", live)}): stop them first, and wait ten seconds after one that was killed.");
        }

        await Writer.RunAsync(
            static _ => { },
            scope =>
            {
                Restoring.State(scope, statement);
                return true;
            },
            0,
            sheddable: false,
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<int> DoubtAsync(long epoch, int limit, CancellationToken cancellationToken)
    {
        var (page, last) = await Database.AskAsync((db, token) => PostgresRestores.PageAsync(db, epoch, limit, token), cancellationToken);
        return page.Count == 0
            ? 0
            : await Writer.RunAsync(
                n => page.ForEach(id => n.Targets.TryAdd(Key.Of(id), null)),
                scope =>
                {
                    scope.Changes.Doubt = (epoch, Restoring.Doubt(scope, epoch, page), last);
                    return page.Count;
                },
                0,
                sheddable: false,
                cancellationToken);
    }

    /// <inheritdoc/>
    public Task FinishAsync(long epoch, CancellationToken cancellationToken) =>
        Database.AskAsync((db, token) => PostgresRestores.MarkAsync(db, PostgresRestores.Finished, epoch, token), cancellationToken);

    /// <inheritdoc/>
    public async Task<ReleaseVerdict> ReleaseAsync(HoldRelease release, CancellationToken cancellationToken)
    {
        var (view, holds) = await Database.AskAsync(PostgresRestores.ViewAsync, cancellationToken);
        return await Writer.RunAsync(static _ => { }, scope => Restoring.Release(scope, view, holds, release), 0, sheddable: false, cancellationToken);
    }

    /// <inheritdoc/>
    public Task SendersToldAsync(long epoch, CancellationToken cancellationToken) =>
        Database.AskAsync((db, token) => PostgresRestores.MarkAsync(db, PostgresRestores.Told, epoch, token), cancellationToken);

    /// <inheritdoc/>
    public Task<MissingReceipts> MissingAsync(string partner, IReadOnlyList<string> receipts, IReadOnlyList<string> packets, CancellationToken cancellationToken) =>
        Database.AskAsync((db, token) => PostgresRestores.MissingAsync(db, partner, receipts, packets, token), cancellationToken);
}
