using System.Collections.Concurrent;
using System.Diagnostics;
using Interop.Chaos.Plan;
using Interop.Simulators;
using Interop.Tests.Servers;
using Interop.Tests.Servers.Processes;

namespace Interop.Chaos.Running;

/// <summary>Carries out a plan's faults, each at its time, those of one target one after another.</summary>
internal sealed class FaultRunner(Stage stage)
{
    private const int Leaps = 3;
    private static readonly TimeSpan s_backUp = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_atWork = TimeSpan.FromSeconds(1.5);
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _targets = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Strike> _strikes = new();
    private readonly Stopwatch _clock = new();

    /// <summary>What was done, in order of its end.</summary>
    public IReadOnlyList<Strike> Strikes => [.. _strikes];

    /// <summary>Runs until every fault has ended, or no new one is to begin.</summary>
    public async Task RunAsync(CancellationToken enough, CancellationToken cancellationToken)
    {
        _clock.Restart();
        var running = new List<Task>();
        foreach (var fault in stage.Plan.Faults)
        {
            try
            {
                if (fault.At - _clock.Elapsed is { Ticks: > 0 } left)
                {
                    await Task.Delay(left, TimeProvider.System, enough);
                }
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                break;
            }

            running.Add(StrikeAsync(fault, enough, cancellationToken));
        }

        await Task.WhenAll(running);
    }

    private async Task StrikeAsync(PlannedFault fault, CancellationToken enough, CancellationToken cancellationToken)
    {
        var target = _targets.GetOrAdd(TargetOf(fault), _ => new SemaphoreSlim(1, 1));
        await target.WaitAsync(cancellationToken);
        var (inFlight, begun) = (stage.InFlight, _clock.Elapsed);
        try
        {
            // One that had to wait for its target until all was over is left out, and is no failure.
            if (!enough.IsCancellationRequested)
            {
                await ApplyAsync(fault, cancellationToken);
                _strikes.Enqueue(new Strike(fault, begun, _clock.Elapsed, inFlight, Problem: null));
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            _strikes.Enqueue(new Strike(fault, begun, _clock.Elapsed, inFlight, $"{e.GetType().Name}: {e.Message}"));
        }
        finally
        {
            target.Release();
        }
    }

    private string TargetOf(PlannedFault fault) =>
        fault.Manner == PlannedFault.InTurn ? "nodes"
        // What fills the database's disk strikes the database.
        : fault.Kind == FaultKind.DiskFull && stage.Foundation.Database is not null ? "database"
        : fault.Target;

    private Task ApplyAsync(PlannedFault fault, CancellationToken cancellationToken) => fault.Kind switch
    {
        FaultKind.KillNode => StrikeNodeAsync(stage.Node(fault.Target), Signals.Kill, fault.Length, cancellationToken),
        FaultKind.RestartNode => StrikeNodeAsync(stage.Node(fault.Target), Signals.Terminate, fault.Length, cancellationToken),
        FaultKind.PauseNode => stage.Node(fault.Target).PauseAsync(fault.Length, cancellationToken),
        FaultKind.CutDatabase => CutAsync(stage.Foundation.DatabaseWire(Stage.Ordinal(fault.Target)), fault, cancellationToken),
        FaultKind.CutBroker => CutAsync(stage.Foundation.BrokerWire(Stage.Ordinal(fault.Target)), fault, cancellationToken),
        FaultKind.KillDatabase => DownAsync(() => Kill(stage.Foundation.Database!.Kill), stage.Foundation.Database!.RestartAsync, fault.Length, cancellationToken),
        FaultKind.RestartDatabase => DownAsync(() => stage.Foundation.Database!.StopAsync(PostgresStop.Fast, cancellationToken), stage.Foundation.Database!.RestartAsync, fault.Length, cancellationToken),
        FaultKind.KillBroker => DownAsync(() => Kill(stage.Foundation.Broker!.Kill), stage.Foundation.Broker!.RestartAsync, fault.Length, cancellationToken),
        FaultKind.RestartBroker => DownAsync(() => stage.Foundation.Broker!.StopAsync(cancellationToken), stage.Foundation.Broker!.RestartAsync, fault.Length, cancellationToken),
        FaultKind.PartnerDown => KnobAsync(fault, stage.Usual with { Down = fault.Manner == "dropped" ? Outage.Dropped : Outage.Refused }, cancellationToken),
        FaultKind.PartnerAway => AwayAsync(fault, cancellationToken),
        // An attempt may take 2 s.
        FaultKind.PartnerSlow => KnobAsync(fault, stage.Usual with { SlowMs = 3_000 }, cancellationToken),
        FaultKind.AnswersLost => KnobAsync(fault, stage.Usual with { AnswerLostRate = 0.3, Seed = stage.Plan.Seed }, cancellationToken),
        FaultKind.PartnerErrors => KnobAsync(fault, stage.Usual with { ErrorNext = 10, GarbledNext = 5, TruncatedNext = 5 }, cancellationToken),
        FaultKind.DiskFull => FillAsync(fault.Length, cancellationToken),
        _ => throw new InvalidOperationException(fault.Kind.ToString()),
    };

    private static async Task StrikeNodeAsync(HubNode node, int signal, TimeSpan down, CancellationToken cancellationToken)
    {
        await node.EndAsync(signal, down, cancellationToken);
        // While what it stands on is struck it may not come back: that is the other fault's doing, and judged at the end.
        await node.ReadyAsync(s_backUp, cancellationToken);
        // On a busy machine it has only now begun to work, and is to be struck at work.
        await Task.Delay(s_atWork, TimeProvider.System, cancellationToken);
    }

    private async Task FillAsync(TimeSpan full, CancellationToken cancellationToken)
    {
        await stage.Foundation.Disk!.FillAsync(full, cancellationToken);
        if (stage.Foundation.Database is { IsRunning: false } database)
        {
            // Without room for its log PostgreSQL gives up; whoever makes room starts it again.
            await database.RestartAsync(cancellationToken);
        }
    }

    private static Task Kill(Action kill)
    {
        kill();
        return Task.CompletedTask;
    }

    private static async Task DownAsync(Func<Task> down, Func<CancellationToken, Task> up, TimeSpan length, CancellationToken cancellationToken)
    {
        try
        {
            await down();
            await Task.Delay(length, TimeProvider.System, cancellationToken);
        }
        finally
        {
            await up(cancellationToken);
        }
    }

    private static async Task CutAsync(CutProxy? wire, PlannedFault fault, CancellationToken cancellationToken)
    {
        wire!.Mode = fault.Manner switch
        {
            "toServer" => CutMode.DropToServer,
            "toClient" => CutMode.DropToClient,
            "both" => CutMode.DropBoth,
            _ => CutMode.Refuse,
        };
        try
        {
            await Task.Delay(fault.Length, TimeProvider.System, cancellationToken);
        }
        finally
        {
            wire.Mode = CutMode.Pass;
        }
    }

    private async Task AwayAsync(PlannedFault fault, CancellationToken cancellationToken)
    {
        var partner = stage.Province[fault.Target];
        var part = fault.Length / (Leaps + 1);
        await partner.SetFaultsAsync(stage.Usual with { Down = Outage.Refused }, cancellationToken);
        try
        {
            // What goes to it is stuck before the days go by.
            await Task.Delay(part, TimeProvider.System, cancellationToken);
            for (var leap = 0; leap < Leaps; leap++)
            {
                stage.Time!.Leap(TimeSpan.FromDays(fault.Days) / Leaps);
                await Task.Delay(part, TimeProvider.System, cancellationToken);
            }
        }
        finally
        {
            await partner.SetFaultsAsync(stage.Usual, CancellationToken.None);
        }
    }

    private async Task KnobAsync(PlannedFault fault, FaultSettings settings, CancellationToken cancellationToken)
    {
        var partner = stage.Province[fault.Target];
        await partner.SetFaultsAsync(settings, cancellationToken);
        try
        {
            await Task.Delay(fault.Length, TimeProvider.System, cancellationToken);
        }
        finally
        {
            await partner.SetFaultsAsync(stage.Usual, CancellationToken.None);
        }
    }
}

/// <summary>A fault that was carried out.</summary>
/// <param name="Fault">Which.</param>
/// <param name="Begun">When it really began.</param>
/// <param name="Ended">When what was struck worked again.</param>
/// <param name="InFlight">Calls that partners had taken and not answered when it began.</param>
/// <param name="Problem">Why it could not be carried out; null when it was.</param>
internal sealed record Strike(PlannedFault Fault, TimeSpan Begun, TimeSpan Ended, int InFlight, string? Problem);
