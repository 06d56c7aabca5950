using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Ledger.Postgres;

/// <content>What packets say.</content>
public sealed partial class PostgresLedger : IPacketContents
{
    /// <inheritdoc/>
    public Task<PacketBody?> BodyAsync(string id, CancellationToken cancellationToken) => _reader.BodyAsync(id, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<PacketBody>> StatusesAsync(string documentId, int limit, CancellationToken cancellationToken) => _reader.StatusesAsync(documentId, limit, cancellationToken);
}
