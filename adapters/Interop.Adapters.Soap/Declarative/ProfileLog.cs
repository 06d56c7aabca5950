using Microsoft.Extensions.Logging;

namespace Interop.Adapters.Soap.Declarative;

// Event ids are never reused.
internal static partial class ProfileLog
{
    [LoggerMessage(4111, LogLevel.Information, "Profile {Profile} of {Destination} was read again and is in effect")]
    public static partial void Reloaded(ILogger logger, string profile, string destination);

    [LoggerMessage(4112, LogLevel.Error, "Profile {Profile} of {Destination} changed and is refused; the old one stays. {Count} error(s): {Errors}")]
    public static partial void Refused(ILogger logger, string profile, string destination, int count, string errors);

    [LoggerMessage(4113, LogLevel.Error, "Profile {Profile} of {Destination} failed on a call of {Operation}: {Problem}")]
    public static partial void CallbackBroken(ILogger logger, string profile, string destination, string operation, string problem);
}
