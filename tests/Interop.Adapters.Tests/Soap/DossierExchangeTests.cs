using System.Xml.Linq;
using Interop.Adapters.Inbound;
using Interop.Adapters.Soap.Client;
using Interop.Adapters.Soap.Exchange;
using Interop.Adapters.Soap.Messages;
using Interop.Contracts.Documents;
using Interop.Contracts.Dossiers;
using Interop.Contracts.Packets;

namespace Interop.Adapters.Tests.Soap;

/// <summary>What a ministry says arrives as it was said, and what the hub answers is what the ministry reads.</summary>
public sealed class DossierExchangeTests
{
    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    private SoapHub _hub = null!;

    [SetUp]
    public async Task StartAsync() => _hub = await SoapHub.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _hub.DisposeAsync();

    [Test]
    public async Task Progress_arrives_and_is_receipted()
    {
        var answer = await _hub.PostAsync(Http.Envelope(Requests.Progress));

        Assert.That(answer.Status, Is.EqualTo(200), answer.FaultText);
        Assert.That(answer.Body.Name.LocalName, Is.EqualTo("ProgressResponse"));
        Assert.That(
            new[] { answer.Field("receiptId"), answer.Field("packetId"), answer.Field("dossierNumber"), answer.Field("acceptedAt"), answer.Field("disposition") },
            Is.EqualTo(new[] { "R-1", "HT-1", "000.00.18.H40-240603-0001", "2024-06-03T10:00:01+07:00", "accepted" }));
        Assert.That(_hub.Exchange.Partners.Single(), Is.EqualTo("HOTICH"));
        Assert.That(_hub.Exchange.Calls.Single(), Is.EqualTo(new ProgressCall
        {
            PacketId = "HT-1",
            DossierNumber = "000.00.18.H40-240603-0001",
            OccurredAt = new DateTimeOffset(2024, 6, 3, 10, 0, 0, Vietnam),
            Status = BusinessStatus.Processing,
            Handler = "Lê Văn Hộ Tịch",
            Title = "Công chức TP-HT",
            Unit = "UBND phường Mẫu",
            Content = "Đang xử lý",
            DueAt = new DateTimeOffset(2024, 6, 4, 17, 0, 0, Vietnam),
        }));
    }

    [Test]
    public async Task A_result_arrives_with_its_certificate()
    {
        var answer = await _hub.PostAsync(Http.Envelope(Requests.Result));

        Assert.That(answer.Status, Is.EqualTo(200), string.Join('\n', answer.Detail));
        var call = (ResultCall)_hub.Exchange.Calls.Single();
        var paper = call.Papers.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Body.Name.LocalName, Is.EqualTo("ResultResponse"));
            Assert.That((call.Status, call.Title, call.Content), Is.EqualTo((BusinessStatus.Finished, (string?)null, "Đã xử lý xong")));
            Assert.That((paper.Code, paper.Name, paper.Number), Is.EqualTo(("KQ.G15.000031", "Giấy khai sinh", "25/2024")));
            Assert.That(paper.File!.Size, Is.EqualTo(Requests.Certificate.Length));
            Assert.That(paper.File.Sha256, Is.EqualTo(Sha256Digest.Of(Requests.Certificate)));
            Assert.That(_hub.Exchange.Kept.Single(), Is.EqualTo(Requests.Certificate));
            Assert.That(call.Attributes, Is.EqualTo(new[] { new ResultAttribute("soDinhDanh", "001324000001"), new ResultAttribute("quyenSo", "01/2024") }));
        }
    }

    [Test]
    public async Task A_request_for_papers_arrives()
    {
        var answer = await _hub.PostAsync(Http.Envelope(Requests.Supplement));

        Assert.That(answer.Status, Is.EqualTo(200), string.Join('\n', answer.Detail));
        var call = (SupplementCall)_hub.Exchange.Calls.Single();
        Assert.That((call.Id, call.RequestedBy, call.Deadline), Is.EqualTo(("BS-7", "Lê Văn Hộ Tịch", new DateTimeOffset(2024, 6, 12, 17, 0, 0, Vietnam))));
        Assert.That(call.Papers, Is.EqualTo(new[] { new AskedPaper("Giấy chứng sinh", 1), new AskedPaper("Khác", null) }));
    }

    [Test]
    public async Task A_dossier_is_told_with_its_steps()
    {
        var since = new DateTimeOffset(2024, 6, 3, 3, 0, 0, TimeSpan.Zero);
        var step = new ProcessingStep { At = since, Content = "Đã tiếp nhận", Status = BusinessStatus.Received, Unit = "UBND" };
        _hub.Exchange.Found = call => new GetAnswer.Found(call.DossierNumber, BusinessStatus.Processing, since, [step]);

        var answer = await _hub.PostAsync(Http.Envelope(Requests.Get));

        Assert.That((answer.Field("dossierNumber"), answer.Field("statusCode"), answer.Field("since")), Is.EqualTo(("000.00.18.H40-240603-0001", "4", "2024-06-03T10:00:00+07:00")));
        Assert.That(answer.Body.Elements().Last().Elements().Select(field => field.Name.LocalName), Is.EqualTo(new[] { "occurredAt", "statusCode", "unit", "content" }));
    }

    [TestCase(Disposition.New, "accepted")]
    [TestCase(Disposition.Duplicate, "duplicate")]
    [TestCase(Disposition.Held, "held")]
    public async Task A_disposition_has_its_word(Disposition disposition, string word)
    {
        _hub.Exchange.Answer = call => new ExchangeAnswer.Accepted(new Receipt { ReceiptId = "R", PacketId = call.PacketId, AcceptedAt = DateTimeOffset.UnixEpoch, Disposition = disposition });
        Assert.That((await _hub.PostAsync(Http.Envelope(Requests.Progress))).Field("disposition"), Is.EqualTo(word));
    }

    [TestCase(RefusalKind.Malformed, 500, "soap:Client.Invalid", "malformed")]
    [TestCase(RefusalKind.Forbidden, 500, "soap:Client.Forbidden", "forbidden")]
    [TestCase(RefusalKind.NotFound, 500, "soap:Client.Invalid", "not-found")]
    [TestCase(RefusalKind.Conflict, 500, "soap:Client.Invalid", "conflict")]
    [TestCase(RefusalKind.Running, 503, "soap:Server.Busy", "running")]
    [TestCase(RefusalKind.TooLarge, 500, "soap:Client.Invalid", "too-large")]
    [TestCase(RefusalKind.Invalid, 500, "soap:Client.Invalid", "invalid")]
    [TestCase(RefusalKind.KeyReused, 500, "soap:Client.Invalid", "key-reused")]
    [TestCase(RefusalKind.DocumentsMissing, 500, "soap:Client.Invalid", "documents-missing")]
    [TestCase(RefusalKind.TooMany, 500, "soap:Client.Invalid", "too-many")]
    [TestCase(RefusalKind.Overloaded, 503, "soap:Server.Busy", "overloaded")]
    public async Task A_refusal_is_a_fault_of_its_kind(RefusalKind kind, int status, string code, string detail)
    {
        _hub.Exchange.Answer = _ => new ExchangeAnswer.Refused(new Refusal(kind, "Why.", [new RefusalError("/content/x", "Wrong.", 3)], TimeSpan.FromSeconds(9)));
        var answer = await _hub.PostAsync(Http.Envelope(Requests.Progress));

        Assert.That((answer.Status, answer.FaultCode, answer.FaultText), Is.EqualTo((status, code, "Why.")));
        Assert.That(answer.Detail, Is.EqualTo(new[] { detail, "/content/x: Wrong." }));
        Assert.That(answer.RetryAfter, Is.EqualTo(status == 503 ? TimeSpan.FromSeconds(9) : (TimeSpan?)null));
    }

    [Test]
    public async Task Our_client_reads_our_endpoints_replies_and_faults()
    {
        var profile = new SoapProfile { Basic = new BasicCredentials("HOTICH", "key") };
        using var http = new HttpClient();
        var client = new SoapClient(http, profile, TimeProvider.System);
        var request = SoapRequest.Of(_hub.Service, "urn:interop:dossier-exchange:1/Progress", XElement.Parse(Requests.Progress));

        var reply = (SoapExchange.Reply)await client.SendAsync(request, CancellationToken.None);
        _hub.Exchange.Answer = _ => new ExchangeAnswer.Refused(new Refusal(RefusalKind.Invalid, "Sai", []));
        var fault = (SoapExchange.FaultReply)await client.SendAsync(request, CancellationToken.None);
        _hub.Exchange.Answer = _ => new ExchangeAnswer.Refused(new Refusal(RefusalKind.Overloaded, "Bận", []));
        var busy = (SoapExchange.HttpRefusal)await client.SendAsync(request, CancellationToken.None);

        Assert.That(reply.Body!.Name.LocalName, Is.EqualTo("ProgressResponse"));
        Assert.That((fault.Fault.Kind, fault.Fault.Code, fault.Fault.Text), Is.EqualTo((SoapFaultKind.Client, "Client.Invalid", "Sai")));
        Assert.That((busy.Kind, busy.Fault!.Text, busy.RetryAfter), Is.EqualTo((HttpRefusalKind.Busy, "Bận", TimeSpan.FromSeconds(5))));
    }
}
