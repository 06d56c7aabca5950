using System.Text;
using System.Text.Json;
using Interop.Adapters.Soap.Exchange;
using Interop.Contracts.Documents;
using Interop.Contracts.Identifiers;
using Interop.Foreign.Tests.Hub;
using Interop.Foreign.Tests.Matrix;
using Interop.Foreign.Tests.Stacks;

namespace Interop.Foreign.Tests;

/// <content>Who submits by SOAP, and who fetches.</content>
public sealed partial class HubServiceTests
{
    [Peers(Direction.ToTheHub)]
    public async Task A_dossier_is_submitted_as_text_with_its_file(Peer peer)
    {
        var talk = await TalkAsync(peer);
        var json = talk.Called<SubmitCall>("packet:{");
        var file = json.Files.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(json.Packet, Is.EqualTo("{\"packetId\":\"nop-1\",\"note\":\"<ưỡng> & \\\"ẵng\\\" 𠀋\"}"));
            Assert.That((file.Name, file.MediaType), Is.EqualTo(("tờ khai.pdf", "application/pdf")));
            Assert.That(talk.Kept(file), Is.EqualTo(Convert.FromBase64String("JVBERi0xLjQgAAH/Z2nhuqV5IGtoYWkgc2luaA==")));
            Assert.That((talk.Called<SubmitCall>("packet:<").Packet, talk.Called<SubmitCall>("packet:<").Files.Count), Is.EqualTo(("<packet xmlns=\"urn:interop:packet:1\"><packetId>nop-2</packetId></packet>", 0)));
            Assert.That(talk.Answer("submit").GetProperty("receiptId").GetString(), Is.EqualTo("BN-nop"));
        }
    }

    [Peers(Direction.ToTheHub)]
    public async Task What_waits_is_listed_and_not_taken(Peer peer)
    {
        var talk = await TalkAsync(peer);
        var list = talk.Answer("list");
        var lines = list.GetProperty("waiting").EnumerateArray().ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((list.GetProperty("count").ToString(), talk.Answer("listNone").GetProperty("count").ToString()), Is.EqualTo(("7", "7")));
            Assert.That(lines.Select(line => line.GetProperty("receiptId").GetString()), Is.EqualTo(new[] { "BN-1", "BN-2" }));
            Assert.That(lines.Select(line => line.GetProperty("handOuts").ToString()), Is.EqualTo(new[] { "1", "2" }));
            Assert.That(lines[0].GetProperty("dossierNumber").GetString(), Is.EqualTo("000.00.18.H40-240603-0001"));
        }
    }

    [Peers(Direction.ToTheHub)]
    public async Task A_packet_is_fetched_whole_with_its_file_or_the_address_of_it(Peer peer)
    {
        var talk = await TalkAsync(peer);
        var fetched = Deliveries(talk.Answer("fetch"));
        var files = fetched[0].GetProperty("file").EnumerateArray().ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(talk.Called<FetchCall>("fetch:2"), Is.EqualTo(new FetchCall(2, TimeSpan.FromSeconds(30))));
            Assert.That(fetched.Select(each => each.GetProperty("packet").GetString()), Is.EqualTo(new[] { RecordingExchange.Waiting, RecordingExchange.Waiting }));
            Assert.That(fetched.Select(each => each.GetProperty("token").ToString()), Is.EqualTo(new[] { "4294967297", "4294967298" }));
            Assert.That(fetched.Select(each => each.GetProperty("mayBeKnown").ToString().ToUpperInvariant()), Is.EqualTo(new[] { "FALSE", "TRUE" }));
            Assert.That(files.Select(file => file.GetProperty("name").GetString()), Is.EqualTo(new[] { "giấy chứng sinh.pdf", "bản vẽ.pdf" }));
            Assert.That(files.Select(file => file.GetProperty("size").ToString()), Is.EqualTo(new[] { $"{Encoding.UTF8.GetByteCount(RecordingExchange.File)}", "9000000000" }));
            Assert.That(files[0].GetProperty("data").GetString(), Is.AnyOf(RecordingExchange.File, Convert.ToBase64String(Encoding.UTF8.GetBytes(RecordingExchange.File))));
            Assert.That(files[0].GetProperty("sha256").GetString(), Is.EqualTo(Sha256Digest.Of(Encoding.UTF8.GetBytes(RecordingExchange.File)).Value));
            Assert.That(files[1].GetProperty("address").GetString(), Is.EqualTo("http://127.0.0.1/api/v1/documents/2"));
        }
    }

    [Peers(Direction.ToTheHub)]
    public async Task An_inbox_with_none_or_one_is_read(Peer peer)
    {
        var talk = await TalkAsync(peer);
        Assert.That((Deliveries(talk.Answer("fetchNone")).Count, Deliveries(talk.Answer("fetchOne")).Count), Is.EqualTo((0, 1)));
    }

    [Peers(Direction.ToTheHub)]
    public async Task A_delivery_is_acknowledged_with_its_token_reference_and_codes(Peer peer)
    {
        var talk = await TalkAsync(peer);
        var full = talk.Called<AcknowledgeCall>("0123456789abcdef0123456789abcde1");
        var least = talk.Called<AcknowledgeCall>("0123456789abcdef0123456789abcde2");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((full.Token, full.Reference), Is.EqualTo((4_294_967_297, "HT-2026/31")));
            Assert.That(full.Identifiers, Is.EqualTo(new[]
            {
                new DossierIdentifier(IdentifierScheme.Other, OrganisationCode.Parse("G15"), "HT-31"),
                new DossierIdentifier(IdentifierScheme.National, OrganisationCode.Parse("G22"), "QG-1"),
            }));
            Assert.That((least.Token, least.Reference, least.Identifiers.Count), Is.EqualTo((1L, (string?)null, 0)));
            Assert.That(talk.Answer("acknowledge").GetProperty("state").GetString(), Is.EqualTo("delivered"));
        }
    }

    [Peers(Direction.ToTheHub)]
    public async Task A_delivery_is_rejected_with_code_and_words(Peer peer)
    {
        var talk = await TalkAsync(peer);
        Assert.That(talk.Called<RejectCall>("0123456789abcdef0123456789abcde3"), Is.EqualTo(new RejectCall("0123456789abcdef0123456789abcde3", 7, "HT-17", "Thiếu giấy chứng sinh <bản chính>")));
        Assert.That(talk.Answer("reject").GetProperty("state").GetString(), Is.EqualTo("rejected"));
    }

    [Peers(Direction.ToTheHub)]
    public async Task A_stale_word_is_told_by_its_code(Peer peer)
    {
        var fault = (await TalkAsync(peer)).Fault("staleWord");
        Assert.That((fault.Text, fault.DetailCode), Is.EqualTo(("Hãy lấy lại.", "handed-out-again")));
    }

    // A stack may give the one list of an answer for the answer, and nothing for an answer without content.
    private static List<JsonElement> Deliveries(JsonElement answer) => answer.ValueKind switch
    {
        JsonValueKind.Array => [.. answer.EnumerateArray()],
        JsonValueKind.Object => answer.TryGetProperty("delivery", out var found) && found.ValueKind == JsonValueKind.Array ? [.. found.EnumerateArray()] : [],
        _ => [],
    };
}
