using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Ledger.Postgres;

/// <content>What the inbox asks.</content>
public sealed partial class PostgresLedger : IInboxLedger
{
    /// <inheritdoc/>
    public Task<HandedDelivery?> DeliveryAsync(string deliveryId, CancellationToken cancellationToken) => _reader.DeliveryAsync(deliveryId, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<WaitingDelivery>> WaitingAsync(string destination, int limit, CancellationToken cancellationToken) => _reader.WaitingAsync(destination, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<int> CountWaitingAsync(string destination, int most, CancellationToken cancellationToken) => _reader.CountWaitingAsync(destination, most, cancellationToken);
}
