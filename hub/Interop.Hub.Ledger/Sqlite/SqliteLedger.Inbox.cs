using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Rules;
using Interop.Hub.Ledger.Sqlite.Reading;

namespace Interop.Hub.Ledger.Sqlite;

/// <content>What the inbox asks.</content>
public sealed partial class SqliteLedger : IInboxLedger
{
    /// <inheritdoc/>
    public Task<HandedDelivery?> DeliveryAsync(string deliveryId, CancellationToken cancellationToken) =>
        Ids.TryParse(deliveryId, out var id)
            ? Readers.AskAsync(db => InboxQuestions.Delivery(db, id), cancellationToken)
            : Task.FromResult<HandedDelivery?>(null);

    /// <inheritdoc/>
    public Task<IReadOnlyList<WaitingDelivery>> WaitingAsync(string destination, int limit, CancellationToken cancellationToken) =>
        Readers.AskAsync(db => InboxQuestions.WaitingOf(db, destination, _time.GetUtcNow(), limit), cancellationToken);

    /// <inheritdoc/>
    public Task<int> CountWaitingAsync(string destination, int most, CancellationToken cancellationToken) =>
        Readers.AskAsync(db => InboxQuestions.CountOf(db, destination, _time.GetUtcNow(), most), cancellationToken);
}
