using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Interop.Bench.Figures;
using Interop.Bench.Ledgers;
using Interop.Bench.Load;
using Interop.Bench.Running;

namespace Interop.Bench.Rows;

/// <summary>A ledger that holds a great many delivered dossiers: start, throughput, search.</summary>
internal sealed class FullLedger : IRow
{
    private const string Start = "start-ready";
    private const string Relayed = "relayed-full";
    private const string Find = "find-p99";

    public IReadOnlyList<string> Names { get; } = [Start, Relayed, Find];

    public async IAsyncEnumerable<RowResult> MeasureAsync(Run run, IReadOnlySet<string> wanted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await run.EndSharedAsync();
        var place = await FilledLedger.DeliveredAsync(run, run.Options.Full, cancellationToken);
        if (wanted.Contains(Start))
        {
            yield return await StartAsync(run, place, cancellationToken);
        }

        await using var hub = await run.HubAsync(place, cancellationToken);
        if (wanted.Contains(Relayed))
        {
            yield return await RelayedAsync(run, hub, cancellationToken);
        }

        if (wanted.Contains(Find))
        {
            yield return await FindAsync(run, hub, cancellationToken);
        }
    }

    private static async Task<RowResult> StartAsync(Run run, HubFolder place, CancellationToken cancellationToken)
    {
        var samples = new double[run.Options.Quick ? 3 : 6];
        for (var i = 0; i < samples.Length; i++)
        {
            await using var hub = await run.HubAsync(place, cancellationToken);
            samples[i] = hub.Ready.TotalSeconds;
        }

        return new RowResult
        {
            Name = Start,
            Figure = "start of the process → ready",
            Unit = "s",
            Reading = Reading.OwnDown,
            Hub = samples,
            Must = 10,
            Aim = 3,
            Notes = [string.Create(CultureInfo.InvariantCulture, $"{run.Options.Full:N0} dossiers in the ledger; warm file cache")],
        };
    }

    private static async Task<RowResult> RelayedAsync(Run run, ServedHub hub, CancellationToken cancellationToken)
    {
        await using var empty = await run.HubAsync(cancellationToken);
        var (full, none) = (hub.Way("full ledger", HubFolder.RestSender), empty.Way("empty ledger", HubFolder.RestSender));
        await run.Load.WarmAsync(none, run.Options.WarmUp, cancellationToken);
        await run.Load.WarmAsync(full, run.Options.WarmUp, cancellationToken);
        List<Window> first = [], second = [];
        for (var i = 0; i < run.Options.Windows; i++)
        {
            second.Add(await run.Load.FullAsync(none, run.Options.Length, cancellationToken));
            first.Add(await run.Load.FullAsync(full, run.Options.Length, cancellationToken));
            Run.Say($"  {i + 1}/{run.Options.Windows}: empty ledger {second[^1].RelayedPerSecond:0}/s, full ledger {first[^1].RelayedPerSecond:0}/s");
        }

        return new RowResult
        {
            Name = Relayed,
            Figure = "relayed/s with a full ledger",
            Unit = "/s",
            Reading = Reading.RatioUp,
            Hub = [.. first.Select(w => w.RelayedPerSecond)],
            Base = [.. second.Select(w => w.RelayedPerSecond)],
            BaseName = "empty ledger",
            Must = 0.8,
            Aim = 0.95,
            Notes = [string.Create(CultureInfo.InvariantCulture, $"{run.Options.Full:N0} dossiers in the full one; processor time per dossier {Statistics.Median([.. first.Select(w => w.CpuMicroseconds)]):0} against {Statistics.Median([.. second.Select(w => w.CpuMicroseconds)]):0} µs")],
        };
    }

    private static async Task<RowResult> FindAsync(Run run, ServedHub hub, CancellationToken cancellationToken)
    {
        using var client = hub.Client(HubFolder.RestSender);
        var random = new Random(7);
        await AskAsync(client, run, random, 60, cancellationToken);
        List<double> tails = [], medians = [];
        for (var i = 0; i < run.Options.Windows; i++)
        {
            var samples = await AskAsync(client, run, random, run.Options.Quick ? 300 : 1000, cancellationToken);
            tails.Add(Statistics.Percentile(samples, 99));
            medians.Add(Statistics.Percentile(samples, 50));
        }

        return new RowResult
        {
            Name = Find,
            Figure = "find a dossier by any of its numbers, p99",
            Unit = "ms",
            Reading = Reading.OwnDown,
            Hub = tails,
            Must = 100,
            Aim = 20,
            Notes = [string.Create(CultureInfo.InvariantCulture, $"over HTTP, the whole dossier with its timeline, by its local, national and receipt number in turn, any of {run.Options.Full:N0}; p50 {Statistics.Median(medians):0.0} ms")],
        };
    }

    private static async Task<double[]> AskAsync(HttpClient client, Run run, Random random, int count, CancellationToken cancellationToken)
    {
        var samples = new double[count];
        for (var i = 0; i < count; i++)
        {
            var number = random.NextInt64(run.Options.Full);
            var path = (i % 3) switch
            {
                0 => Dossiers.Local(number),
                1 => Dossiers.National(number),
                _ => Dossiers.Receipt(number) + "?scheme=receipt&issuer=H40.18",
            };
            var began = Stopwatch.GetTimestamp();
            using var answer = await client.GetAsync(new Uri($"api/v1/dossiers/{path}", UriKind.Relative), cancellationToken);
            samples[i] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            if (!answer.IsSuccessStatusCode)
            {
                throw new InvalidOperationException($"The hub does not find {path}: {(int)answer.StatusCode}.");
            }
        }

        Array.Sort(samples);
        return samples;
    }
}
