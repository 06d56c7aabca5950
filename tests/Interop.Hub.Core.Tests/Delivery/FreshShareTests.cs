using FsCheck;
using FsCheck.Fluent;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Tests.Delivery;

/// <summary>Of every four places one is for what came last, however they come free.</summary>
public sealed class FreshShareTests
{
    [Test]
    public void Of_any_four_places_in_a_row_one_goes_to_the_newest() =>
        Prop.ForAll(Gen.Choose(1, 9).ListOf().ToArbitrary(), frees =>
        {
            var share = new FreshShare();
            List<ReadyDelivery> oldest = [.. Of("old", 500)], newest = [.. Of("new", 500)];
            List<ReadyDelivery> given = [];
            foreach (var free in frees)
            {
                var taken = share.Take(oldest.Except(given), newest.Except(given), free);
                Assert.That(taken, Has.Count.EqualTo(free));
                given.AddRange(taken);
            }

            Assert.That(given, Is.Unique);
            Assert.That(given.Where(IsNew), Is.EqualTo(newest.Take(given.Count / 4)), "in their order");
            Assert.That(given.Chunk(4).Where(c => c.Length == 4).Select(c => c.Count(IsNew)), Has.All.EqualTo(1));
        }).QuickCheckThrowOnFailure();

    [Test]
    public void A_place_stays_empty_only_when_there_is_nothing_left_and_nothing_is_given_twice()
    {
        var share = new FreshShare();
        Assert.That(share.Take(Of("old", 10), [], 8).Select(d => d.Id), Is.EqualTo(Of("old", 8).Select(d => d.Id)), "all there is");
        Assert.That(new FreshShare().Take([], Of("new", 3), 8), Has.Count.EqualTo(3));
        var all = Of("x", 6).ToList();
        Assert.That(new FreshShare().Take(all, Enumerable.Reverse(all), 9), Is.EquivalentTo(all));
    }

    private static bool IsNew(ReadyDelivery delivery) => delivery.Id.StartsWith("new", StringComparison.Ordinal);

    private static IEnumerable<ReadyDelivery> Of(string what, int count) => Enumerable.Range(0, count).Select(i => new ReadyDelivery($"{what}-{i}", "HOTICH"));
}
