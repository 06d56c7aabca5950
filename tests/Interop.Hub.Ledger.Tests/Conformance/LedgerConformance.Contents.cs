using System.Text;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Ledger.Tests.Conformance;

/// <content>What packets say, and the statuses of an electronic document.</content>
internal abstract partial class LedgerConformance
{
    [Test]
    public async Task A_packet_is_read_as_it_was_sent_until_its_content_is_taken()
    {
        var dossier = Make.Submission("N-1", "A", Sample.Ministry);
        var document = Make.Document("d-1", Sample.Ministry);
        await RecordedAsync(dossier);
        await RecordedAsync(document);

        foreach (var packet in (AcceptPacket[])[dossier, document])
        {
            var body = await Harness.Contents.BodyAsync(packet.Id, CancellationToken.None);
            Assert.That((body!.Id, body.Kind, body.Sender, body.AcceptedAt), Is.EqualTo((packet.Id, packet.Kind, Sample.OneStop, packet.AcceptedAt)));
            Assert.That(body.Json.ToArray(), Is.EqualTo(packet.Body.ToArray()));
        }

        Assert.That(await Harness.Contents.BodyAsync(Make.Id(), CancellationToken.None), Is.Null);
        Assert.That(await Harness.Contents.BodyAsync("no id", CancellationToken.None), Is.Null);
        await Harness.TamperAsync("delete from packet_body");
        Assert.That(await Harness.Contents.BodyAsync(document.Id, CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task Statuses_of_a_document_are_found_oldest_first_and_of_many_the_newest()
    {
        await RecordedAsync(Make.Submission("N-1", "A"));
        await RecordedAsync(Status("VB,1/a", "01"));
        await RecordedAsync(Status("VB,1/a", "03") with { Identifiers = [Sample.Local("N-1", attach: false)], MustBeParty = true });
        await RecordedAsync(Status("VB,1/a", "06"));
        await RecordedAsync(Status("VB,1", "02"));
        await RecordedAsync(Status("VB,2", "04"));
        await RecordedAsync(Make.Document("VB,2/G15/05@9"));

        Assert.That(await StatusesAsync("VB,1/a", 10), Is.EqualTo(new[] { "01", "03", "06" }), "of its dossier too");
        Assert.That(await StatusesAsync("VB,1/a", 2), Is.EqualTo(new[] { "03", "06" }));
        Assert.That(await StatusesAsync("VB,1", 10), Is.SupersetOf(new[] { "02" }), "others may be among them: their content says so");
        Assert.That(await StatusesAsync("VB,2", 10), Is.EqualTo(new[] { "04" }), "the document itself is no status");
        Assert.That(await StatusesAsync("VB", 10), Is.Empty);
    }

    private AcceptPacket Status(string document, string code) => Make.Document(code) with
    {
        Kind = PacketKind.DocumentStatus,
        EventKey = $"{document}/G15/{code}@{Clock.Now.UtcTicks}",
        Body = Encoding.UTF8.GetBytes(code),
    };

    private async Task<IEnumerable<string>> StatusesAsync(string document, int limit) =>
        (await Harness.Contents.StatusesAsync(document, limit, CancellationToken.None)).Select(s => Encoding.UTF8.GetString(s.Json.Span));
}
