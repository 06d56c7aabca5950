using Interop.Adapters.Delivery;
using Interop.Contracts.Faults;

namespace Interop.Adapters.NationalPortal;

/// <summary>
/// Calls within the session. When the session ended in the middle, logs in once and calls again: a refusal of the
/// session comes before anything is done, so the second call is the first that counts.
/// </summary>
internal sealed class SessionedCalls(PortalSession session)
{
    public async Task<PortalAnswer> CallAsync(Func<string, CancellationToken, Task<PortalAnswer>> call, CancellationToken cancellationToken)
    {
        var logIn = await session.OpenAsync(ended: null, cancellationToken);
        if (logIn is not LogIn.Done first)
        {
            return Failed(logIn);
        }

        var answer = await call(first.Session, cancellationToken);
        if (!SessionRefused(answer))
        {
            return answer;
        }

        return await session.OpenAsync(first.Session, cancellationToken) switch
        {
            LogIn.Done second => await call(second.Session, cancellationToken),
            var failed => Failed(failed),
        };
    }

    private static PortalAnswer Failed(LogIn logIn) => new PortalAnswer.None(((LogIn.Failed)logIn).Outcome);

    private static bool SessionRefused(PortalAnswer answer) => answer switch
    {
        PortalAnswer.Word word => NationalPortalFaults.SessionEnded(word.Reply),
        PortalAnswer.None { Outcome: DeliveryOutcome.Deferred deferred } => deferred.Fault.Code == FaultCodes.Credentials(string.Empty).Code,
        _ => false,
    };
}
