using System.Collections.Concurrent;
using System.Globalization;
using Interop.Journey.Tests.Hub;
using Interop.Simulators;

namespace Interop.Journey.Tests;

/// <summary>
/// kill -9 of the hub, fifty times and one, under load, with attempts in flight; judged at the partners and not by the hub.
/// First two tempers: one effect each. Third: at most one, and what did not provably arrive is visible as unknown.
/// In every lane the order of acceptance.
/// </summary>
[NonParallelizable]
public sealed class KillTests
{
    /// <summary>For each temper.</summary>
    private const int Kills = 17;
    private const int Senders = 24;
    private static readonly int[] Steps = [4, 5, 4, 9];

    [TestCase(Temper.Honours)]
    [TestCase(Temper.Probeable)]
    [TestCase(Temper.Neither)]
    [CancelAfter(300_000)]
    public async Task Kills_under_load_lose_nothing_double_nothing_and_keep_every_lane_in_order(Temper temper, CancellationToken cancellationToken)
    {
        await using var journey = await Hub.Journey.StartAsync(temper, CallbackMode.Off);
        var portal = journey.Province.NationalPortal;
        var ministry = journey.Province.CivilStatus;
        foreach (PartnerSimulator partner in (PartnerSimulator[])[portal, ministry])
        {
            // Slow partners keep attempts in flight, with their effect had and their answer not yet given.
            await partner.SetFaultsAsync(new FaultSettings { SlowMs = 400 }, cancellationToken);
        }

        // 1. Senders that never stop, each sending a dossier and then its steps.
        using var load = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var accepted = new ConcurrentDictionary<string, int>();
        var next = 0;
        var senders = Enumerable.Range(0, Senders).Select(_ => Task.Run(async () =>
        {
            while (!load.IsCancellationRequested)
            {
                await SendDossierAsync(journey, Payloads.Number(Interlocked.Increment(ref next)), accepted, cancellationToken);
            }
        }, CancellationToken.None)).ToArray();

        // 2. The kills, each when enough is in flight.
        var inFlight = new List<int>();
        for (var kill = 0; kill < Kills; kill++)
        {
            var target = accepted.Count + 24;
            await Eventually.HoldsAsync(
                () => accepted.Count >= target && portal.InFlight + ministry.InFlight >= 32, TimeSpan.FromSeconds(60), () => $"32 attempts in flight before kill {kill + 1}; there are {portal.InFlight} and {ministry.InFlight}");
            inFlight.Add(portal.InFlight + ministry.InFlight);
            await journey.Hub.KillAsync();
            await journey.Hub.StartAsync();
        }

        // 3. Enough: let it drain.
        await load.CancelAsync();
        await Task.WhenAll(senders);
        foreach (PartnerSimulator partner in (PartnerSimulator[])[portal, ministry])
        {
            await partner.ResetFaultsAsync(cancellationToken);
        }

        var numbers = accepted.Keys.Order(StringComparer.Ordinal).ToArray();
        var seen = new Dictionary<string, IReadOnlyList<SeenDelivery>>();
        foreach (var number in numbers)
        {
            await Eventually.Async(
                async () =>
                {
                    seen[number] = await journey.DeliveriesAsync(number);
                    return seen[number].All(IsAtRest);

                    bool IsAtRest(SeenDelivery d) => d.State == "delivered" || IsPassedOver(d)
                        || (temper == Temper.Neither && (d.IsInDoubt || (d.State == "waitingLane" && seen[number].Any(head => head.Destination == d.Destination && head.IsInDoubt))));
                },
                TimeSpan.FromSeconds(90),
                () => $"the deliveries of {number} to come to rest: {string.Join(", ", seen.GetValueOrDefault(number, []).Select(d => $"{d.Kind}→{d.Destination} {d.State}"))}");
        }

        // 4. The verdict, from the partners' own books.
        var (delivered, unknown, waiting) = (0, 0, 0);
        Assert.Multiple(() =>
        {
            foreach (var delivery in seen.Values.SelectMany(d => d).Where(d => d.Role == "send"))
            {
                var partner = journey.Province[delivery.Destination];
                var effects = partner.Records.Effects.Count(e => e.DeliveryId == delivery.Id);
                switch (delivery.State)
                {
                    case "delivered":
                        delivered++;
                        Assert.That(effects, Is.EqualTo(1), $"{delivery.Kind} to {delivery.Destination}");
                        break;
                    case "skipped" when IsPassedOver(delivery):
                        Assert.That(effects, Is.LessThanOrEqualTo(1), $"{delivery.Kind} passed over");
                        break;
                    case "unknown" or "parked":
                        unknown++;
                        Assert.That(effects, Is.LessThanOrEqualTo(1), $"unknown {delivery.Kind} to {delivery.Destination}");
                        Assert.That(temper, Is.EqualTo(Temper.Neither), "only a partner that neither honours nor answers leaves a doubt");
                        break;
                    default:
                        waiting++;
                        Assert.That(effects, Is.Zero, $"{delivery.Kind} waits behind an unknown one");
                        break;
                }
            }

            foreach (var number in numbers)
            {
                var statuses = portal.Records.EffectsOf(number).Select(e => e.BusinessStatus).ToArray();
                int?[] expected = [2, .. Steps.Take(accepted[number]).Select(s => (int?)s)];
                Assert.That(statuses, Is.EqualTo(expected.Take(statuses.Length)), $"order in the portal's lane of {number}");
                if (temper != Temper.Neither)
                {
                    Assert.That(statuses, Has.Length.EqualTo(expected.Length), number);
                    Assert.That(ministry.Records.EffectsOf(number), Has.Count.EqualTo(1), number);
                }
            }

            Assert.That(inFlight, Has.All.GreaterThanOrEqualTo(32));
        });
        await TestContext.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{temper}: {numbers.Length} dossiers, {numbers.Length + accepted.Values.Sum()} packets accepted; {delivered} delivered, {unknown} unknown, {waiting} waiting behind them; in flight at the kills: {string.Join(' ', inFlight)}; portal {portal.Records.Counts.Requests} requests {portal.Records.Counts.Effects} effects, ministry {ministry.Records.Counts.Requests} requests {ministry.Records.Counts.Effects} effects"));
    }

    /// <summary>The hub's own news, in doubt since a kill: it holds nothing up.</summary>
    private static bool IsPassedOver(SeenDelivery delivery) => delivery is { Kind: "deliveryStatus" or "fault", State: "skipped" };

    private static async Task SendDossierAsync(Hub.Journey journey, string number, ConcurrentDictionary<string, int> accepted, CancellationToken cancellationToken)
    {
        await journey.InsistAsync("api/v1/dossiers", Payloads.Submission($"s-{number}", number), cancellationToken);
        accepted[number] = 0;
        for (var step = 0; step < Steps.Length; step++)
        {
            await journey.InsistAsync($"api/v1/dossiers/{number}/progress", Payloads.Progress($"p{step}-{number}", number, Steps[step], 10 * (step + 1)), cancellationToken);
            accepted[number] = step + 1;
        }
    }
}
