using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Core.Recovery;

/// <inheritdoc cref="IHubRecovery"/>
internal sealed class HubRecovery(
    IRecoveryLedger ledger, IHubConfigurationSource configuration, Notices notices, SchedulerSignal signal, ILogger<HubRecovery> log) : IHubRecovery
{
    // Held until the ledger was asked: a hint that lay in the broker from before must find no open hub at a start.
    private volatile RecoveryView? _view;

    /// <inheritdoc/>
    public RecoveryView Current => _view ?? RecoveryView.None;

    /// <inheritdoc/>
    public bool IsHeld => _view?.IsHeld ?? true;

    /// <inheritdoc/>
    public (IReadOnlyList<string> Told, IReadOnlyList<string> Untold) Senders
    {
        get
        {
            var senders = configuration.Current.Partners.Values.Where(p => p.Permissions.Kinds.Count > 0).Select(p => p.Code).Order(StringComparer.Ordinal).ToLookup(notices.CanReconcile);
            return ([.. senders[true]], [.. senders[false]]);
        }
    }

    /// <inheritdoc/>
    public bool MayHaveBeenHere(DateTimeOffset madeAt) => _view?.Epoch is { } epoch && madeAt <= epoch.Statement.At;

    /// <inheritdoc/>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var next = await ledger.RecoveryAsync(cancellationToken);
        var before = Interlocked.Exchange(ref _view, next);
        foreach (var hold in next.Holds.Where(h => before?.Holds.Any(b => b.Sign == h.Sign) != true))
        {
            RecoveryLog.Held(log, hold.Detail);
        }

        if (before is { IsHeld: true } && !next.IsHeld)
        {
            RecoveryLog.Released(log);
            signal.Wake();
        }
    }

    /// <inheritdoc/>
    public async Task HoldAsync(HoldSign sign, CancellationToken cancellationToken)
    {
        await ledger.HoldAsync(sign, cancellationToken);
        await RefreshAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ReleaseVerdict> ReleaseAsync(HoldRelease release, CancellationToken cancellationToken)
    {
        var verdict = await ledger.ReleaseAsync(release, cancellationToken);
        await RefreshAsync(cancellationToken);
        return verdict;
    }
}
