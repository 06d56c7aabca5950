using Interop.Adapters.Delivery;
using Interop.Adapters.Tests.Conformance;
using Interop.Adapters.Tests.Samples;
using Interop.Contracts.Documents;
using Interop.Contracts.Packets;

namespace Interop.Adapters.Tests.Soap.Profiles;

/// <summary>The files of a message made by a stylesheet, and the store they lie in.</summary>
public sealed class MarkedFilesTests : ProfileTests
{
    private static readonly byte[][] s_files = [.. Enumerable.Range(1, 4).Select(i => Enumerable.Repeat((byte)i, 100_000 * i).ToArray())];

    [TestCase("inline")]
    [TestCase("mtom")]
    [TestCase("attachment")]
    public async Task Files_are_opened_one_after_the_other_each_at_its_turn(string passing)
    {
        var store = new WatchedStore(s_files);
        var (outcome, requests) = await DeliverAsync(store, passing);

        Assert.Multiple(() =>
        {
            Assert.That(outcome, Is.TypeOf<DeliveryOutcome.Accepted>());
            Assert.That(requests, Is.EqualTo(1));
            Assert.That(store.Most, Is.EqualTo(1), "open at once");
            Assert.That(store.Open, Is.Zero);
        });
    }

    [Test]
    public async Task The_last_file_that_is_not_at_hand_is_known_before_anything_is_sent()
    {
        var store = new WatchedStore(s_files[..^1]);
        var (outcome, requests) = await DeliverAsync(store, "inline");

        Assert.Multiple(() =>
        {
            Assert.That((outcome as DeliveryOutcome.Deferred)?.Fault.Code, Is.EqualTo("hub.mapping-failed"));
            Assert.That(requests, Is.Zero);
            Assert.That(store.Open, Is.Zero);
        });
    }

    private async Task<(DeliveryOutcome Outcome, int Requests)> DeliverAsync(WatchedStore store, string passing)
    {
        await using var peer = new ScriptedPeer(_ => Answer("<ok xmlns='urn:mau' so='S1'/>"));
        Shelf.Simple("x", """<goi><xsl:for-each select="//p:files/p:item"><tep><xsl:value-of select="f:file(p:sha256)"/></tep></xsl:for-each></goi>""", $"\"files\": \"{passing}\",");
        var dossier = SampleDossier.Birth();
        dossier = dossier with { Components = [dossier.Components[0] with { Files = [.. s_files.Select((f, i) => SampleDossier.File($"f{i}", $"tep-{i}.pdf", f))] }] };
        var request = Samples.Requests.Of(PacketKind.Submission, new Submission { Dossier = dossier }) with { Documents = store };
        return (await Make(peer.Url).Delivery!.DeliverAsync(request, CancellationToken.None), peer.Requests);
    }

    /// <summary>Counts what is open.</summary>
    private sealed class WatchedStore(params IReadOnlyList<byte[]> files) : IDocumentSource
    {
        private readonly DocumentShelf _shelf = new(files);

        public int Open { get; private set; }

        public int Most { get; private set; }

        public async Task<Stream> OpenAsync(Sha256Digest digest, CancellationToken cancellationToken)
        {
            var content = (MemoryStream)await _shelf.OpenAsync(digest, cancellationToken);
            Most = Math.Max(Most, ++Open);
            return new Watched(content.ToArray(), () => Open--);
        }

        public ValueTask<Uri> LinkAsync(Sha256Digest digest, CancellationToken cancellationToken) => _shelf.LinkAsync(digest, cancellationToken);
    }

    private sealed class Watched(byte[] content, Action closed) : MemoryStream(content, writable: false)
    {
        private bool _closed;

        protected override void Dispose(bool disposing)
        {
            if (!_closed)
            {
                _closed = true;
                closed();
            }

            base.Dispose(disposing);
        }
    }
}
