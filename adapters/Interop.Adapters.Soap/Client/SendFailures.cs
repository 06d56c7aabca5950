using System.Net.Sockets;
using System.Security.Authentication;
using Interop.Adapters.Http;

namespace Interop.Adapters.Soap.Client;

/// <summary>Pure: what the HTTP stack threw → what became of the call.</summary>
internal static class SendFailures
{
    public static SoapExchange.NotSent NotSent(Exception failure, bool timedOut)
    {
        if (NotConnectedException.In(failure) is { Fault: var fault })
        {
            return new(NotSentReason.NotConnected, fault.Message, fault);
        }

        if (timedOut)
        {
            return new(NotSentReason.ConnectTimedOut, "No connection within the connect time-out; check address, firewall and the partner's load.");
        }

        return (failure as HttpRequestException)?.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => new(NotSentReason.NameUnknown, "The host name could not be resolved; check the endpoint and DNS."),
            HttpRequestError.SecureConnectionError => Tls(failure),
            HttpRequestError.ProxyTunnelError => new(NotSentReason.Proxy, "The proxy refused the tunnel; check the proxy's address and credentials."),
            _ => Connection(failure),
        };
    }

    public static SoapExchange.NoAnswer NoAnswer(Exception failure, bool timedOut, bool cancelled)
    {
        if (cancelled)
        {
            return new(NoAnswerReason.Cancelled, "The call was given up after its first byte.");
        }

        if (timedOut || failure is OperationCanceledException)
        {
            return new(NoAnswerReason.TimedOut, "No whole answer within the answer time-out.");
        }

        return (failure as HttpRequestException)?.HttpRequestError switch
        {
            HttpRequestError.InvalidResponse => new(NoAnswerReason.Unreadable, "What came back is not HTTP."),
            HttpRequestError.ConfigurationLimitExceeded => new(NoAnswerReason.TooLarge, "The answer's headers are longer than taken."),
            _ => new(NoAnswerReason.ConnectionLost, "The connection broke before an answer."),
        };
    }

    /// <summary>The status came, the body did not.</summary>
    public static SoapExchange.NoAnswer BodyLost(bool timedOut, bool cancelled, int status) => (cancelled, timedOut) switch
    {
        (true, _) => new(NoAnswerReason.Cancelled, "The call was given up while the answer came in.", status),
        (_, true) => new(NoAnswerReason.TimedOut, "The answer did not end within the answer time-out.", status),
        _ => new(NoAnswerReason.Truncated, "The answer ended before its announced length.", status),
    };

    private static SoapExchange.NotSent Connection(Exception failure) => Find<SocketException>(failure)?.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => new(NotSentReason.Refused, "The connection was refused; nothing listens at the endpoint."),
        SocketError.TimedOut => new(NotSentReason.ConnectTimedOut, "The network gave up connecting; check address and firewall."),
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => new(NotSentReason.NameUnknown, "The host name could not be resolved; check the endpoint and DNS."),
        _ => new(NotSentReason.Unreachable, "No connection, or it broke before the message began."),
    };

    // The framework has one exception for both and no code in it, only these words; a test holds them.
    private static SoapExchange.NotSent Tls(Exception failure) =>
        Find<AuthenticationException>(failure)?.Message.Contains("remote certificate", StringComparison.OrdinalIgnoreCase) == true
            ? new(NotSentReason.Certificate, "The partner's certificate does not verify; check its chain, host name and validity.")
            : new(NotSentReason.TlsHandshake, "TLS could not be agreed on; check protocol versions and that the port speaks TLS.");

    private static T? Find<T>(Exception? failure)
        where T : Exception
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            if (failure is T found)
            {
                return found;
            }
        }

        return null;
    }
}
