using Interop.Foreign.Tests.Matrix;
using Interop.Foreign.Tests.Stacks;

namespace Interop.Foreign.Tests;

/// <summary>The report says what was seen, and no stack is excused from a test that is not there.</summary>
public sealed class MatrixTests
{
    [Test]
    public void A_cell_is_what_was_seen_or_the_limit_that_kept_it_from_being_tried()
    {
        var feature = nameof(MinistryTests.A_decimal_keeps_its_places);
        Sighting Saw(Stack stack, string version, bool worked) => new(Direction.FromTheHub, feature, new Peer(stack, version), worked);
        var limit = Limits.All.ToList().FindIndex(each => each.Feature == feature) + 1;

        var report = InteropMatrix.Render([Saw(Stack.Php, "1.1", true), Saw(Stack.Php, "1.2", false)], new Dictionary<Stack, string> { [Stack.Php] = "PHP 8" });

        Assert.That(report, Does.Contain($"| A decimal keeps its places | 1 | 1 | ✓ | ✗ | {limit} | {limit} |").And.Contain("| PHP 8, SOAP 1.1 |").And.Contain($"{limit}. {Limits.All[limit - 1].Why}"));
    }

    [Test]
    public void Every_limit_is_of_a_feature_that_others_show()
    {
        foreach (var limit in Limits.All)
        {
            var features = typeof(MatrixTests).Assembly.GetTypes()
                .SelectMany(type => type.GetMethods())
                .Where(method => method.GetCustomAttributes(typeof(PeersAttribute), inherit: false) is [PeersAttribute peers] && peers.Direction == limit.Direction)
                .Select(method => method.Name)
                .ToList();
            Assert.That(features.Where(feature => (limit.Feature ?? feature) == feature && Peer.All.Any(peer => Limits.Of(limit.Direction, peer, feature) is null)), Is.Not.Empty, limit.Why);
        }
    }
}
