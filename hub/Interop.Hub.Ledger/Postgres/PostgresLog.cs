using Microsoft.Extensions.Logging;

namespace Interop.Hub.Ledger.Postgres;

internal static partial class PostgresLog
{
    [LoggerMessage(EventId = 3101, Level = LogLevel.Information, Message = "The ledger's database {Database} on {Host} is open")]
    public static partial void Opened(ILogger logger, string database, string host);

    [LoggerMessage(EventId = 3102, Level = LogLevel.Warning, Message = "The ledger's database was lost; the writer connects anew")]
    public static partial void ConnectionLost(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 3103, Level = LogLevel.Information, Message = "The ledger's database is back; of the commit that was under way the database says: {Fate}")]
    public static partial void FateKnown(ILogger logger, string fate);

    [LoggerMessage(EventId = 3104, Level = LogLevel.Debug, Message = "A commit ran into another node's and is tried again ({State})")]
    public static partial void TriedAgain(ILogger logger, string state);

    [LoggerMessage(EventId = 3105, Level = LogLevel.Error, Message = "The ledger's next partition could not be made; there is room for a while, and it is tried again")]
    public static partial void PartitionFailed(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 3106, Level = LogLevel.Error, Message = "A group of commands failed; each is tried alone")]
    public static partial void GroupFailed(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 3108, Level = LogLevel.Error, Message = "The data key of delivery {DeliveryId} does not open: it is put off until the master key's line is back in the key file")]
    public static partial void Locked(ILogger logger, string deliveryId, Exception exception);

    [LoggerMessage(EventId = 3107, Level = LogLevel.Error, Message = "The body of delivery {DeliveryId} does not open: it is parked")]
    public static partial void BodyDamaged(ILogger logger, string deliveryId, Exception exception);

    [LoggerMessage(EventId = 3109, Level = LogLevel.Warning, Message = "The writer's session lost what was prepared in it; the commit is tried again on a new one. If this goes on, a pooler stands between that must pool sessions, not transactions")]
    public static partial void StatementsLost(ILogger logger);
}
