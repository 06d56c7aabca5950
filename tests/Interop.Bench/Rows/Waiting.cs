using System.Globalization;
using System.Runtime.CompilerServices;
using Interop.Bench.Figures;
using Interop.Bench.Ledgers;
using Interop.Bench.Running;

namespace Interop.Bench.Rows;

/// <summary>A partner is dead and a full ledger waits for it: what it costs the others, and how much memory.</summary>
internal sealed class Waiting : IRow
{
    private const string Accept = "accept-p99-waiting";
    private const string Memory = "peak-memory";

    public IReadOnlyList<string> Names { get; } = [Accept, Memory];

    public async IAsyncEnumerable<RowResult> MeasureAsync(Run run, IReadOnlySet<string> wanted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await run.EndSharedAsync();
        await using var hub = await run.HubAsync(await FilledLedger.WaitingAsync(run, run.Options.Full, cancellationToken), cancellationToken);
        var way = hub.Way("one partner dead", HubFolder.RestSender);
        var arrived = run.Sinks.Arrived;
        if (wanted.Contains(Accept))
        {
            await using var other = await run.HubAsync(cancellationToken);
            var calm = other.Way("none waiting", HubFolder.RestSender);
            await run.Load.WarmAsync(calm, run.Options.WarmUp, cancellationToken);
            await run.Load.WarmAsync(way, run.Options.WarmUp, cancellationToken);
            var rate = await Steady.RateAsync(run, way, cancellationToken);
            var pairs = await Steady.PairsAsync(run, way, calm, rate, cancellationToken);
            yield return new RowResult
            {
                Name = Accept,
                Figure = "accept p99 while many wait for a dead partner",
                Unit = "ms",
                Reading = Reading.RatioDown,
                Hub = [.. pairs.Select(p => p.Hub.P99)],
                Base = [.. pairs.Select(p => p.Base.P99)],
                BaseName = "none waiting",
                Must = 1.25,
                Aim = 1.05,
                Notes = [string.Create(CultureInfo.InvariantCulture, $"{run.Options.Full:N0} wait; {Steady.Note(rate, pairs)}")],
            };
        }

        if (wanted.Contains(Memory))
        {
            yield return await MemoryAsync(run, hub, way, arrived, cancellationToken);
        }
    }

    private static async Task<RowResult> MemoryAsync(Run run, ServedHub hub, Target way, long before, CancellationToken cancellationToken)
    {
        var wanted = run.Options.Quick ? 20_000 : 1_000_000;
        while (run.Sinks.Arrived - before < wanted)
        {
            await run.Load.FullAsync(way, run.Options.Length, cancellationToken);
        }

        return new RowResult
        {
            Name = Memory,
            Figure = "peak memory of the hub (VmHWM)",
            Unit = "MiB",
            Reading = Reading.OwnDown,
            Hub = [ProcessFigures.PeakMiB(hub.ProcessId)],
            Must = 600,
            Aim = 300,
            Notes = [string.Create(CultureInfo.InvariantCulture, $"at least {wanted:N0} relayed at full load, {run.Options.Full:N0} waiting for a dead partner; resident at the end {ProcessFigures.ResidentMiB(hub.ProcessId):0} MiB")],
        };
    }
}
