using Interop.Hub.Core.Cluster;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Operations;
using Interop.Hub.Core.Recovery;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Core.Delivery;

/// <summary>
/// Step 6 of the way: finds what the ledger has and nobody is acting on. It starts from the ledger alone, so after a
/// crash it needs no memory of what was under way.
/// <code>
/// each round: 0 this node lives, and who else; is the hub held?   1 leases that ended → adopted   2 gates that may be passed
///             3 rejections that were the destination's fault, what is to be replayed → ready   4 due deliveries → hints
///             5 answers overdue, doubts, what arrived or goes again after all → told to the sender   6 deliveries of destinations that are gone → parked
///             7 after a restore: senders → told what to compare
/// </code>
/// While the hub is held there is nothing but 0. What one packet brings about in a step ends that step and no other.
/// </summary>
internal sealed class Scheduler(
    Destinations destinations,
    DueHints hints,
    LeaseAdoption adoption,
    GatePassing gates,
    NewsWatch news,
    RemovedDestinations removed,
    ReplayRunner replays,
    MisjudgedRejections misjudged,
    IHubRecovery recovery,
    SenderTelling telling,
    HandOver handOver,
    ClusterWatch cluster,
    Membership membership,
    SchedulerSignal signal,
    SchedulerOptions options,
    TimeProvider time,
    ILogger<Scheduler> log) : BackgroundService
{
    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await cluster.BeatAsync(cancellationToken);
        await recovery.RefreshAsync(cancellationToken);
        await destinations.StartAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await handOver.StopAsync(cancellationToken);
        // This node alone knows what it misjudged: the last of it came with the calls that have just ended.
        try
        {
            await StepAsync(misjudged.RunAsync, cancellationToken);
        }
        catch (LedgerUnavailableException e)
        {
            DeliveryLog.RoundFailed(log, e);
        }

        await cluster.LeaveAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var slowRoundAt = time.GetTimestamp();
        var first = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var slow = first || time.GetElapsedTime(slowRoundAt) >= options.SlowTick;
                if (slow)
                {
                    first = false;
                    slowRoundAt = time.GetTimestamp();
                    await cluster.BeatAsync(stoppingToken);
                    await recovery.RefreshAsync(stoppingToken);
                }

                if (recovery.IsHeld)
                {
                    await signal.WaitAsync(options.Tick, time, stoppingToken);
                    continue;
                }

                if (slow)
                {
                    await StepAsync(adoption.RunAsync, stoppingToken);
                    await StepAsync(gates.RunAsync, stoppingToken);
                }

                await destinations.SaveTurnedAsync(stoppingToken);
                if (membership.Count > 1)
                {
                    await destinations.RefreshAsync(stoppingToken);
                }

                await StepAsync(misjudged.RunAsync, stoppingToken);
                await StepAsync(replays.RunAsync, stoppingToken);
                await StepAsync(hints.RunAsync, stoppingToken);
                if (slow)
                {
                    await StepAsync(news.RunAsync, stoppingToken);
                    await StepAsync(removed.RunAsync, stoppingToken);
                    await StepAsync(telling.RunAsync, stoppingToken);
                }

                await signal.WaitAsync(options.Tick, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // The ledger may be away: what it holds is safe, and the next round tries again.
                DeliveryLog.RoundFailed(log, e);
                await signal.WaitAsync(options.SlowTick, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>An outage ends the round. Anything else is about one packet or one partner, and must not keep the others from their turn.</summary>
    private async Task StepAsync(Func<CancellationToken, Task> step, CancellationToken stoppingToken)
    {
        try
        {
            await step(stoppingToken);
        }
        catch (Exception e) when (e is not LedgerUnavailableException && !stoppingToken.IsCancellationRequested)
        {
            DeliveryLog.RoundFailed(log, e);
        }
    }
}

/// <summary>How often the scheduler looks.</summary>
public sealed record SchedulerOptions
{
    /// <summary>How often due deliveries are looked for when nothing wakes it. Default 200 ms.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How often leases, gates and answers are looked at. Default 2 s.</summary>
    public TimeSpan SlowTick { get; init; } = TimeSpan.FromSeconds(2);
}
