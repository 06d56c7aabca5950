using Microsoft.Extensions.Logging;

namespace Interop.Hub.Ledger.Sqlite;

internal static partial class LedgerLog
{
    [LoggerMessage(EventId = 3001, Level = LogLevel.Error, Message = "The ledger's connection was dropped after an input/output error and is opened anew")]
    public static partial void ConnectionDropped(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Error, Message = "A rollback of the ledger failed; its connection is opened anew")]
    public static partial void RollbackFailed(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 3004, Level = LogLevel.Error, Message = "The body of delivery {DeliveryId} does not open: it is parked")]
    public static partial void BodyDamaged(ILogger logger, string deliveryId, Exception exception);

    [LoggerMessage(EventId = 3006, Level = LogLevel.Error, Message = "The data key of delivery {DeliveryId} does not open: it is put off until the master key's line is back in the key file")]
    public static partial void Locked(ILogger logger, string deliveryId, Exception exception);

    [LoggerMessage(EventId = 3005, Level = LogLevel.Warning, Message = "Pages of the ledger's log could not be moved into its database yet")]
    public static partial void CheckpointFailed(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 3003, Level = LogLevel.Information, Message = "The ledger {Path} is open")]
    public static partial void Opened(ILogger logger, string path);
}
