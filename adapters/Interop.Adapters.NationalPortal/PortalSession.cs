using Interop.Adapters.Delivery;

namespace Interop.Adapters.NationalPortal;

/// <summary>
/// The session that all calls share. However many calls find it missing or ended, one log-in is made and all wait for
/// it: portals lock accounts that log in too often.
/// </summary>
internal sealed class PortalSession(INationalPortal portal)
{
    private readonly Lock _gate = new();
    private Task<LogIn>? _running;
    private string? _open;

    /// <summary>
    /// The session in use, unless it is the one that <paramref name="ended"/>; then a new one. What a log-in cannot do
    /// is an outcome: nothing of a packet was sent.
    /// </summary>
    public Task<LogIn> OpenAsync(string? ended, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_open is not null && _open != ended)
            {
                return Task.FromResult<LogIn>(new LogIn.Done(_open));
            }

            if (_running is null or { IsCompleted: true })
            {
                _open = null;
                _running = KeepAsync();
            }

            return _running.WaitAsync(cancellationToken);
        }
    }

    private async Task<LogIn> KeepAsync()
    {
        var logIn = await LogInAsync();
        lock (_gate)
        {
            _open = (logIn as LogIn.Done)?.Session;
        }

        return logIn;
    }

    // Ends by its own time-out and not by the first caller's token: the others still wait for it.
    private async Task<LogIn> LogInAsync() => await portal.LogInAsync(CancellationToken.None) switch
    {
        PortalAnswer.Word { Reply: { IsOk: true, Session: { Length: > 0 and <= 4096 } session } } => new LogIn.Done(session),
        PortalAnswer.Word { Reply.IsOk: true } => new LogIn.Failed(new DeliveryOutcome.Deferred(NationalPortalFaults.LogInNotAnswered())),
        PortalAnswer.Word refused => new LogIn.Failed(Refused(refused)),
        PortalAnswer.None none => new LogIn.Failed(NotDone(none.Outcome)),
        _ => throw new InvalidOperationException("The family of answers is closed."),
    };

    private static DeliveryOutcome Refused(PortalAnswer.Word refused) =>
        NationalPortalFaults.Refusal(refused.Reply) is DeliveryOutcome.Deferred { Fault.Remedy: Contracts.Faults.Remedy.Time } later
            ? later
            : new DeliveryOutcome.Deferred(NationalPortalFaults.Noted(refused.Reply, NationalPortalFaults.LogInRefused()));

    private static DeliveryOutcome NotDone(DeliveryOutcome outcome) => outcome switch
    {
        DeliveryOutcome.Deferred => outcome,
        DeliveryOutcome.Rejected rejected => new DeliveryOutcome.Deferred(
            NationalPortalFaults.LogInRefused() with { PartnerCode = rejected.Fault.PartnerCode, PartnerText = rejected.Fault.PartnerText }),
        _ => new DeliveryOutcome.Deferred(NationalPortalFaults.LogInNotAnswered()),
    };
}

/// <summary>How a log-in ended.</summary>
internal abstract record LogIn
{
    private LogIn()
    {
    }

    public sealed record Done(string Session) : LogIn;

    public sealed record Failed(DeliveryOutcome Outcome) : LogIn;
}
