using Interop.Contracts.Faults;

namespace Interop.Adapters.Http;

/// <summary>
/// Thrown by a destination's client when a request certainly had no effect and it is known why: the address is not
/// one it may call, the server's certificate is not taken, TLS could not be agreed on. Who calls through the client makes
/// data of it; the room's own callers do.
/// </summary>
/// <param name="fault">Why, and what mends it; destination scope.</param>
/// <param name="inner">What the connection said; null: none was begun.</param>
public sealed class NotConnectedException(Fault fault, Exception? inner = null)
    : HttpRequestException(HttpRequestError.SecureConnectionError, fault?.Code, inner)
{
    /// <summary>Why.</summary>
    public Fault Fault { get; } = fault ?? throw new ArgumentNullException(nameof(fault));

    /// <summary>The one in an exception or below it; null: none.</summary>
    public static NotConnectedException? In(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is NotConnectedException found)
            {
                return found;
            }
        }

        return null;
    }
}
