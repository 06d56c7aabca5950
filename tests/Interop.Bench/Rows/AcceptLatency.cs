using System.Runtime.CompilerServices;
using Interop.Bench.Figures;
using Interop.Bench.Running;

namespace Interop.Bench.Rows;

/// <summary>Accept p99 against the floor's at the same offered load, which is half of what the hub relays at full load.</summary>
internal sealed class AcceptLatency : IRow
{
    private const string Name = "accept-p99";

    public IReadOnlyList<string> Names { get; } = [Name];

    public async IAsyncEnumerable<RowResult> MeasureAsync(Run run, IReadOnlySet<string> wanted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var floor = await run.WarmFloorAsync(cancellationToken);
        var (_, way) = await run.WarmHubAsync("hub", HubFolder.RestSender, cancellationToken);
        var rate = await Steady.RateAsync(run, way, cancellationToken);
        var pairs = await Steady.PairsAsync(run, way, floor, rate, cancellationToken);
        yield return new RowResult
        {
            Name = Name,
            Figure = "accept p99 at the same load",
            Unit = "ms",
            Reading = Reading.RatioDown,
            Hub = [.. pairs.Select(p => p.Hub.P99)],
            Base = [.. pairs.Select(p => p.Base.P99)],
            BaseName = "floor",
            Must = 3,
            Aim = 1.5,
            Notes = [Steady.Note(rate, pairs)],
        };
    }
}
