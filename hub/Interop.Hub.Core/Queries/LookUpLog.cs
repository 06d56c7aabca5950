using Microsoft.Extensions.Logging;

namespace Interop.Hub.Core.Queries;

/// <summary>The log of look-ups. Event ids 2600 to 2699, never reused. Never an officer, a dossier or a person.</summary>
internal static partial class LookUpLog
{
    [LoggerMessage(EventId = 2601, Level = LogLevel.Information, Message = "Look-up {LookUpId} for {Partner} at {Destination}: {Outcome}")]
    public static partial void Made(ILogger log, string lookUpId, string partner, string destination, string outcome);

    [LoggerMessage(EventId = 2602, Level = LogLevel.Information, Message = "A look-up for {Partner} was not answered: {Refusal}, {Errors} error(s)")]
    public static partial void Refused(ILogger log, string partner, string refusal, int errors);
}
