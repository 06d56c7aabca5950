using System.Net.Http.Headers;
using System.Security;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Interop.Contracts.Documents;

namespace Interop.Hub.Host.Tests.Inbox;

/// <summary>The inbox and the door for dossiers by SOAP: the same desk and the same intake as over HTTP.</summary>
[TestFixture]
internal sealed class SoapInboxTests
{
    private static readonly XNamespace Exchange = "urn:interop:dossier-exchange:1";

    private InboxUnderTest _inbox = null!;

    [SetUp]
    public async Task StartAsync() => _inbox = await InboxUnderTest.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _inbox.DisposeAsync();

    /// <summary>One file in the XML, the other beside it.</summary>
    [Test]
    public async Task ADossierComesWithItsFilesAndIsTheSameAsOverHttp()
    {
        var packet = Dossiers.Birth(5, files: true);
        var files = Directory.GetFiles(Path.Combine(Dossiers.Folder, "valid", "documents")).Where(f => packet.ToJsonString().Contains(Sha256Digest.Of(File.ReadAllBytes(f)).Value, StringComparison.Ordinal)).ToList();
        Assert.That(files, Has.Count.GreaterThanOrEqualTo(2));
        var inline = string.Concat(files.Skip(1).Select(f => FileElement(f, Convert.ToBase64String(File.ReadAllBytes(f)))));
        var beside = FileElement(files[0], "<x:Include xmlns:x='http://www.w3.org/2004/08/xop/include' href='cid:f1'/>");

        var (status, receipt) = await CallAsync("Submit", Package($"<SubmitRequest xmlns='{Exchange}'><packet>{SecurityElement.Escape(packet.ToJsonString())}</packet>{beside}{inline}</SubmitRequest>", await File.ReadAllBytesAsync(files[0])), "MCDT");
        Assert.That((status, Field(receipt, "disposition")), Is.EqualTo((200, "accepted")), receipt.ToString());
        packet["packetId"] = "T-5-again";
        using var again = await _inbox.Hub.Client("MCDT").PostAsync("api/v1/dossiers", HubUnderTest.Json(packet.ToJsonString()));
        var duplicate = await HubUnderTest.BodyAsync(again);
        Assert.That(((int)again.StatusCode, duplicate.GetProperty("duplicateOf").GetString()), Is.EqualTo((200, Field(receipt, "receiptId"))), "not a blank was changed on the way");

        var (_, fetched) = await CallAsync("Fetch", $"<FetchRequest xmlns='{Exchange}'><waitSeconds>20</waitSeconds></FetchRequest>");
        var told = fetched.Descendants(Exchange + "file").ToDictionary(f => f.Element(Exchange + "sha256")!.Value, f => f);
        foreach (var file in files)
        {
            var bytes = await File.ReadAllBytesAsync(file);
            var one = told[Sha256Digest.Of(bytes).Value];
            Assert.That(Convert.FromBase64String(one.Element(Exchange + "data")!.Value), Is.EqualTo(bytes));
            Assert.That(await _inbox.Ministry.GetByteArrayAsync(one.Element(Exchange + "address")!.Value), Is.EqualTo(bytes));
        }

        Assert.That(JsonNode.DeepEquals(JsonNode.Parse(Field(fetched, "packet")), Unsent(packet, "T-5")), Is.True);
    }

    [Test]
    public async Task WhatIsWrongWithASubmissionIsListedAndNothingTaken()
    {
        var packet = Dossiers.Birth(6);
        packet["content"]!["dossier"]!.AsObject().Remove("procedure");
        var (status, fault) = await SubmitAsync(packet.ToJsonString());
        Assert.That((status, Field(fault, "code")), Is.EqualTo((500, "invalid")), fault.ToString());
        Assert.That(fault.Descendants(Exchange + "path").Select(p => p.Value), Has.Some.Contains("/content/dossier"));

        (status, fault) = await SubmitAsync(Dossiers.Birth(6).ToJsonString(), "<file><name>la.pdf</name><mediaType>application/pdf</mediaType><data>bGE=</data></file>");
        Assert.That((status, Field(fault, "code")), Is.EqualTo((500, "invalid")), fault.ToString());
        (status, fault) = await SubmitAsync(Dossiers.Birth(6, files: true).ToJsonString());
        Assert.That((status, Field(fault, "code")), Is.EqualTo((500, "documents-missing")), fault.ToString());
        (status, fault) = await SubmitAsync("<packet xmlns=\"urn:interop:packet:1\"/>");
        Assert.That((status, Field(fault, "code")), Is.EqualTo((500, "invalid")), fault.ToString());
        Assert.That((await SubmitAsync(Dossiers.Birth(6).ToJsonString(), partner: "HOTICH")).Status, Is.EqualTo(500), "it may not submit");
        Assert.That(await _inbox.FetchAsync(), Is.Empty);

        (status, var receipt) = await SubmitAsync(await File.ReadAllTextAsync(Path.Combine(Dossiers.Folder, "valid", "minimal-submission.xml")));
        Assert.That((status, Field(receipt, "disposition")), Is.EqualTo((200, "accepted")), receipt.ToString());
    }

    [Test]
    public async Task ADeliveryIsListedFetchedAgainAfterItsLeaseAndAcknowledgedByItsLatestToken()
    {
        var waiting = CallAsync("Fetch", $"<FetchRequest xmlns='{Exchange}'><max>1</max><waitSeconds>60</waitSeconds></FetchRequest>");
        await _inbox.SubmitAsync(1);
        var (status, first) = await waiting;
        Assert.That((status, Field(first, "kind"), Field(first, "handOut"), Field(first, "dossierNumber")), Is.EqualTo((200, "submission", "1", Dossiers.Number(1))), first.ToString());
        await _inbox.WithdrawAsync(1);
        var (_, none) = await CallAsync("ListWaiting", $"<ListWaitingRequest xmlns='{Exchange}'/>");
        Assert.That(Field(none, "count"), Is.EqualTo("0"), "it is held, and its next waits for it");

        _inbox.Later();
        var second = XDocument.Parse("<a/>");
        await Eventually.BecomesTrueAsync(async () =>
        {
            (_, second) = await CallAsync("Fetch", $"<FetchRequest xmlns='{Exchange}'><waitSeconds>5</waitSeconds></FetchRequest>");
            return second.Descendants(Exchange + "delivery").Any();
        });
        Assert.That((Field(second, "deliveryId"), Field(second, "handOut")), Is.EqualTo((Field(first, "deliveryId"), "2")));
        var (stale, fault) = await SayAsync("Acknowledge", first, string.Empty);
        Assert.That((stale, Field(fault, "code")), Is.EqualTo((500, "handed-out-again")), fault.ToString());
        Assert.That(Field((await SayAsync("Acknowledge", second, string.Empty, "CSDLDC")).Body, "code"), Is.EqualTo("not-found"), "another's");

        for (var said = 0; said < 2; said++)
        {
            var (taken, word) = await SayAsync("Acknowledge", second, "<reference>HT-31</reference><identifier><scheme>other</scheme><issuer>G15</issuer><value>HT-31</value></identifier>");
            Assert.That((taken, Field(word, "state")), Is.EqualTo((200, "delivered")), word.ToString());
        }

        Assert.That((await _inbox.SeenAsync(1)).GetProperty("partnerReference").GetString(), Is.EqualTo("HT-31"));
        var (_, next) = await CallAsync("ListWaiting", $"<ListWaitingRequest xmlns='{Exchange}'><max>5</max></ListWaitingRequest>");
        Assert.That((Field(next, "count"), Field(next, "kind")), Is.EqualTo(("1", "withdrawal")));
    }

    [Test]
    public async Task ARejectionTellsTheSenderAndWhoHasNoInboxIsToldSo()
    {
        await _inbox.SubmitAsync(1);
        var (_, fetched) = await CallAsync("Fetch", $"<FetchRequest xmlns='{Exchange}'/>");
        var (status, word) = await SayAsync("Reject", fetched, "<code>HT-17</code><message>Thiếu giấy chứng sinh</message>");
        Assert.That((status, Field(word, "state")), Is.EqualTo((200, "rejected")), word.ToString());
        await Eventually.BecomesTrueAsync(() => _inbox.Hub.Province.OneStop.Records.EffectsOf(Dossiers.Number(1)).Any(e => e.Operation == "fault"));
        Assert.That(Field((await SayAsync("Acknowledge", fetched, string.Empty)).Body, "code"), Is.EqualTo("closed"));
        Assert.That(Field((await CallAsync("Fetch", $"<FetchRequest xmlns='{Exchange}'/>", "MCDT")).Body, "code"), Is.EqualTo("no-inbox"));
    }

    private static JsonNode Unsent(JsonObject packet, string packetId)
    {
        var sent = packet.DeepClone();
        sent["packetId"] = packetId;
        return sent;
    }

    private static string Field(XDocument answer, string name) => answer.Descendants(Exchange + name).FirstOrDefault()?.Value ?? "absent";

    private static string FileElement(string path, string data) => $"<file><name>{Path.GetFileName(path)}</name><mediaType>application/pdf</mediaType><data>{data}</data></file>";

    private static string Envelope(string body) => $"<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>{body}</s:Body></s:Envelope>";

    private static ByteArrayContent Package(string body, byte[] file)
    {
        byte[] package =
        [
            .. Encoding.UTF8.GetBytes($"--b\r\nContent-Type: application/xop+xml; charset=UTF-8; type=\"text/xml\"\r\nContent-ID: <root>\r\n\r\n{Envelope(body)}\r\n--b\r\nContent-Type: application/pdf\r\nContent-ID: <f1>\r\n\r\n"),
            .. file,
            .. "\r\n--b--\r\n"u8,
        ];
        var content = new ByteArrayContent(package);
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/related; type=\"application/xop+xml\"; boundary=\"b\"; start=\"<root>\"; start-info=\"text/xml\"");
        return content;
    }

    private Task<(int Status, XDocument Body)> SubmitAsync(string packet, string files = "", string partner = "MCDT") =>
        CallAsync("Submit", $"<SubmitRequest xmlns='{Exchange}'><packet>{SecurityElement.Escape(packet)}</packet>{files}</SubmitRequest>", partner);

    private Task<(int Status, XDocument Body)> SayAsync(string operation, XDocument fetched, string more, string partner = "HOTICH") => CallAsync(
        operation, $"<{operation}Request xmlns='{Exchange}'><deliveryId>{Field(fetched, "deliveryId")}</deliveryId><token>{Field(fetched, "token")}</token>{more}</{operation}Request>", partner);

    private Task<(int Status, XDocument Body)> CallAsync(string operation, string body, string partner = "HOTICH") =>
        CallAsync(operation, new StringContent(Envelope(body), Encoding.UTF8, "text/xml"), partner);

    private async Task<(int Status, XDocument Body)> CallAsync(string operation, HttpContent content, string partner)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_inbox.Hub.Address, "soap/dossier-exchange")) { Content = content };
        request.Headers.Add("SOAPAction", $"\"{Exchange}/{operation}\"");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{partner}:{_inbox.Hub.Keys[partner]}")));
        using var answer = await _inbox.Hub.Client(null).SendAsync(request);
        return ((int)answer.StatusCode, XDocument.Parse(await answer.Content.ReadAsStringAsync()));
    }
}
