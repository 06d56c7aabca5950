using FsCheck;
using FsCheck.Fluent;
using Interop.Hub.Core.Cluster;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Tests.Cluster;

[TestFixture]
internal sealed class MembershipTests
{
    [Test]
    public void The_shares_of_all_nodes_add_up_to_what_all_may_do_together() =>
        Prop.ForAll(Gen.Choose(1, 9).Two().ToArbitrary(), pair =>
        {
            var (nodes, limit) = pair;
            var cluster = Cluster(nodes);
            Assert.Multiple(() =>
            {
                Assert.That(cluster.Sum(m => m.ShareOf(limit)), Is.EqualTo(limit));
                Assert.That(cluster.Sum(m => m.ShareOf(7.5)), Is.EqualTo(7.5).Within(1e-9));
                Assert.That(cluster.Select(m => m.ShareOf(limit)).Max() - cluster.Select(m => m.ShareOf(limit)).Min(), Is.InRange(0, 1));
                Assert.That(cluster.All(m => m.AllShare(limit)), Is.EqualTo(cluster.All(m => m.ShareOf(limit) > 0)));
                Assert.That(cluster.Count(m => m.IsFirst), Is.EqualTo(1), "one looks for all");
            });
        }).QuickCheckThrowOnFailure();

    [Test]
    public void A_node_that_has_heard_of_nobody_is_alone()
    {
        Membership alone = new(new NodeIdentity("a"));
        Assert.That((alone.Count, alone.IsFirst, alone.ShareOf(5)), Is.EqualTo((1, true, 5)));

        // Its own row may be missing from what it hears: its beat came too late.
        alone.Update(new ClusterView([Line("b")]));
        Assert.That((alone.Count, alone.IsFirst), Is.EqualTo((2, true)));
    }

    internal static NodeLine Line(string node, string instance = "1", string configuration = "c", TimeSpan ahead = default) =>
        new(node, instance, configuration, "1", DateTimeOffset.UnixEpoch, ahead);

    private static List<Membership> Cluster(int nodes)
    {
        var view = new ClusterView([.. Enumerable.Range(0, nodes).Select(i => Line($"node-{i}"))]);
        return [.. view.Live.Select(n =>
        {
            Membership membership = new(new NodeIdentity(n.Node));
            membership.Update(view);
            return membership;
        })];
    }
}
