using System.Collections.Concurrent;
using Interop.Chaos.Judging;
using Interop.Chaos.Running;

namespace Interop.Chaos.Tests;

/// <summary>When a hub counts as at rest, and when it is given up.</summary>
public sealed class DrainTests
{
    private static readonly DrainLimits s_quick = new(Still: TimeSpan.FromSeconds(2), Ceiling: TimeSpan.FromSeconds(30));

    [Test]
    [CancelAfter(60_000)]
    public async Task A_slow_hub_is_waited_for_as_long_as_something_moves(CancellationToken cancellationToken)
    {
        // Thirty dossiers, one more at rest in every round: longer in all than nothing may move for.
        var looks = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var restAt = Numbers(30).Select((n, i) => (n, i)).ToDictionary(x => x.n, x => x.i + 1, StringComparer.Ordinal);
        var drained = await Run(
            async (number, stop) =>
            {
                await Task.Yield();
                return Dossier(number, looks.AddOrUpdate(number, 1, (_, count) => count + 1) >= restAt[number] ? "delivered" : "inFlight");
            },
            restAt.Keys,
            () => 0,
            s_quick,
            cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(drained.Problems, Is.Empty);
            Assert.That(drained.Took, Is.GreaterThan(s_quick.Still));
            Assert.That(drained.Seen.Values.SelectMany(d => d.Packets).SelectMany(p => p.Deliveries).Select(d => d.State), Has.Exactly(30).EqualTo("delivered"));
        }
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task A_hub_that_stands_still_is_given_up_and_judged_as_it_stands(CancellationToken cancellationToken)
    {
        var drained = await Run((number, _) => Task.FromResult<SeenDossier?>(Dossier(number, "scheduled")), Numbers(3), () => 7, s_quick, cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(drained.Problems, Has.One.Contains("3 dossier(s) are not at rest, and nothing had moved for 2 s"));
            Assert.That(drained.Took, Is.GreaterThan(s_quick.Still).And.LessThan(s_quick.Ceiling));
            Assert.That(drained.Seen, Has.Count.EqualTo(3));
        }
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task What_goes_round_in_circles_moves_and_is_given_up_at_the_ceiling(CancellationToken cancellationToken)
    {
        var effects = 0L;
        var drained = await Run(
            (number, _) => Task.FromResult<SeenDossier?>(Dossier(number, "scheduled")), Numbers(1), () => effects++, s_quick with { Ceiling = TimeSpan.FromSeconds(4) }, cancellationToken);
        Assert.That(drained.Problems, Has.Some.Contains("not at rest after").And.Some.Contains("agreed"));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task It_is_read_again_until_two_readings_agree(CancellationToken cancellationToken)
    {
        // At rest at the first look and at the second; then it moves once more.
        var looks = 0;
        var drained = await Run(
            (number, _) => Task.FromResult<SeenDossier?>(Dossier(number, "delivered", packets: ++looks < 3 ? 1 : 2)), Numbers(1), () => 0, s_quick, cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(drained.Problems, Is.Empty);
            Assert.That(drained.Seen.Values.Single().Packets, Has.Count.EqualTo(2));
        }
    }

    private static Task<Drained> Run(Func<string, CancellationToken, Task<SeenDossier?>> look, IReadOnlyCollection<string> numbers, Func<long> arrived, DrainLimits limits, CancellationToken cancellationToken) =>
        new Drain(look, d => Lanes.AreAtRest(d, doubtsAreFinal: false), arrived, limits, TimeProvider.System, TestContext.Progress.WriteLine).RunAsync(numbers, cancellationToken);

    private static string[] Numbers(int count) => [.. Enumerable.Range(1, count).Select(i => $"n{i}")];

    private static SeenDossier Dossier(string number, string state, int packets = 1) => new(
        number, [.. Enumerable.Range(1, packets).Select(i => new SeenPacket($"r{i}", $"p{i}", "progress", Routes.OneStop, [new SeenDelivery($"d{i}", Routes.Portal, "send", state)]))]);
}
