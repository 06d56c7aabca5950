using Microsoft.Extensions.Logging;

namespace Interop.Hub.Ledger.Security;

internal static partial class KeyRingLog
{
    [LoggerMessage(EventId = 3201, Level = LogLevel.Warning, Message = "A new master key was made in {Path}. Keep a copy apart from the database: without it nothing recorded can be read.")]
    public static partial void Created(ILogger logger, string path);

    [LoggerMessage(EventId = 3202, Level = LogLevel.Warning, Message = "The key file {Path} may be read by every user of this machine: take the right away (chmod o-rw).")]
    public static partial void ReadableByAll(ILogger logger, string path);
}
