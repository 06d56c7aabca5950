using System.Security.Authentication;
using Interop.Adapters.Http;
using Interop.Contracts.Faults;
using Interop.Hub.Core.Configuration;

namespace Interop.Hub.Host.Outbound;

/// <summary>What a handshake or a proxy's tunnel broke on, told from OpenSSL's own error numbers (sslerr.h): its texts change, these do not.</summary>
internal static class TlsFailures
{
    private const int OfTls = 0x0A000000;
    private const int LibraryMask = unchecked((int)0xFF800000);
    private const int FirstAlert = 1000;
    private const int CertificateRequired = 116;

    /// <summary>The fault; null: nothing is known that says more than the exception, or bytes may have gone out.</summary>
    public static Fault? FaultOf(HttpRequestException failure, DestinationConnection connection, CallTarget target, DateTimeOffset now)
    {
        if (NotConnectedException.In(failure) is { Fault: var known })
        {
            return known;
        }

        if (failure.HttpRequestError == HttpRequestError.ProxyTunnelError)
        {
            return OutboundFaults.ProxyRefused(connection, target, (int?)failure.StatusCode);
        }

        var reason = Reason(failure);

        // In TLS 1.3 a server refuses a client that shows no certificate after the client has begun to write. It has read
        // nothing of it: its side of the handshake never ended. No other message says so beyond doubt.
        if (reason == FirstAlert + CertificateRequired)
        {
            return OutboundFaults.OurCertificateRefused(connection, target);
        }

        if (failure.HttpRequestError != HttpRequestError.SecureConnectionError)
        {
            return null;
        }

        var tls = connection.Settings.Tls;
        return reason switch
        {
            // Versions, suites, no common one: ours (unsupported protocol, no ciphers or protocols, wrong version or suite), and alerts 40, 47, 70, 71, 86.
            258 or 181 or 191 or 193 or 261 or 266 or 396 or FirstAlert + 40 or FirstAlert + 47 or FirstAlert + 70 or FirstAlert + 71 or FirstAlert + 86 =>
                OutboundFaults.NoCommonTls(connection, target, tls.IsBelowStandard && now >= tls.Until),
            FirstAlert + 41 or FirstAlert + 42 or FirstAlert + 43 or FirstAlert + 44 or FirstAlert + 45 or FirstAlert + 46 or FirstAlert + 48 or FirstAlert + 49 =>
                OutboundFaults.OurCertificateRefused(connection, target),
            338 => OutboundFaults.UnsafeRenegotiation(target),
            118 or 306 or 333 or 370 or 394 or 397 or 398 or 399 => OutboundFaults.TooWeak(connection, target),
            156 or 198 or 267 => OutboundFaults.NoTls(target),

            // The framework itself refuses what is no record of TLS, before OpenSSL sees it.
            null when failure.InnerException is AuthenticationException { InnerException: null } => OutboundFaults.NoTls(target),
            _ => null,
        };
    }

    private static int? Reason(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if ((exception.HResult & LibraryMask) == OfTls)
            {
                return exception.HResult & ~LibraryMask;
            }
        }

        return null;
    }
}
