using System.Globalization;
using System.Runtime.CompilerServices;
using Interop.Bench.Figures;
using Interop.Bench.Running;

namespace Interop.Bench.Rows;

/// <summary>One dossier at a time on a hub that has nothing else to do.</summary>
internal sealed class Idle : IRow
{
    private const string Name = "idle-p50";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);

    public IReadOnlyList<string> Names { get; } = [Name];

    public async IAsyncEnumerable<RowResult> MeasureAsync(Run run, IReadOnlySet<string> wanted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (_, way) = await run.WarmHubAsync("hub", HubFolder.RestSender, cancellationToken);
        var count = run.Options.Quick ? 60 : 250;
        List<double> medians = [], tails = [];
        for (var i = 0; i < run.Options.Windows; i++)
        {
            var samples = new double[count];
            for (var j = 0; j < count; j++)
            {
                await Task.Delay(Pause, TimeProvider.System, cancellationToken);
                samples[j] = await run.Load.AloneAsync(way, cancellationToken);
            }

            Array.Sort(samples);
            medians.Add(Statistics.Percentile(samples, 50));
            tails.Add(Statistics.Percentile(samples, 99));
        }

        yield return new RowResult
        {
            Name = Name,
            Figure = "idle: post → partner has it, p50",
            Unit = "ms",
            Reading = Reading.OwnDown,
            Hub = medians,
            Must = 25,
            Aim = 10,
            Notes = [string.Create(CultureInfo.InvariantCulture, $"{count} dossiers a window, one after the other, from the first byte of the post; p99 {Statistics.Median(tails):0.0} ms")],
        };
    }
}
