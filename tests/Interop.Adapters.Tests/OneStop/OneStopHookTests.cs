using Interop.Adapters.Delivery;
using Interop.Adapters.OneStop;
using Interop.Adapters.Tests.Conformance;
using Interop.Adapters.Tests.Samples;
using Interop.Contracts.Codecs;
using Interop.Contracts.Dossiers;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;

namespace Interop.Adapters.Tests.OneStop;

[TestFixture]
public sealed class OneStopHookTests
{
    private AdapterBench _bench = null!;

    [SetUp]
    public void Begin() => _bench = new AdapterBench();

    [TearDown]
    public void End() => _bench.Dispose();

    [Test]
    public void The_signature_is_over_the_time_a_dot_and_the_body() =>
        Assert.That(
            OneStopMapping.Signature("bi-mat", Instants.At("2024-06-03T01:15:00Z"), """{"kind":"progress"}"""u8),
            Is.EqualTo("t=1717377300,v1=" + Convert.ToHexStringLower(System.Security.Cryptography.HMACSHA256.HashData("bi-mat"u8, """1717377300.{"kind":"progress"}"""u8))));

    [Test]
    public async Task The_body_is_a_canonical_packet_that_names_every_number_of_the_dossier()
    {
        var national = new DossierIdentifier(IdentifierScheme.National, OrganisationCode.Parse("G22"), "G22.99-20240603-0000001");
        var request = Requests.Of(PacketKind.Progress, new Progress { Steps = [Requests.Step("2024-06-03T10:00:00+07:00", BusinessStatus.Processing, "Đang xử lý")] });
        request = request with { Packet = request.Packet with { Identifiers = [] }, Identifiers = [.. request.Identifiers, national] };

        var call = await SentAsync(request);

        var packet = PacketJson.Read(call.Body).Packet!;
        Assert.Multiple(() =>
        {
            Assert.That(packet.Identifiers, Is.EqualTo(request.Identifiers));
            Assert.That(((Progress)packet.Content).Steps, Is.EqualTo(((Progress)request.Packet.Content).Steps));
            Assert.That(call.Head, Does.Contain("X-Interop-Delivery: " + request.DeliveryId).And.Contain("X-Interop-Attempt: 1"));
        });
    }

    [Test]
    public async Task Each_file_has_a_link_beside_its_digest()
    {
        var file = SampleDossier.Birth().Components[0].Files[0].Sha256;
        var link = await new DocumentShelf(SampleDossier.Certificate).LinkAsync(file, default);

        var call = await SentAsync(Requests.Submission());

        Assert.That(call.Head, Does.Contain($"Link: <{link.AbsoluteUri}>; rel=\"enclosure\"; sha256=\"{file.Value}\""));
    }

    [TestCase(200, "", Ending.Accepted)]
    [TestCase(204, "", Ending.Accepted)]
    [TestCase(202, """{"received":true}""", Ending.Accepted)]
    [TestCase(200, """{"received":false}""", Ending.Unknown)]
    [TestCase(200, "OK", Ending.Unknown)]
    [TestCase(409, """{"error":"already received"}""", Ending.Accepted)]
    [TestCase(409, """{"error":"hồ sơ đang bị khoá"}""", Ending.Rejected)]
    [TestCase(302, "", Ending.Deferred)]
    public async Task Its_answers_mean(int status, string body, Ending ending)
    {
        await using var peer = new ScriptedPeer(_ => PeerAnswer.Http(status, "application/json", System.Text.Encoding.UTF8.GetBytes(body)));
        var adapter = _bench.Make(new OneStopRegistration(), Settings(peer.Url));

        var outcome = Attempted.Of(await adapter.Delivery!.DeliverAsync(Requests.Submission(), CancellationToken.None));

        Assert.That(outcome.Ending, Is.EqualTo(ending));
    }

    [Test]
    public async Task A_page_that_says_not_found_is_no_proof_of_absence()
    {
        await using var peer = new ScriptedPeer(_ => PeerAnswer.Http(404, "text/html", "<html>404</html>"u8.ToArray()));
        var adapter = _bench.Make(new OneStopRegistration(), Settings(peer.Url));

        var told = await adapter.Probe!.ProbeAsync(Requests.Submission(), CancellationToken.None);

        Assert.That(told, Is.InstanceOf<ProbeOutcome.CannotTell>());
    }

    [Test]
    public void Without_an_address_to_ask_at_there_is_no_probe()
    {
        var settings = Settings(new Uri("http://127.0.0.1:1/"));
        settings.Remove("ProbeUrl");

        Assert.That(_bench.Make(new OneStopRegistration(), settings).Probe, Is.Null);
    }

    private static Dictionary<string, string?> Settings(Uri url) =>
        new() { ["Url"] = url.AbsoluteUri, ["ProbeUrl"] = url.AbsoluteUri, ["SecretRef"] = "plain:bi-mat" };

    private async Task<PeerRequest> SentAsync(DeliveryRequest request)
    {
        PeerRequest? sent = null;
        await using var peer = new ScriptedPeer(call =>
        {
            sent = call;
            return PeerAnswer.Http(200, "application/json", """{"received":true}"""u8.ToArray());
        });
        var adapter = _bench.Make(new OneStopRegistration(), Settings(peer.Url));
        Assert.That(await adapter.Delivery!.DeliverAsync(request, CancellationToken.None), Is.InstanceOf<DeliveryOutcome.Accepted>());
        return sent!;
    }
}
