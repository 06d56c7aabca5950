using System.Text;
using System.Text.Json;
using Interop.Adapters.Soap.Exchange.Documents;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;
using Interop.Foreign.Tests.Hub;
using Interop.Foreign.Tests.Matrix;
using Interop.Foreign.Tests.Stacks;

namespace Interop.Foreign.Tests;

/// <summary>Foreign stacks import document-exchange as it is served and call every operation of it.</summary>
public sealed class DocumentServiceTests
{
    private readonly HubTalks _talks = new("document-exchange");

    [OneTimeTearDown]
    public async Task StopAsync() => await _talks.DisposeAsync();

    [Peers(Direction.ToTheHub)]
    public async Task The_contract_for_documents_is_imported_with_every_operation(Peer peer)
    {
        var talk = await _talks.OfAsync(peer);
        Assert.That(talk.Ports.Values.SelectMany(names => names).GroupBy(name => name).Select(group => (group.Key, group.Count())), Is.EqualTo(new[] { "GetDocument", "SendDocument", "UpdateStatus" }.Select(name => (name, 2))));
        Assert.That(talk.Messages.Select(message => message.ContentType), Is.All.StartsWith(peer.IsSoap12 ? "application/soap+xml" : "text/xml"));
    }

    [Peers(Direction.ToTheHub)]
    public async Task A_document_is_sent_with_its_header_and_files(Peer peer)
    {
        var talk = await _talks.OfAsync(peer);
        var call = talk.Documents.Arrived<SendDocumentCall>("van-ban-1");
        var least = talk.Documents.Arrived<SendDocumentCall>("van-ban-2");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((call.Document.DocumentId, call.Document.BusinessType, call.Document.Notation), Is.EqualTo(("000.00.18.H40,2026/11/20,12/UBND-VP", 3, "12/UBND-VP")));
            Assert.That((call.Document.Subject, call.Document.PromulgatedOn, call.DossierNumber), Is.EqualTo(("V/v \"<liên thông>\" & 'ưỡng ẵng' 𠀋", (DateOnly?)new DateOnly(2026, 11, 20), (string?)null)));
            Assert.That((call.Document.From, string.Join(' ', call.Document.To)), Is.EqualTo((OrganisationCode.Parse("000.00.18.H40"), "000.00.00.G15 H40")));
            Assert.That(call.Files.Select(file => file.Name), Is.EqualTo(new[] { "văn bản.pdf", "phu-luc.pdf" }));
            Assert.That(talk.Documents.Kept(call.Files[0]), Is.EqualTo(Convert.FromBase64String("JVBERi0xLjQgAAH/Z2nhuqV5IGtoYWkgc2luaA==")));
            Assert.That(talk.Documents.Kept(call.Files[1]), Has.Length.EqualTo(1_000_000).And.All.EqualTo((byte)'x'));
            Assert.That((least.DossierNumber, least.Document.Notation, least.Document.PromulgatedOn, least.Files.Count), Is.EqualTo(("000.00.18.H40-240603-0001", (string?)null, (DateOnly?)null, 0)));
            Assert.That(talk.Answer("send").GetProperty("receiptId").GetString(), Is.EqualTo("BN-van-ban-1"));
        }
    }

    [Peers(Direction.ToTheHub)]
    public async Task A_status_of_a_document_is_sent(Peer peer)
    {
        var talk = await _talks.OfAsync(peer);
        Assert.That(talk.Documents.Arrived<UpdateStatusCall>("trang-thai-1").Status, Is.EqualTo(new DocumentStatus
        {
            DocumentId = "000.00.18.H40,2026/11/20,12/UBND-VP",
            Receiver = OrganisationCode.Parse("G15"),
            Code = "03",
            At = new DateTimeOffset(2026, 11, 20, 14, 0, 0, TimeSpan.FromHours(7)),
            Description = "Đã tiếp nhận",
        }));
        Assert.That(talk.Answer("status").GetProperty("disposition").GetString(), Is.EqualTo("accepted"));
    }

    [Peers(Direction.ToTheHub)]
    public async Task A_document_is_read_with_its_receivers_statuses_and_file(Peer peer)
    {
        var found = (await _talks.OfAsync(peer)).Answer("get");
        var (header, file) = (found.GetProperty("document"), Each(found, "file").Single());
        using (Assert.EnterMultipleScope())
        {
            Assert.That((header.GetProperty("subject").GetString(), header.GetProperty("businessType").ToString()), Is.EqualTo(("Thu hồi <văn bản>", "1")));
            Assert.That(Each(header, "to").Select(to => to.GetString()), Is.EqualTo(new[] { "G15", "G22" }));
            Assert.That(header.GetProperty("promulgatedOn").GetString(), Does.StartWith("2026-11-20"));
            Assert.That(Each(found, "delivery").Select(delivery => $"{delivery.GetProperty("destination")} {delivery.GetProperty("state")}"), Is.EqualTo(new[] { "HOTICH delivered", "DVCQG ready" }));
            Assert.That(Each(found, "status").Select(status => $"{status.GetProperty("statusCode")} {status.GetProperty("description")}"), Is.EqualTo(new[] { "13 Lấy lại" }));
            Assert.That(file.GetProperty("data").GetString(), Is.AnyOf(RecordingExchange.File, Convert.ToBase64String(Encoding.UTF8.GetBytes(RecordingExchange.File))));
        }
    }

    [Peers(Direction.ToTheHub)]
    public async Task A_document_whose_content_is_gone_is_read(Peer peer)
    {
        var gone = (await _talks.OfAsync(peer)).Answer("getGone");
        Assert.That((gone.GetProperty("sender").GetString(), Each(gone, "delivery").Count, Each(gone, "file").Count), Is.EqualTo(("MCDT", 0, 0)));
        Assert.That(gone.TryGetProperty("document", out var header) && header.ValueKind == JsonValueKind.Object, Is.False);
        Assert.That(gone.GetProperty("contentGoneAt").GetString(), Does.StartWith("2024-06-03T"));
    }

    [Peers(Direction.ToTheHub)]
    public async Task A_fault_about_documents_is_read_with_its_errors(Peer peer)
    {
        var talk = await _talks.OfAsync(peer);
        Assert.That((talk.Fault("getNone").Text, talk.Fault("getNone").DetailCode), Is.EqualTo(("Không có văn bản này.", "not-found")));
        Assert.That(talk.Fault("invalid").Errors.Select(error => error.Path), Is.EquivalentTo(new[] { "/SendDocumentRequest/packetId", "/SendDocumentRequest/businessType" }));
    }

    private static List<JsonElement> Each(JsonElement of, string name) => ToldLists.Each(of, name);
}
