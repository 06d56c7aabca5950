using System.Security.Cryptography;
using Interop.Hub.Ledger.Evidence;

namespace Interop.Hub.Ledger.Tests.Evidence;

/// <summary>The way from one item to the root, whatever the shape of the tree above it.</summary>
[TestFixture]
internal sealed class EvidenceDigestTests
{
    [Test]
    public void Every_item_leads_to_the_root_by_its_own_siblings_and_by_no_others([Range(1, 40)] int count)
    {
        var digests = Enumerable.Range(0, count).Select(i => SHA256.HashData([(byte)i])).ToArray();
        var root = EvidenceDigest.Root(digests);
        for (var place = 0; place < count; place++)
        {
            var path = EvidenceDigest.Path(digests, place);
            Assert.That(EvidenceDigest.RootOf(digests[place], place, count, path), Is.EqualTo(root));
            Assert.That(EvidenceDigest.RootOf(digests[place], place, count, [.. path, root]), Is.Null, "one too many");
            Assert.That(path.Count == 0 || EvidenceDigest.RootOf(digests[place], place, count, [.. path.Skip(1)]) is null, "one too few");
            Assert.That(count == 1 || !root.SequenceEqual(EvidenceDigest.RootOf(digests[(place + 1) % count], place, count, path)!), "another's digest");
        }

        Assert.That(EvidenceDigest.RootOf(root, count, count, []), Is.Null, "no such place");
        Assert.That(EvidenceDigest.RootOf(root, -1, count, []), Is.Null);
    }
}
