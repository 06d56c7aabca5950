using System.Collections.Concurrent;
using Interop.Adapters.Inbound;
using Interop.Hub.Core.Cluster;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Recovery;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Core.Pulling;

/// <summary>
/// Asks partners that call nobody, each at its own pace and none waiting for another, on the first node of those that live.
/// A destination that is paused, broken or out of its hours is not asked. What is kept of all this is in memory: a node that
/// takes over asks as far back as the partner's profile says, and the intake knows what it has.
/// </summary>
internal sealed class PullService(
    IHubConfigurationSource source,
    IAdapterRegistry adapters,
    IDestinationOperations destinations,
    Membership membership,
    IPartnerDoor door,
    IAwaitedDossiers awaited,
    IHubRecovery recovery,
    TimeProvider time,
    ILogger<PullService> log) : BackgroundService
{
    /// <summary>How often it is looked for who is due.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    // The first beats of a node tell whether it is alone.
    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);

    // Partners' clocks differ from ours, and their lists lag behind their own clocks.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, Asking> _asking = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Begins the rounds that are due.</summary>
    /// <returns>Those that are under way.</returns>
    public IReadOnlyCollection<Task> Begin(CancellationToken stopping)
    {
        if (!membership.IsFirst || recovery.IsHeld)
        {
            // Whoever asks meanwhile knows better how far it has asked.
            foreach (var (code, _) in _asking.Where(a => a.Value.Round.IsCompleted))
            {
                _asking.TryRemove(code, out _);
            }

            return Running;
        }

        var now = time.GetUtcNow();
        foreach (var partner in source.Current.Partners.Values)
        {
            if (partner.Destination is not { } destination || adapters.Get(partner.Code)?.Pull is not { Every: { } every } pull)
            {
                _asking.TryRemove(partner.Code, out _);
                continue;
            }

            var asking = _asking.GetOrAdd(partner.Code, _ => new Asking(now, now - pull.LookBack));
            if (asking.Round.IsCompleted && asking.Next <= now && IsServed(partner.Code, destination, now))
            {
                asking.Next = now + every;
                asking.Round = AskAsync(partner.Code, pull, asking, now, stopping);
            }
        }

        return Running;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(First, time, stoppingToken);
            while (true)
            {
                Begin(stoppingToken);
                await Task.Delay(Tick, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is under way hands over what it has in hand, and ends.
            await Task.WhenAll(Running);
        }
    }

    private Task[] Running => [.. _asking.Values.Select(a => a.Round).Where(r => !r.IsCompleted)];

    private bool IsServed(string code, DestinationConfiguration destination, DateTimeOffset now) =>
        destination.Policy.Hours.IsOpen(now)
        && destinations.Doors.FirstOrDefault(d => string.Equals(d.Destination, code, StringComparison.OrdinalIgnoreCase)) is null or { Door: Door.Open or Door.Returning };

    private async Task AskAsync(string code, IPullSource pull, Asking asking, DateTimeOffset began, CancellationToken stopping)
    {
        // Out of the loop first: nobody waits for anybody.
        await Task.Yield();
        try
        {
            switch (await new PullRound(pull, code, door, awaited, log).RunAsync(pull.DossiersAtOnce is null ? asking.Since : began - pull.LookBack, stopping))
            {
                case RoundEnd.Done done:
                    asking.Since = began - Overlap;
                    if (done.Taken + done.Refused > 0)
                    {
                        PullLog.Asked(log, code, done.Taken, done.Refused);
                    }

                    if (asking.Fault is not null)
                    {
                        asking.Fault = null;
                        PullLog.Answers(log, code);
                    }

                    break;
                case RoundEnd.Failed failed:
                    asking.Next = failed.NotBefore is { } wish && wish > asking.Next ? wish : asking.Next;
                    if (asking.Fault != failed.Fault.Code)
                    {
                        asking.Fault = failed.Fault.Code;
                        PullLog.Failed(log, code, failed.Fault.Code, failed.Fault.Message);
                    }

                    break;
                case RoundEnd.NotNow notNow:
                    asking.Next = time.GetUtcNow() + notNow.RetryAfter;
                    break;
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The hub stops; what was not told of comes again.
        }
        catch (Exception e)
        {
            // The ledger may be away, or an adapter has a defect: the next round tries again.
            PullLog.Broke(log, code, e);
        }
    }

    /// <summary>What is known of one partner.</summary>
    private sealed class Asking(DateTimeOffset next, DateTimeOffset since)
    {
        public DateTimeOffset Next { get; set; } = next;

        public DateTimeOffset Since { get; set; } = since;

        public string? Fault { get; set; }

        public Task Round { get; set; } = Task.CompletedTask;
    }
}
