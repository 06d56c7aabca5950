using System.Net.Sockets;
using System.Security.Authentication;

namespace Interop.Adapters.Http;

/// <summary>Says of a broken call what it means for the packet.</summary>
internal static class HttpBreaks
{
    /// <summary>True for what the wire or the partner can do; false for a bug of ours, which must surface.</summary>
    public static bool IsOfTheWire(Exception exception) =>
        exception is HttpRequestException or IOException or SocketException or AuthenticationException or OperationCanceledException;

    public static HttpExchange AfterSending(Exception exception) => NotConnectedException.In(exception) is { Fault: var known } ? new HttpExchange.NotSent(known) : new HttpExchange.NoAnswer(exception switch
    {
        OperationCanceledException => HttpFaults.NoAnswerInTime(),
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError or HttpRequestError.ConfigurationLimitExceeded } => HttpFaults.UnreadableAnswer(),
        _ => HttpFaults.ConnectionLost(),
    });

    public static HttpExchange BeforeSending(Exception exception) => new HttpExchange.NotSent(exception switch
    {
        _ when NotConnectedException.In(exception) is { Fault: var known } => known,
        OperationCanceledException => HttpFaults.ConnectTimedOut(),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => HttpFaults.NameUnknown(),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } or AuthenticationException => HttpFaults.TlsFailed(exception),
        _ => HttpFaults.ConnectionRefused(),
    });
}
