using Microsoft.Extensions.Logging;

namespace Interop.Hub.Core.Recovery;

internal static partial class RecoveryLog
{
    [LoggerMessage(EventId = 2811, Level = LogLevel.Critical, Message = "The hub is held: nothing is taken and nothing is sent until an operator releases it. {Detail}")]
    public static partial void Held(ILogger logger, string detail);

    [LoggerMessage(EventId = 2812, Level = LogLevel.Warning, Message = "The hub was released and goes on")]
    public static partial void Released(ILogger logger);

    [LoggerMessage(EventId = 2813, Level = LogLevel.Information, Message = "{Count} senders are told which receipts to compare after restore {Epoch}")]
    public static partial void SendersTold(ILogger logger, int count, long epoch);

    [LoggerMessage(EventId = 2814, Level = LogLevel.Warning, Message = "{Partners} cannot be told by a packet: a person must tell them which receipts to compare after restore {Epoch}")]
    public static partial void SendersUntold(ILogger logger, string partners, long epoch);
}
