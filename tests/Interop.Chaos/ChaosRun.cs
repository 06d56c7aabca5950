using System.Diagnostics;
using System.Globalization;
using Interop.Chaos.Judging;
using Interop.Chaos.Load;
using Interop.Chaos.Plan;
using Interop.Chaos.Running;
using Interop.Simulators;

namespace Interop.Chaos;

/// <summary>One run: load and faults, then the drain, then the verdict.</summary>
internal sealed class ChaosRun(ChaosPlan plan, Action<string> say)
{
    private static readonly TimeSpan s_back = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan s_say = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_asking = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_answer = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_late = TimeSpan.FromSeconds(10);
    private const int AskedAgain = 200;
    private readonly ReceiptBook _book = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <summary>Runs the plan and judges it.</summary>
    /// <param name="keep">Keeps logs and books of a green run too.</param>
    /// <param name="cancellationToken">Gives up; nothing is judged then.</param>
    public async Task<Verdict> RunAsync(bool keep, CancellationToken cancellationToken)
    {
        await using var stage = await Stage.SetAsync(plan, cancellationToken);
        using var sender = new CarefulSender([.. stage.Nodes.Select(n => n.Address)], stage.Credentials.OneStopKey, _book);
        Say($"{stage.Nodes.Count} node(s) ready");
        var load = new LoadGenerator(plan.Load, sender, _book);
        var faults = new FaultRunner(stage);
        using var noMore = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var correcting = load.CorrectAsync(noMore.Token);
        await StrikeAsync(stage, load, faults, cancellationToken);

        List<string> lost = [];
        foreach (var node in stage.Nodes)
        {
            if (!await node.ReadyAsync(s_back, cancellationToken))
            {
                lost.Add($"{node.Name} is not ready {s_back.TotalSeconds:0} s after the last fault");
            }
        }

        var drained = await DrainAsync(stage, load, sender, cancellationToken);
        await noMore.CancelAsync();
        await correcting;
        Say($"drained in {drained.Took.TotalSeconds:0} s");
        var repeats = await AskAgainAsync(sender, cancellationToken);
        foreach (var node in stage.Nodes)
        {
            if (!await node.LeaveAsync(cancellationToken))
            {
                lost.Add($"{node.Name} did not end in order on SIGTERM");
            }
        }

        Say("nodes have left");
        // One ledger, whoever verifies it.
        var broken = await Evidence.VerifyAsync(stage.Nodes[0].Configuration, cancellationToken);
        lost.AddRange(stage.Nodes.Where(n => n.EndedByItself > 0).Select(n => $"{n.Name} ended {n.EndedByItself} time(s) by itself"));
        var books = new Books
        {
            Temper = plan.Temper,
            Receipts = _book.Receipts,
            Seen = drained.Seen,
            Effects = stage.Province.All.Where(p => p.Code != Routes.Population).ToDictionary(p => p.Code, p => p.Records.Effects, StringComparer.Ordinal),
            Calls = stage.Province.All.Where(p => p.Code != Routes.Population).ToDictionary(p => p.Code, p => p.Records.Answered, StringComparer.Ordinal),
            Called = stage.Province.All.Where(p => p.Code != Routes.Population && !plan.MayLoseCalls(p.Code)).ToDictionary(p => p.Code, p => p.Records.Called, StringComparer.Ordinal),
            Leaps = stage.Time?.Leaps ?? [],
            LateAfter = plan.IsGentle ? s_late : null,
            WrongAnswers = _book.Wrong,
            Repeats = repeats,
            BrokenEvidence = broken,
            NotAtRest = drained.Problems,
            NodesLost = lost,
            FaultsNotDone = [.. faults.Strikes.Where(s => s.Problem is not null).Select(s => $"{s.Fault}: {s.Problem}")],
        };
        var verdict = Judge.Of(books);
        verdict = verdict with { Figures = [.. verdict.Figures, .. Around(stage, faults, drained)] };
        if (keep || !verdict.IsGreen)
        {
            Say($"logs and books are in {await Artifacts.KeepAsync(plan, stage, books, verdict, faults.Strikes)}");
        }

        return verdict;
    }

    private async Task StrikeAsync(Stage stage, LoadGenerator load, FaultRunner faults, CancellationToken cancellationToken)
    {
        using var timeUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var allSent = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeUp.CancelAfter(plan.Length);
        var sending = load.RunAsync(timeUp.Token, cancellationToken);
        // A number of dossiers is sent under faults to its last one; otherwise the time ends both.
        var striking = faults.RunAsync(plan.Load.Dossiers is null ? timeUp.Token : allSent.Token, cancellationToken);
        while (await Task.WhenAny(sending, Task.Delay(s_say, TimeProvider.System, cancellationToken)) != sending)
        {
            Say($"{_book.Count} receipts, {faults.Strikes.Count} faults, {stage.InFlight} in flight");
        }

        await sending;
        await allSent.CancelAsync();
        await striking;
        Say($"load and faults ended: {_book.Count} receipts, {faults.Strikes.Count} faults");
    }

    /// <summary>Waits until everything is at rest, and keeps what the hub shows then.</summary>
    private Task<Drained> DrainAsync(Stage stage, LoadGenerator load, CarefulSender sender, CancellationToken cancellationToken)
    {
        var doubtsAreFinal = plan.Temper == Temper.Neither;
        var drain = new Drain(
            async (number, stop) => await sender.DossierAsync(number, stop) is { } json ? SeenDossier.Read(json) : null,
            dossier => Lanes.AreAtRest(dossier, doubtsAreFinal)
                && !load.IsToBeCorrected(dossier.Number)
                && !Notices.AreOwed(dossier, stage.Province.OneStop.Records.EffectsOf(dossier.Number), plan.Temper),
            () => stage.Province.All.Sum(p => p.Records.Counts.Effects),
            DrainLimits.For(_book.Count),
            TimeProvider.System,
            Say);
        return drain.RunAsync([.. _book.Receipts.Select(r => r.Number).Distinct(StringComparer.Ordinal)], cancellationToken);
    }

    /// <summary>Sends some packets once more: years later the same receipt must come.</summary>
    private async Task<IReadOnlyList<(Receipt First, string? Second)>> AskAgainAsync(CarefulSender sender, CancellationToken cancellationToken)
    {
        var random = new Random(plan.Seed);
        Receipt[] steps = [.. _book.Receipts.Where(r => r is { Kind: "progress" }).OrderBy(r => r.PacketId, StringComparer.Ordinal)];
        random.Shuffle(steps);
        var answers = new List<(Receipt, string?)>();
        var clock = Stopwatch.StartNew();
        foreach (var receipt in steps.Take(AskedAgain).TakeWhile(_ => clock.Elapsed < s_asking))
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(s_answer);
            try
            {
                answers.Add((receipt, await sender.InsistAsync(
                    $"api/v1/dossiers/{receipt.Number}/progress", receipt.PacketId, Packets.Progress(receipt.PacketId, receipt.Number, receipt.Status, 10 * (receipt.Position - 1)), limit.Token)));
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                answers.Add((receipt, null));
                break;
            }
        }

        return answers;
    }

    private IEnumerable<Figure> Around(Stage stage, FaultRunner faults, Drained drained)
    {
        yield return new Figure("seconds to drain", (long)drained.Took.TotalSeconds);
        yield return new Figure("faults done", faults.Strikes.Count(s => s.Problem is null), $"of {plan.Faults.Count} planned");
        foreach (var kind in faults.Strikes.GroupBy(s => s.Fault.Kind).OrderBy(g => g.Key))
        {
            yield return new Figure($"  {kind.Key}", kind.Count(), $"calls in flight when it began: {string.Join(' ', kind.Select(s => s.InFlight))}");
        }

        yield return new Figure("node starts", stage.Nodes.Sum(n => n.Lives), $"refused to start {stage.Nodes.Sum(n => n.RefusedToStart)}");
        yield return new Figure("requests without an answer", _book.Unanswered);
        foreach (var (status, count) in _book.Statuses.OrderBy(s => s.Key))
        {
            yield return new Figure($"  answered {status}", count);
        }
    }

    private void Say(string what) => say(string.Create(CultureInfo.InvariantCulture, $"{_clock.Elapsed.TotalSeconds,6:0} s  {what}"));
}
