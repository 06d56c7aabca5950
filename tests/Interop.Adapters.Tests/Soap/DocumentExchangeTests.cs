using System.Xml.Linq;
using Interop.Adapters.Inbound;
using Interop.Adapters.Soap.Exchange;
using Interop.Adapters.Soap.Exchange.Documents;
using Interop.Contracts.Codecs;
using Interop.Contracts.Documents;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;

namespace Interop.Adapters.Tests.Soap;

/// <summary>What an office says of its documents arrives as it was said, and what the hub answers is what the office reads.</summary>
public sealed class DocumentExchangeTests
{
    private static readonly XNamespace Ns = DocumentRequests.Namespace;

    private SoapHub _hub = null!;

    [SetUp]
    public async Task StartAsync() => _hub = await SoapHub.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _hub.DisposeAsync();

    [Test]
    public async Task A_document_arrives_with_its_header_and_its_file_in_the_xml_or_beside_it([Values] bool beside)
    {
        var answer = beside
            ? await _hub.PostAsync(XopPackage.Of(DocumentRequests.Element("SendDocumentRequest", DocumentRequests.SendFields(XopPackage.Reference)), Requests.Certificate), service: "document-exchange")
            : await AskAsync(DocumentRequests.Send);

        Assert.That(answer.Status, Is.EqualTo(200), string.Join('\n', answer.Detail));
        var call = (SendDocumentCall)_hub.Documents.Calls.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Body.Name, answer.Field("receiptId"), answer.Field("packetId"), answer.Field("disposition")), Is.EqualTo((Ns + "SendDocumentResponse", ScriptedDocuments.ReceiptId, "VB-0001", "accepted")));
            Assert.That((call.PacketId, call.DossierNumber, _hub.Documents.Partners.Single()), Is.EqualTo(("VB-0001", (string?)null, "HOTICH")));
            Assert.That(call.Document with { To = DocumentRequests.Sample.To, Files = DocumentRequests.Sample.Files }, Is.EqualTo(DocumentRequests.Sample));
            Assert.That(call.Document.To, Is.EqualTo(DocumentRequests.Sample.To), "both, each in capitals");
            Assert.That(call.Files, Is.EqualTo(new[] { new IssuedFile("van-ban.pdf", "application/pdf", Sha256Digest.Of(Requests.Certificate), Requests.Certificate.Length) }));
            Assert.That(_hub.Documents.Kept.Single(), Is.EqualTo(Requests.Certificate));
        }
    }

    [Test]
    public async Task A_status_arrives_with_its_receiver_code_and_time()
    {
        var answer = await AskAsync(DocumentRequests.Status);
        var call = (UpdateStatusCall)_hub.Documents.Calls.Single();
        Assert.That((answer.Status, answer.Body.Name), Is.EqualTo((200, Ns + "UpdateStatusResponse")), string.Join('\n', answer.Detail));
        Assert.That((call.PacketId, call.DossierNumber), Is.EqualTo(("VB-0001-S1", "000.00.18.H40-240603-0001")));
        Assert.That(call.Status, Is.EqualTo(new DocumentStatus
        {
            DocumentId = "000.00.18.H40,2026/11/20,12/UBND-VP",
            Receiver = OrganisationCode.Parse("000.00.00.G15"),
            Code = "03",
            At = new DateTimeOffset(2026, 11, 20, 14, 0, 0, TimeSpan.FromHours(7)),
            Description = "Đã tiếp nhận",
        }));
    }

    [Test]
    public async Task A_document_is_told_with_receivers_statuses_and_files()
    {
        var answer = await AskAsync(DocumentRequests.Get);
        Assert.That(_hub.Documents.Calls.Single(), Is.EqualTo(new GetDocumentCall(ScriptedDocuments.ReceiptId)), "in lower case");
        var header = answer.Body.Element(Ns + "document")!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Field("sender"), answer.Field("acceptedAt"), answer.Field("dossierNumber")), Is.EqualTo(("MCDT", "2026-11-20T08:31:05+07:00", "000.00.18.H40-240603-0001")));
            Assert.That(header.Elements().Select(f => f.Value), Is.EqualTo(new[] { "000.00.18.H40,2026/11/20,12/UBND-VP", "2", "12/UBND-VP", "V/v phối hợp liên thông <hồ sơ> & hộ tịch", "000.00.18.H40", "000.00.00.G15", "H40", "2026-11-20" }));
            Assert.That(answer.Body.Elements(Ns + "delivery").Select(d => string.Join(' ', d.Elements().Select(f => f.Value))), Is.EqualTo(new[] { "HOTICH delivered 2026-11-20T08:31:05+07:00 VB-31", "DVCQG ready 2026-11-20T08:31:05+07:00" }));
            Assert.That(answer.Body.Elements(Ns + "status").Select(s => string.Join('|', s.Elements().Select(f => f.Value))), Is.EqualTo(new[]
            {
                "G15|01|2026-11-20T08:31:05+07:00|HOTICH|2026-11-20T08:31:05+07:00",
                "G15|16|2026-11-20T09:31:05+07:00|Không đồng ý|HOTICH|2026-11-20T10:31:05+07:00",
            }));
            Assert.That(answer.Body.Elements(Ns + "file").Select(f => f.Element(Ns + "data")?.Value), Is.EqualTo(new[] { Convert.ToBase64String(Requests.Certificate), null }));
        }
    }

    [Test]
    public async Task What_is_not_to_be_seen_is_a_fault_in_the_services_own_namespace()
    {
        _hub.Documents.Answer = new ExchangeReply<FoundDocument>(null, new ExchangeRefusal(new Refusal(RefusalKind.NotFound, "There is none.", [])));
        var answer = await AskAsync(DocumentRequests.Get);
        Assert.That((answer.Status, answer.FaultCode, answer.FaultText), Is.EqualTo((500, "soap:Client.Invalid", "There is none.")));
        Assert.That(answer.Body.Descendants(Ns + "ExchangeFault").Single().Element(Ns + "code")!.Value, Is.EqualTo("not-found"));
    }

    [TestCase("SendDocumentRequest", "<packetId>có dấu</packetId><documentId></documentId><businessType>4</businessType><subject>x</subject><from>G15</from>", "/SendDocumentRequest/packetId", "/SendDocumentRequest/documentId", "/SendDocumentRequest/businessType", "/SendDocumentRequest")]
    [TestCase("SendDocumentRequest", "<packetId>p</packetId><documentId>d</documentId><businessType>0</businessType><subject>x</subject><from>không có</from><to>G15</to><to>1.2.3.4.5</to>", "/SendDocumentRequest/from", "/SendDocumentRequest/to[2]")]
    [TestCase("UpdateStatusRequest", "<packetId>p</packetId><documentId>d</documentId><receiver>?</receiver><statusCode>03</statusCode><occurredAt>0001-01-01T00:00:00+14:00</occurredAt>", "/UpdateStatusRequest/receiver", "/UpdateStatusRequest/occurredAt")]
    [TestCase("UpdateStatusRequest", "<packetId>p</packetId><documentId>d</documentId><receiver>G15</receiver><statusCode>07</statusCode><occurredAt>hôm qua</occurredAt>", "/UpdateStatusRequest/statusCode", "/UpdateStatusRequest/occurredAt")]
    [TestCase("GetDocumentRequest", "<receiptId>7</receiptId>", "/GetDocumentRequest/receiptId")]
    public async Task Everything_that_is_wrong_is_told_and_nothing_called(string element, string fields, params string[] paths)
    {
        var answer = await AskAsync(DocumentRequests.Element(element, fields));
        Assert.That(answer.Detail.Skip(1).Select(line => line.Split(':')[0]).Distinct(), Is.EquivalentTo(paths));
        Assert.That(_hub.Documents.Calls, Is.Empty);
    }

    [Test]
    public void The_canonical_packets_are_those_of_the_samples()
    {
        var sent = DocumentMapping.Document(new SendDocumentCall { PacketId = "VB-0001", Document = DocumentRequests.Sample, Files = [new IssuedFile("van-ban.pdf", "application/pdf", Sha256Digest.Of(Requests.Certificate), Requests.Certificate.Length)] });
        var status = DocumentMapping.Status(new UpdateStatusCall { PacketId = "VB-0001-S1", Status = new DocumentStatus { DocumentId = "d", Receiver = OrganisationCode.Parse("G15"), Code = "03", At = ScriptedDocuments.At } });
        foreach (var packet in (Packet[])[sent, status])
        {
            var read = PacketJson.Read(PacketJson.Write(packet), new ReadOptions());
            Assert.That(read.IsValid, Is.True, string.Join('\n', read.Errors));
            Assert.That((read.Packet!.PacketId, read.Packet.Kind, read.Packet.Identifiers.Count), Is.EqualTo((packet.PacketId, packet.Kind, 0)));
        }

        Assert.That(((ElectronicDocument)sent.Content).Files.Single(), Is.EqualTo(new DocumentReference { Name = "van-ban.pdf", MediaType = "application/pdf", Size = Requests.Certificate.Length, Sha256 = Sha256Digest.Of(Requests.Certificate) }));
    }

    private Task<SoapHubAnswer> AskAsync(string request) => _hub.PostAsync(Http.Envelope(request), service: "document-exchange");
}
