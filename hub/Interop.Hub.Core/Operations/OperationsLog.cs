using Microsoft.Extensions.Logging;

namespace Interop.Hub.Core.Operations;

internal static partial class OperationsLog
{
    [LoggerMessage(EventId = 2401, Level = LogLevel.Information, Message = "Replay {Order} is finished: {Sent} sent again, {LeftAlone} had moved on")]
    public static partial void ReplayFinished(ILogger logger, string order, long sent, long leftAlone);
}
