using System.Text.Json.Nodes;
using Interop.Contracts.Documents;

namespace Interop.Hub.Host.Tests.Exchange;

/// <summary>
/// Electronic documents by SOAP, as the document systems of offices speak it. HOTICH's lie in its inbox; CSDLDC is a party to
/// nothing: documents go to it as shadows, which sends nothing.
/// </summary>
[TestFixture]
internal sealed class SoapDocumentTests
{
    private const string Id = "000.00.18.H40,2026/11/20,12/UBND-VP";

    private HubUnderTest _hub = null!;
    private SoapCaller _documents = null!;
    private SoapCaller _inbox = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _hub = await HubUnderTest.StartAsync(interop =>
        {
            interop["Partners"]!["HOTICH"]!["Adapter"] = new JsonObject { ["Type"] = "inbox" };
            interop["Procedures"]!["1.001193"]!.AsObject().Remove("Gates");
            interop["Partners"]!["MCDT"]!["Permissions"]!["Kinds"]!.AsArray().Add("document");
            interop["Partners"]!["HOTICH"]!["Permissions"]!["Kinds"]!.AsArray().Add("documentStatus");
            interop["Partners"]!["CSDLDC"]!["Permissions"] = new JsonObject { ["Kinds"] = new JsonArray("documentStatus") };
            interop["Partners"]!["CSDLDC"]!["Adapter"] = new JsonObject { ["Type"] = "inbox" };
            interop["Routes"]!.AsArray().Add(new JsonObject { ["Name"] = "van-ban", ["Kinds"] = new JsonArray("document"), ["To"] = new JsonArray("HOTICH"), ["Mode"] = "live" });
            interop["Routes"]!.AsArray().Add(new JsonObject { ["Name"] = "van-ban-thu", ["Kinds"] = new JsonArray("document"), ["To"] = new JsonArray("CSDLDC"), ["Mode"] = "shadow" });
        });
        _documents = new SoapCaller(_hub, "document-exchange");
        _inbox = new SoapCaller(_hub, "dossier-exchange");
    }

    [TearDown]
    public async Task StopAsync() => await _hub.DisposeAsync();

    [Test]
    public async Task ADocumentGoesToItsReceiversInboxAndBothSeeItWithItsStatuses()
    {
        byte[] file = [.. Dossiers.Document("giay-khai-sinh.pdf"), 1];
        byte[] beside = [.. file, 2];
        var fields = SendFields("VB-1", Id, FileElement("van-ban.pdf", Convert.ToBase64String(file)) + FileElement("phu-luc.pdf", "<x:Include xmlns:x='http://www.w3.org/2004/08/xop/include' href='cid:f1'/>"));
        var sent = await _documents.CallAsync("MCDT", "SendDocument", fields, beside);
        Assert.That((sent.Status, sent.Field("packetId"), sent.Field("disposition")), Is.EqualTo((200, "VB-1", "accepted")), sent.ToString());
        var receipt = sent.Field("receiptId");
        Assert.That((await _documents.CallAsync("MCDT", "SendDocument", fields, beside)).Field("receiptId"), Is.EqualTo(receipt), "said again, the same");

        // 1. Its sender sees it, and the receiver its header; its files only when it holds them.
        var own = await GetAsync("MCDT", receipt.ToUpperInvariant());
        Assert.That((own.Status, own.Field("documentId"), own.Field("subject"), own.Field("promulgatedOn"), own.Field("from")), Is.EqualTo((200, Id, "V/v phối hợp <liên thông>", "2026-11-20", "000.00.18.H40")), own.ToString());
        Assert.That((own.All("to").Count, own.Field("destination"), own.Field("state"), own.Field("statusCode")), Is.EqualTo((2, "HOTICH", "ready", "absent")));
        await FilesAreAsync(own, "MCDT", file, beside);
        var early = await GetAsync("HOTICH", receipt);
        Assert.That((early.Status, early.Field("documentId"), early.All("sha256").Count, early.Field("data")), Is.EqualTo((200, Id, 2, "absent")), "not handed out yet");
        Assert.That((int)(await _hub.Client("HOTICH").GetAsync(early.Field("address"))).StatusCode, Is.EqualTo(404));

        // 2. The inbox hands it out as every packet, of no dossier.
        var listed = await _inbox.CallAsync("HOTICH", "ListWaiting", string.Empty);
        Assert.That((listed.Field("count"), listed.Field("kind"), listed.Field("sender"), listed.Field("receiptId"), listed.Field("dossierNumber")), Is.EqualTo(("1", "document", "MCDT", receipt, "absent")), listed.ToString());
        var fetched = await _inbox.CallAsync("HOTICH", "Fetch", "<waitSeconds>20</waitSeconds>");
        var packet = JsonNode.Parse(fetched.Field("packet"))!;
        Assert.That((packet["kind"]!.GetValue<string>(), packet["content"]!["documentId"]!.GetValue<string>(), packet["content"]!["files"]!.AsArray().Count), Is.EqualTo(("document", Id, 2)));
        await FilesAreAsync(fetched, "HOTICH", file, beside);
        await FilesAreAsync(await GetAsync("HOTICH", receipt), "HOTICH", file, beside);
        var word = await _inbox.CallAsync("HOTICH", "Acknowledge", $"<deliveryId>{fetched.Field("deliveryId")}</deliveryId><token>{fetched.Field("token")}</token><reference>VB-DEN-31</reference>");
        Assert.That((word.Status, word.Field("state")), Is.EqualTo((200, "delivered")), word.ToString());

        // 3. What its parties say of it is told; what a stranger says of its id is not, nor what is said of an id that only begins so.
        Assert.That((await StatusAsync("HOTICH", "S-1", Id, "03", "Đã tiếp nhận")).Field("disposition"), Is.EqualTo("accepted"));
        Assert.That((await StatusAsync("HOTICH", "S-2", Id, "06", "Hoàn thành")).Field("disposition"), Is.EqualTo("accepted"));
        Assert.That((await StatusAsync("CSDLDC", "S-3", Id, "02", "Kẻ lạ")).Field("disposition"), Is.EqualTo("accepted"));
        Assert.That((await StatusAsync("HOTICH", "S-4", Id + "/2", "02", "Văn bản khác")).Field("disposition"), Is.EqualTo("accepted"));
        var seen = await GetAsync("MCDT", receipt);
        Assert.That((seen.Field("state"), seen.Field("reference")), Is.EqualTo(("delivered", "VB-DEN-31")), seen.ToString());
        Assert.That(seen.All("statusCode").Zip(seen.All("description")), Is.EqualTo(new[] { ("03", "Đã tiếp nhận"), ("06", "Hoàn thành") }));
        await FilesAreAsync(await GetAsync("HOTICH", receipt), "HOTICH", file, beside);
    }

    [Test]
    public async Task WhoIsNoPartyHearsTheSameAsOfADocumentThatDoesNotExist()
    {
        var sent = await _documents.CallAsync("MCDT", "SendDocument", SendFields("VB-2", "VB-2", string.Empty));
        var stranger = await GetAsync("CSDLDC", sent.Field("receiptId"));
        var nothing = await GetAsync("CSDLDC", new string('0', 32));
        Assert.That((stranger.Status, stranger.Field("code")), Is.EqualTo((500, "not-found")), stranger.ToString());
        Assert.That(stranger.Body.ToString(), Is.EqualTo(nothing.Body.ToString()));

        var status = await StatusAsync("HOTICH", "S-5", "VB-2", "01", "đã đến");
        Assert.That((await GetAsync("HOTICH", status.Field("receiptId"))).Body.ToString(), Is.EqualTo(nothing.Body.ToString()), "its own packet, but no document");
    }

    [Test]
    public async Task ADocumentOfADossierIsItsPartiesToSee()
    {
        using var submitted = await _hub.Client("MCDT").PostAsync("api/v1/dossiers", HubUnderTest.Json(Dossiers.Birth(7).ToJsonString()));
        Assert.That((int)submitted.StatusCode, Is.EqualTo(202));
        byte[] file = [.. Dossiers.Document("giay-khai-sinh.pdf"), 7];
        var sent = await _documents.CallAsync("MCDT", "SendDocument", SendFields("VB-7", "VB-7", FileElement("vb.pdf", Convert.ToBase64String(file)), $"<dossierNumber>{Dossiers.Number(7).ToLowerInvariant()}</dossierNumber>"));
        Assert.That((sent.Status, sent.Field("dossierNumber")), Is.EqualTo((200, Dossiers.Number(7))), sent.ToString());
        var own = await GetAsync("MCDT", sent.Field("receiptId"));
        Assert.That((own.Field("dossierNumber"), own.Field("documentId")), Is.EqualTo((Dossiers.Number(7), "VB-7")), own.ToString());
        await FilesAreAsync(own, "MCDT", file);
        Assert.That((await GetAsync("CSDLDC", sent.Field("receiptId"))).Field("code"), Is.EqualTo("not-found"));
    }

    [Test]
    public async Task WhatIntakeRefusesIsAFaultWithItsCode()
    {
        Assert.That((await _documents.CallAsync("HOTICH", "SendDocument", SendFields("VB-9", "VB-9", string.Empty))).Field("code"), Is.EqualTo("forbidden"));
        Assert.That((await _documents.CallAsync("MCDT", "SendDocument", SendFields("VB-10", "VB-10", string.Empty, "<dossierNumber>NO-SUCH</dossierNumber>"))).Field("code"), Is.EqualTo("not-found"));
        var twice = await _documents.CallAsync("MCDT", "SendDocument", SendFields("VB-1b", "VB-1b", string.Empty));
        Assert.That(twice.Status, Is.EqualTo(200), twice.ToString());
        Assert.That((await _documents.CallAsync("MCDT", "SendDocument", SendFields("VB-1b", "VB-1c", string.Empty))).Field("code"), Is.EqualTo("key-reused"));
    }

    [Test]
    public async Task TheContractIsServedWithThePublicAddress() =>
        Assert.That(await _hub.Client(null).GetStringAsync("soap/document-exchange?wsdl"), Does.Contain($"{_hub.Address}soap/document-exchange").And.Contain("SendDocument"));

    private static string SendFields(string packetId, string documentId, string files, string dossier = "") => $"""
        <packetId>{packetId}</packetId>{dossier}<documentId>{documentId}</documentId><businessType>0</businessType><notation>12/UBND-VP</notation>
        <subject>V/v phối hợp &lt;liên thông&gt;</subject><from>000.00.18.H40</from><to>000.00.00.G15</to><to>H40</to><promulgatedOn>2026-11-20</promulgatedOn>{files}
        """;

    private static string FileElement(string name, string data) => $"<file><name>{name}</name><mediaType>application/pdf</mediaType><data>{data}</data></file>";

    private async Task FilesAreAsync(SoapSaid answer, string partner, params byte[][] expected)
    {
        var files = answer.Body.Descendants(answer.Namespace + "file").ToList();
        Assert.That(files.Select(f => f.Element(answer.Namespace + "data")?.Value), Is.EqualTo(expected.Select(Convert.ToBase64String)), answer.ToString());
        foreach (var (told, bytes) in files.Zip(expected))
        {
            Assert.That(told.Element(answer.Namespace + "sha256")!.Value, Is.EqualTo(Sha256Digest.Of(bytes).Value));
            Assert.That(await _hub.Client(partner).GetByteArrayAsync(told.Element(answer.Namespace + "address")!.Value), Is.EqualTo(bytes));
        }
    }

    private Task<SoapSaid> GetAsync(string partner, string receiptId) => _documents.CallAsync(partner, "GetDocument", $"<receiptId>{receiptId}</receiptId>");

    private Task<SoapSaid> StatusAsync(string partner, string packetId, string documentId, string code, string description) => _documents.CallAsync(
        partner, "UpdateStatus", $"<packetId>{packetId}</packetId><documentId>{documentId}</documentId><receiver>G15</receiver><statusCode>{code}</statusCode><occurredAt>2026-11-20T14:00:00+07:00</occurredAt><description>{description}</description>");
}
