using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Rules;
using Interop.Hub.Ledger.Sqlite.Reading;

namespace Interop.Hub.Ledger.Sqlite;

/// <content>What packets say.</content>
public sealed partial class SqliteLedger : IPacketContents
{
    /// <inheritdoc/>
    public Task<PacketBody?> BodyAsync(string id, CancellationToken cancellationToken) =>
        Ids.TryParse(id, out var bytes) ? Readers.AskAsync(db => PacketContents.Body(db, bytes, _keys), cancellationToken) : Task.FromResult<PacketBody?>(null);

    /// <inheritdoc/>
    public Task<IReadOnlyList<PacketBody>> StatusesAsync(string documentId, int limit, CancellationToken cancellationToken) =>
        Readers.AskAsync(db => PacketContents.StatusesOf(db, documentId, limit, _keys), cancellationToken);
}
