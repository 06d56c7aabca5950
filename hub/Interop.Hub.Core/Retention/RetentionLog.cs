using Microsoft.Extensions.Logging;

namespace Interop.Hub.Core.Retention;

internal static partial class RetentionLog
{
    [LoggerMessage(EventId = 2801, Level = LogLevel.Information, Message = "Retention took the contents of {Packets} packets; {Bytes} bytes went back to the file system")]
    public static partial void Purged(ILogger logger, int packets, long bytes);

    [LoggerMessage(EventId = 2802, Level = LogLevel.Warning, Message = "Retention broke off; it begins again at its next round")]
    public static partial void Failed(ILogger logger, Exception exception);
}
