using System.Collections.Concurrent;
using System.Text;
using Interop.Adapters.Inbound;
using Interop.Adapters.Soap.Exchange;
using Interop.Adapters.Soap.Exchange.Documents;
using Interop.Contracts.Documents;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;

namespace Interop.Foreign.Tests.Hub;

/// <summary>A hub for documents that keeps what arrived; receipt ids tell it what to answer.</summary>
internal sealed class RecordingDocuments : IDocumentExchange
{
    private readonly ConcurrentDictionary<string, DocumentCall> _calls = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<Sha256Digest, byte[]> _files = new();

    /// <summary>What arrived under a packet id.</summary>
    public T Arrived<T>(string packetId)
        where T : DocumentCall => (T)_calls[packetId];

    /// <summary>A file that was kept.</summary>
    public byte[] Kept(IssuedFile file) => _files[file.Sha256];

    public async Task<KeepAnswer> KeepAsync(ExchangeCaller caller, Sha256Digest? stated, Stream content, CancellationToken cancellationToken)
    {
        using var all = new MemoryStream();
        await content.CopyToAsync(all, cancellationToken);
        var digest = Sha256Digest.Of(all.ToArray());
        _files[digest] = all.ToArray();
        return new KeepAnswer.Kept(digest, all.Length);
    }

    public Task<ExchangeAnswer> SendAsync(SendDocumentCall call, ExchangeCaller caller, CancellationToken cancellationToken) => Keep(call);

    public Task<ExchangeAnswer> UpdateStatusAsync(UpdateStatusCall call, ExchangeCaller caller, CancellationToken cancellationToken) => Keep(call);

    public Task<ExchangeReply<FoundDocument>> GetAsync(GetDocumentCall call, ExchangeCaller caller, CancellationToken cancellationToken) => Task.FromResult(call.ReceiptId[^1] switch
    {
        '1' => new ExchangeReply<FoundDocument>(Found(call.ReceiptId)),
        '2' => new ExchangeReply<FoundDocument>(new FoundDocument { ReceiptId = call.ReceiptId, Sender = "MCDT", AcceptedAt = RecordingExchange.AcceptedAt, ContentGoneAt = RecordingExchange.AcceptedAt }),
        _ => new ExchangeReply<FoundDocument>(null, new ExchangeRefusal(new Refusal(RefusalKind.NotFound, "Không có văn bản này.", []))),
    });

    private static FoundDocument Found(string receiptId) => new()
    {
        ReceiptId = receiptId,
        Sender = "MCDT",
        AcceptedAt = RecordingExchange.AcceptedAt,
        Document = new ElectronicDocument
        {
            DocumentId = "VB-1",
            BusinessType = 1,
            Subject = "Thu hồi <văn bản>",
            From = OrganisationCode.Parse("H40.18"),
            To = [OrganisationCode.Parse("G15"), OrganisationCode.Parse("G22")],
            PromulgatedOn = new DateOnly(2026, 11, 20),
        },
        Receivers = [new ReceiverState("HOTICH", "delivered", RecordingExchange.AcceptedAt, "VB-31"), new ReceiverState("DVCQG", "ready", RecordingExchange.AcceptedAt, null)],
        Statuses = [new KnownStatus(new DocumentStatus { DocumentId = "VB-1", Receiver = OrganisationCode.Parse("G15"), Code = "13", At = RecordingExchange.AcceptedAt, Description = "Lấy lại" }, "HOTICH", RecordingExchange.AcceptedAt)],
        Files = [new FetchedFile(new DocumentReference { Name = "văn bản.pdf", MediaType = "application/pdf", Size = Encoding.UTF8.GetByteCount(RecordingExchange.File), Sha256 = Sha256Digest.Of(Encoding.UTF8.GetBytes(RecordingExchange.File)) }, new Uri("http://127.0.0.1/api/v1/documents/1"), Encoding.UTF8.GetBytes(RecordingExchange.File))],
    };

    private Task<ExchangeAnswer> Keep(DocumentCall call)
    {
        _calls[call.PacketId] = call;
        return Task.FromResult<ExchangeAnswer>(new ExchangeAnswer.Accepted(new Receipt { ReceiptId = $"BN-{call.PacketId}", PacketId = call.PacketId, AcceptedAt = RecordingExchange.AcceptedAt, Disposition = Disposition.New }));
    }
}
