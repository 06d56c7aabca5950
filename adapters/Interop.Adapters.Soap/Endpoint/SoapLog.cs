using Microsoft.Extensions.Logging;

namespace Interop.Adapters.Soap.Endpoint;

// Event ids are never reused.
internal static partial class SoapLog
{
    [LoggerMessage(4101, LogLevel.Error, "SOAP service {Service}, operation {Operation}: the handler failed with {Exception} at {Stack}")]
    public static partial void HandlerFailed(ILogger logger, string service, string operation, string exception, string stack);

    [LoggerMessage(4102, LogLevel.Information, "SOAP service {Service} answered HTTP {Status} with a fault")]
    public static partial void Refused(ILogger logger, string service, int status);
}
