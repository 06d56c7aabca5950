using System.Collections.Concurrent;
using Interop.Adapters.Soap.Exchange;
using Interop.Adapters.Soap.Exchange.Documents;
using Interop.Contracts.Documents;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;

namespace Interop.Adapters.Tests.Soap;

/// <summary>A hub for documents that keeps what it got and answers what the test says.</summary>
internal sealed class ScriptedDocuments : IDocumentExchange
{
    public const string ReceiptId = "0123456789abcdef0123456789abcdef";

    public static readonly DateTimeOffset At = new(2026, 11, 20, 1, 31, 5, TimeSpan.Zero);

    public static readonly FoundDocument Found = new()
    {
        ReceiptId = ReceiptId,
        Sender = "MCDT",
        AcceptedAt = At,
        DossierNumber = "000.00.18.H40-240603-0001",
        Document = DocumentRequests.Sample,
        Receivers = [new ReceiverState("HOTICH", "delivered", At, "VB-31"), new ReceiverState("DVCQG", "ready", At, null)],
        Statuses =
        [
            new KnownStatus(new DocumentStatus { DocumentId = "VB", Receiver = OrganisationCode.Parse("G15"), Code = "01", At = At }, "HOTICH", At),
            new KnownStatus(new DocumentStatus { DocumentId = "VB", Receiver = OrganisationCode.Parse("G15"), Code = "16", At = At.AddHours(1), Description = "Không đồng ý" }, "HOTICH", At.AddHours(2)),
        ],
        Files =
        [
            new FetchedFile(File("văn bản.pdf"), new Uri("https://truc.tinhmau.gov.vn/api/v1/documents/1"), Requests.Certificate),
            new FetchedFile(File("phụ lục.pdf") with { Size = 9_000_000_000 }, new Uri("https://truc.tinhmau.gov.vn/api/v1/documents/2"), null),
        ],
    };

    public ConcurrentQueue<object> Calls { get; } = [];

    public ConcurrentQueue<string> Partners { get; } = [];

    public ConcurrentQueue<byte[]> Kept { get; } = [];

    public ExchangeReply<FoundDocument> Answer { get; set; } = new(Found);

    public async Task<KeepAnswer> KeepAsync(ExchangeCaller caller, Sha256Digest? stated, Stream content, CancellationToken cancellationToken)
    {
        using var all = new MemoryStream();
        await content.CopyToAsync(all, cancellationToken);
        Kept.Enqueue(all.ToArray());
        return new KeepAnswer.Kept(Sha256Digest.Of(all.ToArray()), all.Length);
    }

    public Task<ExchangeAnswer> SendAsync(SendDocumentCall call, ExchangeCaller caller, CancellationToken cancellationToken) => Keep(call, caller);

    public Task<ExchangeAnswer> UpdateStatusAsync(UpdateStatusCall call, ExchangeCaller caller, CancellationToken cancellationToken) => Keep(call, caller);

    public Task<ExchangeReply<FoundDocument>> GetAsync(GetDocumentCall call, ExchangeCaller caller, CancellationToken cancellationToken)
    {
        Calls.Enqueue(call);
        Partners.Enqueue(caller.Partner);
        return Task.FromResult(Answer);
    }

    private static DocumentReference File(string name) => new() { Name = name, MediaType = "application/pdf", Size = Requests.Certificate.Length, Sha256 = Sha256Digest.Of(Requests.Certificate) };

    private Task<ExchangeAnswer> Keep(DocumentCall call, ExchangeCaller caller)
    {
        Calls.Enqueue(call);
        Partners.Enqueue(caller.Partner);
        return Task.FromResult<ExchangeAnswer>(new ExchangeAnswer.Accepted(new Receipt { ReceiptId = ReceiptId, PacketId = call.PacketId, AcceptedAt = At, Disposition = Disposition.New }));
    }
}
