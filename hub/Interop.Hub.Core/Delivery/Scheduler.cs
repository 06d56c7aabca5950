using Interop.Hub.Core.Cluster;
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
///             3 due deliveries → hints   4 answers overdue → told to the sender   5 deliveries of destinations that are gone → parked
///             6 after a restore: senders → told what to compare   7 rejections that were the destination's fault → ready
/// </code>
/// While the hub is held there is nothing but 0.
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
                    await adoption.RunAsync(stoppingToken);
                    await gates.RunAsync(stoppingToken);
                    await news.RunAsync(stoppingToken);
                    await removed.RunAsync(stoppingToken);
                    await telling.RunAsync(stoppingToken);
                }

                await destinations.SaveTurnedAsync(stoppingToken);
                if (membership.Count > 1)
                {
                    await destinations.RefreshAsync(stoppingToken);
                }

                await misjudged.RunAsync(stoppingToken);
                await replays.RunAsync(stoppingToken);
                await hints.RunAsync(stoppingToken);
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
}

/// <summary>How often the scheduler looks.</summary>
public sealed record SchedulerOptions
{
    /// <summary>How often due deliveries are looked for when nothing wakes it. Default 200 ms.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How often leases, gates and answers are looked at. Default 2 s.</summary>
    public TimeSpan SlowTick { get; init; } = TimeSpan.FromSeconds(2);
}
