using Interop.Contracts.Faults;

namespace Interop.Adapters.Http;

/// <summary>
/// What became of one HTTP call. Closed: these three. It says at which stage a call broke, because "failed before
/// sending" may be tried again and "sent and not answered" may not.
/// </summary>
public abstract record HttpExchange
{
    private HttpExchange()
    {
    }

    /// <summary>The partner answered; what the answer means is the adapter's to judge.</summary>
    /// <param name="Answer">Status, headers that matter, and the body within its bound.</param>
    public sealed record Replied(HttpReply Answer) : HttpExchange;

    /// <summary>No byte of the request's body was sent: certain to have had no effect.</summary>
    /// <param name="Fault">Why; destination scope.</param>
    public sealed record NotSent(Fault Fault) : HttpExchange;

    /// <summary>Bytes may have been sent and no answer was understood.</summary>
    /// <param name="Fault">What is known; packet scope.</param>
    public sealed record NoAnswer(Fault Fault) : HttpExchange;
}
