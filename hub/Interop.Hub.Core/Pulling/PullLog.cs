using Interop.Adapters.Inbound;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Core.Pulling;

/// <summary>The log of asking. Event ids 2700 to 2799, never reused. Codes, counts and pointers only.</summary>
internal static partial class PullLog
{
    [LoggerMessage(2701, LogLevel.Information, "{Destination} was asked: {Taken} packet(s) taken, {Refused} refused")]
    public static partial void Asked(ILogger log, string destination, int taken, int refused);

    [LoggerMessage(2702, LogLevel.Warning, "A packet that waits at {Destination} was refused ({Kind}, {Errors} error(s), at {Pointers}); it stays there until the profile or the configuration is mended")]
    public static partial void PacketRefused(ILogger log, string destination, RefusalKind kind, int errors, string pointers);

    [LoggerMessage(2703, LogLevel.Warning, "{Destination} cannot be asked for what waits there ({FaultCode}): {Message}")]
    public static partial void Failed(ILogger log, string destination, string faultCode, string message);

    [LoggerMessage(2704, LogLevel.Information, "{Destination} can be asked again")]
    public static partial void Answers(ILogger log, string destination);

    [LoggerMessage(2705, LogLevel.Error, "Asking {Destination} broke off; the next round begins anew")]
    public static partial void Broke(ILogger log, string destination, Exception exception);
}
