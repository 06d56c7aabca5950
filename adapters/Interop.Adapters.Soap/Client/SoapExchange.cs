using System.Xml.Linq;
using Interop.Adapters.Soap.Messages;
using Interop.Contracts.Faults;

namespace Interop.Adapters.Soap.Client;

/// <summary>
/// What became of one call. Closed: these five and no other. Every <c>Detail</c> is in our own words and free of what
/// the partner wrote, so it may stand in a log.
/// </summary>
public abstract record SoapExchange
{
    private SoapExchange()
    {
    }

    /// <summary>An answer that is no fault.</summary>
    /// <param name="Body">The Body's first child, detached; null: acknowledged without a word (202 or 204, or an empty Body).</param>
    /// <param name="HttpStatus">2xx.</param>
    public sealed record Reply(XElement? Body, int HttpStatus) : SoapExchange;

    /// <summary>The partner's SOAP fault, also one that was sent with HTTP 200.</summary>
    /// <param name="Fault">The fault.</param>
    /// <param name="HttpStatus">The status it came with.</param>
    public sealed record FaultReply(SoapFault Fault, int HttpStatus) : SoapExchange;

    /// <summary>Certain: no byte of the message went to the partner. Trying again cannot double anything.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="Detail">What stood in the way.</param>
    /// <param name="Fault">What is known of the destination, with <see cref="NotSentReason.NotConnected"/>; null: the reason says it all.</param>
    public sealed record NotSent(NotSentReason Reason, string Detail, Fault? Fault = null) : SoapExchange;

    /// <summary>Bytes may have been sent and no answer was understood: it may or may not have had its effect.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="Detail">What is known.</param>
    /// <param name="HttpStatus">The status line's code; null: none came.</param>
    public sealed record NoAnswer(NoAnswerReason Reason, string Detail, int? HttpStatus = null) : SoapExchange;

    /// <summary>
    /// HTTP itself refused, before SOAP had its say. But for <see cref="HttpRefusalKind.ServerError"/> the message was
    /// not taken.
    /// </summary>
    /// <param name="HttpStatus">The status.</param>
    /// <param name="Kind">What it means here.</param>
    /// <param name="RetryAfter">The partner's wish, at most a day; null: none.</param>
    /// <param name="Fault">A SOAP fault that came with it; null: none.</param>
    public sealed record HttpRefusal(int HttpStatus, HttpRefusalKind Kind, TimeSpan? RetryAfter = null, SoapFault? Fault = null) : SoapExchange;
}

/// <summary>Why nothing was sent.</summary>
public enum NotSentReason
{
    /// <summary>Nobody listens at the address.</summary>
    Refused = 1,

    /// <summary>The host's name is not known.</summary>
    NameUnknown = 2,

    /// <summary>No connection, or no free one, within the connect time-out.</summary>
    ConnectTimedOut = 3,

    /// <summary>No route, or the connection broke before the message began.</summary>
    Unreachable = 4,

    /// <summary>The partner's certificate does not verify.</summary>
    Certificate = 5,

    /// <summary>TLS could not be agreed on: protocol, cipher, or no TLS at that port.</summary>
    TlsHandshake = 6,

    /// <summary>The proxy refused the tunnel.</summary>
    Proxy = 7,

    /// <summary>The message cannot be written: a character that XML or an HTTP header cannot carry. A fault of the data.</summary>
    NotWritable = 8,

    /// <summary>A file that goes with it cannot be opened. A fault of the hub's own store.</summary>
    FileUnavailable = 9,

    /// <summary>The message cannot be signed or encrypted as the partner wants it: a certificate has run out.</summary>
    NotSecured = 10,

    /// <summary>The destination's client knows why it could not or would not connect: see the fault.</summary>
    NotConnected = 11,
}

/// <summary>Why no answer was understood.</summary>
public enum NoAnswerReason
{
    /// <summary>The answer time-out passed after the first byte.</summary>
    TimedOut = 1,

    /// <summary>The connection broke before a whole status line and headers.</summary>
    ConnectionLost = 2,

    /// <summary>A gateway on the way gave up: 502, 504, or 408.</summary>
    Gateway = 3,

    /// <summary>The answer ended early.</summary>
    Truncated = 4,

    /// <summary>Bytes that are neither an envelope nor anything else we know, or not HTTP at all.</summary>
    Unreadable = 5,

    /// <summary>Longer than the profile's limit.</summary>
    TooLarge = 6,

    /// <summary>The caller gave up after the first byte.</summary>
    Cancelled = 7,

    /// <summary>A file could not be read to its end, and the message was cut off: a fault of the hub's own store.</summary>
    FileBroken = 8,

    /// <summary>An answer came that does not prove what the partner's answers must prove: not signed, by another key, too old.</summary>
    NotTrusted = 9,
}

/// <summary>What an HTTP status without SOAP means.</summary>
public enum HttpRefusalKind
{
    /// <summary>401, 407: credentials refused or expired.</summary>
    Unauthorized = 1,

    /// <summary>403: known, and not allowed.</summary>
    Forbidden = 2,

    /// <summary>A page that asks a person to log in, sent as if it were the answer.</summary>
    LoginPage = 3,

    /// <summary>404, 405, 410, 501: no such service here, or not by this method.</summary>
    NotFound = 4,

    /// <summary>3xx: it lives elsewhere; redirects are never followed with a message in hand.</summary>
    Redirected = 5,

    /// <summary>413: more than the partner takes.</summary>
    TooLarge = 6,

    /// <summary>411, 415, 417, 426, 505 and the like: our HTTP is not to its liking; the profile must change.</summary>
    HttpMismatch = 7,

    /// <summary>429, 503: not now.</summary>
    Busy = 8,

    /// <summary>500 without a fault that could be read: there may have been an effect.</summary>
    ServerError = 9,

    /// <summary>400, and any other 4xx.</summary>
    BadRequest = 10,
}
