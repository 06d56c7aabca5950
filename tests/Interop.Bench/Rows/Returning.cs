using System.Globalization;
using System.Runtime.CompilerServices;
using Interop.Bench.Figures;
using Interop.Bench.Ledgers;
using Interop.Bench.Load;
using Interop.Bench.Return;
using Interop.Bench.Running;
using Interop.Hub.Core.Delivery;

namespace Interop.Bench.Rows;

/// <summary>
/// A full ledger waits for a dead partner, which comes back: slow at first, as what has just started is, then quick. All
/// the time others are served at a steady rate. What was seen, twice a second, becomes a plot.
/// </summary>
internal sealed class Returning : IRow
{
    private const string Accept = "return-p99";
    private const string Memory = "return-memory";
    private const string Hints = "return-hints";
    private const string Stages = "return-stages";

    /// <summary>Dossiers per second for the partner that was never away: a province's busiest hour many times over.</summary>
    private const double PerSecond = 200;

    /// <summary>The default of <c>Partners:CODE:Delivery:HandOverWindow</c>, which the bench leaves as it is.</summary>
    private const int Window = 512;

    /// <summary>Seconds that the plot of the stages shows before and after them.</summary>
    private const double Before = 5;

    private static readonly TimeSpan SlowAnswer = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public IReadOnlyList<string> Names { get; } = [Accept, Memory, Hints, Stages];

    public async IAsyncEnumerable<RowResult> MeasureAsync(Run run, IReadOnlySet<string> wanted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await run.EndSharedAsync();
        var window = run.Options.Length.TotalSeconds;
        var calm = await CalmAsync(run, cancellationToken);
        var place = await FilledLedger.WaitingAsync(run, run.Options.Full, cancellationToken);
        await using var partner = new ReturningPartner { AnswersIn = SlowAnswer };
        place.DeadHook = partner.Hook;
        await using var hub = await run.HubAsync(place, cancellationToken);
        var way = hub.Way("others", HubFolder.RestSender);
        await run.Load.WarmAsync(way, run.Options.WarmUp, cancellationToken);

        var watch = new Watch(hub, partner, run.Sinks, await run.Form.CountMessagesAsync(place, HubFolder.Dead));
        var phases = await PlayAsync(run, way, partner, watch, cancellationToken);
        var moments = watch.Moments;
        var stages = Phases.Stages(moments);
        string[] pictures =
        [
            await Picture.DrawAsync(run, "whole", moments, phases, stages, cancellationToken),
            await Picture.DrawAsync(run, "stages", [.. moments.Where(m => m.At > phases[1].From - Before && m.At < phases[1].To + Before)], phases, stages, cancellationToken),
        ];

        var others = Phases.P99(moments, phases[1].From, phases[2].To, window);
        string[] notes =
        [
            string.Create(CultureInfo.InvariantCulture, $"{run.Options.Full:N0} waited, {partner.Arrived:N0} were served ({partner.Twice} of them twice) while {PerSecond:0}/s went to others ({watch.Refused} refused); answers take {SlowAnswer.TotalSeconds:0} s until the last phase, in which they are immediate and the hub itself is the limit; judged is {phases[1].Name} with {phases[2].Name}, in windows of {window:0} s"),
            .. Phases.Table(moments, [.. phases, .. stages.Select(s => s with { Name = $"  stage {s.Name}" })]),
            $"plots: {string.Join(", ", pictures.Select(p => Path.GetRelativePath(Tree.Root, p)))}",
        ];
        yield return new RowResult
        {
            Name = Accept,
            Figure = "accept p99 of others while a partner returns",
            Unit = "ms",
            Reading = Reading.RatioDown,
            Hub = [.. others.Take(calm.Count)],
            Base = [.. calm.Take(others.Count)],
            BaseName = "none waiting",
            Must = 1.25,
            Aim = 1.05,
            Notes = notes,
        };
        yield return new RowResult
        {
            Name = Memory,
            Figure = "peak memory of the hub (VmHWM)",
            Unit = "MiB",
            Reading = Reading.OwnDown,
            Hub = [ProcessFigures.PeakMiB(hub.ProcessId)],
            Must = 600,
            Aim = 300,
            Notes = [string.Create(CultureInfo.InvariantCulture, $"from its start with {run.Options.Full:N0} waiting to the end of the return")],
        };
        yield return new RowResult
        {
            Name = Hints,
            Figure = "most of them in the bus at one time",
            Unit = string.Empty,
            Reading = Reading.OwnDown,
            Hub = [moments.Max(m => Math.Max(m.Hints, m.Messages ?? 0))],
            Must = Window,
            Aim = Window,
            Notes = [string.Create(CultureInfo.InvariantCulture, $"by the hub {moments.Max(m => m.Hints)}, in the broker's queue {Counted(moments.Max(m => m.Messages))}; behind the closed door {Counted(Closed(moments).Max(m => (long?)Math.Max(m.Hints, m.Messages ?? 0)))}")],
        };
        yield return new RowResult
        {
            Name = Stages,
            Figure = "most calls at the partner above its stage",
            Unit = string.Empty,
            Reading = Reading.OwnDown,
            Hub = [Phases.Excess(moments)],
            Must = 0,
            Aim = 0,
            Notes = [$"stages seen: {string.Join(", ", stages.Select(s => s.Name))}, open"],
        };
        if (!DoorRules.ReturnStages.All(s => stages.Any(seen => seen.Name == s.ToString(CultureInfo.InvariantCulture))))
        {
            throw new InvalidOperationException($"Not every stage of return was seen: {string.Join(", ", stages.Select(s => s.Name))}.");
        }
    }

    /// <summary>The same traffic on a hub for whose partners nothing waits.</summary>
    private static async Task<IReadOnlyList<double>> CalmAsync(Run run, CancellationToken cancellationToken)
    {
        await using var hub = await run.HubAsync(cancellationToken);
        var way = hub.Way("none waiting", HubFolder.RestSender);
        await run.Load.WarmAsync(way, run.Options.WarmUp, cancellationToken);
        List<double> tails = [];
        for (var i = 0; i < run.Options.Windows * 2; i++)
        {
            tails.Add((await run.Load.SteadyAsync(way, PerSecond, run.Options.Length, cancellationToken)).P99);
        }

        Run.Say($"  none waiting, {PerSecond:0}/s: accept p99 {Statistics.Median(tails):0.0} ms");
        return tails;
    }

    private static async Task<IReadOnlyList<Phase>> PlayAsync(Run run, Target way, ReturningPartner partner, Watch watch, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = watch.RunAsync(end.Token);
        var flow = run.Load.FlowAsync(way, PerSecond, watch.Note, end.Token);
        List<Phase> phases = [];
        try
        {
            await watch.UntilAsync("the door is closed", m => m.Door == "broken", Patience, cancellationToken);
            await AsLongAsync(run.Options.Quick ? 3 : 30);
            await partner.ComeBackAsync();

            // The door's own probe finds it, at its own time.
            await watch.UntilAsync("a probe found the partner", m => m.Door == "returning" || m.Most > 0, Patience, cancellationToken);
            Next("away");
            await watch.UntilAsync("the stages are through", m => m.Door == "open", Patience, cancellationToken);
            Next("returning");

            await AsLongAsync(run.Options.Quick ? 10 : 30);
            Next("open, slow");

            partner.AnswersIn = TimeSpan.Zero;
            await AsLongAsync(run.Options.Quick ? 8 : 90);
            Next("open, quick");
        }
        finally
        {
            await end.CancelAsync();
            await Task.WhenAll(watching, flow);
        }

        return phases;

        void Next(string name)
        {
            var now = watch.Now;
            phases.Add(new Phase(name, phases.Count == 0 ? 0 : phases[^1].To, now));
            Run.Say($"  {name}: until {now:0.0} s");
        }

        async Task AsLongAsync(double seconds)
        {
            // A watch that failed is found here, not at the end.
            await Task.WhenAny(watching, Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System, cancellationToken)).Unwrap();
        }
    }

    /// <summary>What was seen between two looks at a closed door: what was under way when it closed has ended by the second.</summary>
    private static IEnumerable<Moment> Closed(IReadOnlyList<Moment> moments) =>
        moments.Zip(moments.Skip(1)).Where(m => m is { First: { Door: "broken", AtOnce: 0 }, Second: { Door: "broken", AtOnce: 0 } }).Select(m => m.Second).Where(m => m.Most == 0);

    private static string Counted(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "not counted";
}
