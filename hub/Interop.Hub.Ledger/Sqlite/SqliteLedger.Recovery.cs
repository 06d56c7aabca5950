using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Rules;
using Interop.Hub.Ledger.Sqlite.Storage;

namespace Interop.Hub.Ledger.Sqlite;

/// <content>Restores and holds.</content>
public sealed partial class SqliteLedger
{
    /// <inheritdoc/>
    public Task<RecoveryView> RecoveryAsync(CancellationToken cancellationToken) => AskAsync(Restores.View, cancellationToken);

    /// <inheritdoc/>
    public Task HoldAsync(HoldSign sign, CancellationToken cancellationToken) =>
        Writer.RunAsync(scope => Restores.Hold(scope, sign), 0, sheddable: false, cancellationToken);

    /// <inheritdoc/>
    public Task StateAsync(RecoveryStatement statement, CancellationToken cancellationToken) => Writer.RunAsync(
        scope =>
        {
            Restoring.State(scope, statement);
            return true;
        },
        0,
        sheddable: false,
        cancellationToken);

    /// <inheritdoc/>
    public Task<int> DoubtAsync(long epoch, int limit, CancellationToken cancellationToken) =>
        Writer.RunAsync(scope => Restores.Doubt(scope, epoch, limit), 0, sheddable: false, cancellationToken);

    /// <inheritdoc/>
    public Task FinishAsync(long epoch, CancellationToken cancellationToken) =>
        Writer.RunAsync(scope => Restores.Finish(scope.Db, epoch), 0, sheddable: false, cancellationToken);

    /// <inheritdoc/>
    public Task<ReleaseVerdict> ReleaseAsync(HoldRelease release, CancellationToken cancellationToken) =>
        Writer.RunAsync(scope => Restores.Release(scope, release), 0, sheddable: false, cancellationToken);

    /// <inheritdoc/>
    public Task SendersToldAsync(long epoch, CancellationToken cancellationToken) =>
        Writer.RunAsync(scope => Restores.Told(scope.Db, epoch), 0, sheddable: false, cancellationToken);

    /// <inheritdoc/>
    public Task<MissingReceipts> MissingAsync(string partner, IReadOnlyList<string> receipts, IReadOnlyList<string> packets, CancellationToken cancellationToken) =>
        Readers.AskAsync(db => Restores.Missing(db, partner, receipts, packets), cancellationToken);

    /// <summary>A question that is also asked while the file is opened alone, when no reader has access.</summary>
    internal Task<T> AskAsync<T>(Func<Session, T> question, CancellationToken cancellationToken) =>
        _alone ? Writer.RunAsync(scope => question(scope.Db), 0, sheddable: false, cancellationToken) : Readers.AskAsync(question, cancellationToken);
}
