using Interop.Adapters.Inbound;
using Interop.Adapters.Soap.Exchange;
using Interop.Contracts.Documents;
using Interop.Contracts.Identifiers;

namespace Interop.Adapters.Tests.Soap;

/// <summary>What submitters and inboxes say arrives as it was said, and what the hub answers is what they read.</summary>
public sealed class InboxOperationTests
{
    private SoapHub _hub = null!;

    [SetUp]
    public async Task StartAsync() => _hub = await SoapHub.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _hub.DisposeAsync();

    [Test]
    public async Task A_dossier_is_submitted_with_the_file_in_the_xml_or_beside_it([Values] bool beside)
    {
        var answer = beside
            ? await _hub.PostAsync(XopPackage.Of(InboxRequests.Submit.Replace(Convert.ToBase64String(Requests.Certificate), XopPackage.Reference, StringComparison.Ordinal), Requests.Certificate))
            : await _hub.PostAsync(Http.Envelope(InboxRequests.Submit));

        Assert.That(answer.Status, Is.EqualTo(200), string.Join('\n', answer.Detail));
        Assert.That((answer.Body.Name.LocalName, answer.Field("receiptId"), answer.Field("disposition")), Is.EqualTo(("SubmitResponse", "R-2", "accepted")));
        var call = (SubmitCall)_hub.Exchange.Calls.Single();
        Assert.That(call.Packet, Is.EqualTo("{\"packetId\":\"MC-1\",\"note\":\"<a & b>\"}"));
        Assert.That(call.Files, Is.EqualTo(new[] { new IssuedFile("to-khai.pdf", "application/pdf", Sha256Digest.Of(Requests.Certificate), Requests.Certificate.Length) }));
        Assert.That(_hub.Exchange.Kept.Single(), Is.EqualTo(Requests.Certificate));
    }

    [Test]
    public async Task What_waits_is_listed()
    {
        var answer = await _hub.PostAsync(Http.Envelope(InboxRequests.List));
        var lines = answer.Body.Elements(ExchangeNames.Namespace + "waiting").Select(line => string.Join(' ', line.Elements().Select(field => field.Value))).ToList();
        Assert.That((answer.Status, answer.Field("count")), Is.EqualTo((200, "10000")));
        Assert.That(lines, Is.EqualTo(new[]
        {
            $"{ScriptedExchange.DeliveryId} R-1 submission MCDT 2024-06-03T10:00:01+07:00 000.00.18.H40-240603-0001 2",
            $"{ScriptedExchange.DeliveryId} R-1 submission MCDT 2024-06-03T10:00:01+07:00 0",
        }));
        Assert.That(_hub.Exchange.Calls.Single(), Is.EqualTo(new ListWaitingCall(2)));
    }

    [Test]
    public async Task A_packet_is_fetched_whole_with_its_files_or_their_addresses()
    {
        _hub.Exchange.Waiting = "{\"note\":\"<a & b> 𠀋 \uFFFE\",\"long\":\"" + new string('x', 10_000) + "\"}";
        var answer = await _hub.PostAsync(Http.Envelope(InboxRequests.Fetch));

        Assert.That(answer.Status, Is.EqualTo(200), string.Join('\n', answer.Detail));
        Assert.That(_hub.Exchange.Calls.Single(), Is.EqualTo(new FetchCall(7, TimeSpan.FromSeconds(30))));
        var delivery = answer.Body.Elements().Single();
        string Of(string name) => delivery.Element(ExchangeNames.Namespace + name)!.Value;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((Of("deliveryId"), Of("token"), Of("handOut"), Of("mayBeKnown")), Is.EqualTo((ScriptedExchange.DeliveryId, "4294967297", "3", "true")));
            Assert.That(Of("packet"), Is.EqualTo(_hub.Exchange.Waiting.Replace("\uFFFE", "\\ufffe", StringComparison.Ordinal)), "what XML cannot carry, JSON can");
            var files = delivery.Elements(ExchangeNames.Namespace + "file").ToList();
            Assert.That(files.Select(file => file.Element(ExchangeNames.Namespace + "data")?.Value), Is.EqualTo(new[] { Convert.ToBase64String(Requests.Certificate), null }));
            Assert.That(files.Select(file => file.Element(ExchangeNames.Namespace + "address")!.Value), Is.All.StartWith("https://truc.tinhmau.gov.vn/api/v1/documents/"));
        }
    }

    [Test]
    public async Task A_word_arrives_with_its_token_codes_and_words()
    {
        var acknowledged = await _hub.PostAsync(Http.Envelope(InboxRequests.Acknowledge));
        var rejected = await _hub.PostAsync(Http.Envelope(InboxRequests.Reject));
        Assert.That((acknowledged.Field("deliveryId"), acknowledged.Field("state"), rejected.Field("state")), Is.EqualTo((ScriptedExchange.DeliveryId, "delivered", "rejected")));
        var calls = _hub.Exchange.Calls.ToArray();
        var said = (AcknowledgeCall)calls[0];
        Assert.That((said.DeliveryId, said.Token, said.Reference), Is.EqualTo((ScriptedExchange.DeliveryId, 7L, "HT-31")), "ids in lower case");
        Assert.That(said.Identifiers, Is.EqualTo(new[] { new DossierIdentifier(IdentifierScheme.Other, OrganisationCode.Parse("G15"), "HT 31") }));
        Assert.That(calls[1], Is.EqualTo(new RejectCall(ScriptedExchange.DeliveryId, 7, "HT-17", "Thiếu giấy chứng sinh")));
        Assert.That(_hub.Exchange.Partners, Is.All.EqualTo("HOTICH"));
    }

    [Test]
    public async Task A_refusal_of_the_inbox_is_told_by_its_own_code([Values(1, 2, 3, 4)] int which)
    {
        _hub.Exchange.InboxRefuses = new ExchangeRefusal(new Refusal(RefusalKind.Conflict, "Fetch again.", []), "handed-out-again");
        var answer = await _hub.PostAsync(Http.Envelope(InboxRequests.All[which]));
        Assert.That((answer.Status, answer.FaultCode, answer.FaultText, answer.Detail.Single()), Is.EqualTo((500, "soap:Client.Invalid", "Fetch again.", "handed-out-again")));
    }

    [TestCase("AcknowledgeRequest", "<deliveryId>{0}</deliveryId><token>9999999999999999999</token><identifier><scheme>other</scheme><issuer>nobody at all</issuer><value>1</value></identifier>", "/AcknowledgeRequest/token", "/AcknowledgeRequest/identifier/issuer")]
    [TestCase("AcknowledgeRequest", "<deliveryId>7</deliveryId><token>x</token>", "/AcknowledgeRequest/deliveryId", "/AcknowledgeRequest/token")]
    [TestCase("RejectRequest", "<deliveryId>{0}</deliveryId><token>1</token><code>a</code><message></message>", "/RejectRequest/message")]
    [TestCase("FetchRequest", "<max>51</max><waitSeconds>61</waitSeconds>", "/FetchRequest/max", "/FetchRequest/waitSeconds")]
    [TestCase("SubmitRequest", "<packet></packet>", "/SubmitRequest/packet")]
    public async Task Everything_that_is_wrong_is_told_and_nothing_called(string element, string fields, params string[] paths)
    {
        var answer = await _hub.PostAsync(Http.Envelope(Requests.Element(element, fields.Replace("{0}", ScriptedExchange.DeliveryId, StringComparison.Ordinal))));
        Assert.That(answer.Detail.Skip(1).Select(line => line.Split(':')[0]), Is.EqualTo(paths));
        Assert.That(_hub.Exchange.Calls, Is.Empty);
    }
}
