using System.Collections.Concurrent;
using Interop.Hub.Core.Cluster;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Ledger;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Core.Delivery;

/// <summary>Every destination of the configuration in effect, as this node runs it.</summary>
internal sealed class Destinations(IHubConfigurationSource configuration, IDueDeliveries due, ILedger ledger, Membership cluster, TimeProvider time, ILogger<Destinations> log) : IDestinationOperations, IDisposable
{
    private readonly ConcurrentDictionary<string, DestinationRuntime> _runtimes = new(StringComparer.OrdinalIgnoreCase);
    private IDisposable? _subscription;

    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the doors are known. The queues are there before that: who is handed a hint meanwhile waits for this.</summary>
    public Task Started => _started.Task;

    public IEnumerable<DestinationRuntime> All => _runtimes.Values;

    public DestinationRuntime? Find(string destination) => _runtimes.GetValueOrDefault(destination);

    /// <summary>Reads the doors and follows the configuration from now on.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var controls = await due.ControlsAsync(cancellationToken);
        var stored = controls.ToDictionary(c => c.Destination, StringComparer.OrdinalIgnoreCase);
        Apply(configuration.Current, code => stored.GetValueOrDefault(code));
        _subscription = configuration.OnChange(current => Apply(current, _ => null));
        _started.TrySetResult();
    }

    /// <inheritdoc/>
    public IReadOnlyList<DestinationControl> Doors => [.. _runtimes.Values.Select(r => r.Control).OrderBy(c => c.Destination, StringComparer.Ordinal)];

    /// <inheritdoc/>
    public DoorTraffic? TrafficOf(string destination) => Find(destination)?.Traffic;

    /// <inheritdoc/>
    public Task<bool> PauseAsync(string destination, string who, string reason, CancellationToken cancellationToken) =>
        ActAsync(new DoorAct(destination, Opens: false, who, reason, time.GetUtcNow()), door => DoorRules.Pause(door, $"{who}: {reason}", time.GetUtcNow()), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> ResumeAsync(string destination, string who, string reason, CancellationToken cancellationToken) =>
        ActAsync(new DoorAct(destination, Opens: true, who, reason, time.GetUtcNow()), door => DoorRules.Resume(door, time.GetUtcNow()), cancellationToken);

    /// <summary>Turns a door by a rule and saves it when it changed. A save that fails leaves the door as turned on this node.</summary>
    public async Task<bool> TurnAsync(string destination, Func<DestinationControl, DestinationControl> rule, CancellationToken cancellationToken)
    {
        if (Find(destination) is not { } runtime)
        {
            return false;
        }

        if (Turn(destination, rule))
        {
            await runtime.SaveAsync(ledger, cancellationToken);
        }

        return true;
    }

    /// <summary>Saves the doors that were turned and could not be saved then. Until they are, this node sees nobody else's turns.</summary>
    public async Task SaveTurnedAsync(CancellationToken cancellationToken)
    {
        foreach (var runtime in _runtimes.Values.Where(r => !r.IsSaved))
        {
            await runtime.SaveAsync(ledger, cancellationToken);
        }
    }

    /// <summary>Turns a door by a rule, on this node alone until <see cref="SaveTurnedAsync"/>.</summary>
    /// <returns>True when it changed.</returns>
    public bool Turn(string destination, Func<DestinationControl, DestinationControl> rule)
    {
        if (Find(destination) is not { } runtime || runtime.Turn(runtime.IsInbox ? door => DoorRules.OfInbox(rule(door), time.GetUtcNow()) : rule) is not { } turned)
        {
            return false;
        }

        if (turned.After.Door != turned.Before.Door)
        {
            DeliveryLog.DoorTurned(log, destination, turned.Before.Door, turned.After.Door, turned.After.FaultCode, turned.After.Reason);
        }

        return true;
    }

    /// <summary>Sees the doors as other nodes turned them.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        foreach (var stored in await due.ControlsAsync(cancellationToken))
        {
            Find(stored.Destination)?.Refresh(stored);
        }
    }

    /// <summary>Makes this node the one that probes a destination or brings it back, unless another is faster.</summary>
    public Task TakeOverAsync(DestinationRuntime runtime, CancellationToken cancellationToken) =>
        TurnAsync(runtime.Code, door => DoorRules.TakeOver(door, cluster.Node, runtime.Policy, time.GetUtcNow()), cancellationToken);

    public void Dispose()
    {
        _subscription?.Dispose();
        foreach (var runtime in _runtimes.Values)
        {
            runtime.Dispose();
        }
    }

    /// <summary>Kept first: an act without evidence must not be, evidence of an act that a crash cut short may.</summary>
    private async Task<bool> ActAsync(DoorAct act, Func<DestinationControl, DestinationControl> rule, CancellationToken cancellationToken)
    {
        if (Find(act.Destination) is not { } runtime)
        {
            return false;
        }

        await ledger.NoteAsync(act with { Destination = runtime.Code }, cancellationToken);
        return await TurnAsync(act.Destination, rule, cancellationToken);
    }

    private void Apply(HubConfiguration current, Func<string, DestinationControl?> stored)
    {
        foreach (var partner in current.Partners.Values)
        {
            if (partner.Destination is not { } destination)
            {
                continue;
            }

            if (Find(partner.Code) is { } running)
            {
                running.IsInbox = destination.IsInbox;
                running.Adopt(destination.Policy);

                // What a person had to mend may just have been mended; if not, the first attempt closes the door again.
                running.Turn(door => door.Door == Door.PausedByFault ? DoorRules.Resume(door, time.GetUtcNow()) : door);
            }
            else
            {
                var control = stored(partner.Code) ?? new DestinationControl { Destination = partner.Code, Since = time.GetUtcNow() };
                running = _runtimes[partner.Code] = new DestinationRuntime(partner.Code, destination.Policy, control, cluster, time) { IsInbox = destination.IsInbox };
            }

            if (running.IsInbox)
            {
                running.Turn(door => DoorRules.OfInbox(door, time.GetUtcNow()));
            }
        }

        foreach (var gone in _runtimes.Keys.Where(code => current.Partners.GetValueOrDefault(code)?.Destination is null).ToArray())
        {
            _runtimes.TryRemove(gone, out _);
        }
    }
}
