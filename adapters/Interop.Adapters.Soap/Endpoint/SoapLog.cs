using Interop.Adapters.Soap.Security;
using Microsoft.Extensions.Logging;

namespace Interop.Adapters.Soap.Endpoint;

// Event ids are never reused.
internal static partial class SoapLog
{
    [LoggerMessage(4101, LogLevel.Error, "SOAP service {Service}, operation {Operation}: the handler failed with {Exception} at {Stack}")]
    public static partial void HandlerFailed(ILogger logger, string service, string operation, string exception, string stack);

    [LoggerMessage(4102, LogLevel.Information, "SOAP service {Service} answered HTTP {Status} with a fault")]
    public static partial void Refused(ILogger logger, string service, int status);

    [LoggerMessage(4103, LogLevel.Warning, "A SOAP message that names partner {Partner} does not prove it: {Problem}")]
    public static partial void NotProven(ILogger logger, string partner, SecurityProblemKind problem);

    [LoggerMessage(4105, LogLevel.Error, "An answer went out unsigned, for the hub's certificate cannot sign: {Problem}")]
    public static partial void NotSecured(ILogger logger, SecurityProblemKind problem);

    [LoggerMessage(4104, LogLevel.Warning, "A SOAP message of partner {Partner} is signed by SHA-1, which its exception still allows")]
    public static partial void Sha1(ILogger logger, string partner);
}
