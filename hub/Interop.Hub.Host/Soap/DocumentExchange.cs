using Interop.Adapters.Inbound;
using Interop.Adapters.Soap.Exchange;
using Interop.Adapters.Soap.Exchange.Documents;
using Interop.Contracts.Codecs;
using Interop.Contracts.Documents;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Queries;
using Interop.Hub.Host.Api;

namespace Interop.Hub.Host.Soap;

/// <summary>Electronic documents by SOAP: the same intake as everybody's, and the same rules of who may see a packet as over HTTP.</summary>
internal sealed class DocumentExchange(MessageIntake intake, Questions questions, DossierAccess access, IPacketContents contents, PacketFiles files) : IDocumentExchange
{
    /// <summary>Statuses in one answer, as the contract says.</summary>
    private const int MostStatuses = 200;

    private static readonly ExchangeReply<FoundDocument> NoDocument =
        new(null, new ExchangeRefusal(new Refusal(RefusalKind.NotFound, "There is no such document here, or none that this partner may see. Check the receiptId.", [])));

    public Task<KeepAnswer> KeepAsync(ExchangeCaller caller, Sha256Digest? stated, Stream content, CancellationToken cancellationToken) =>
        intake.KeepAsync(caller, stated, content, cancellationToken);

    public Task<ExchangeAnswer> SendAsync(SendDocumentCall call, ExchangeCaller caller, CancellationToken cancellationToken) =>
        intake.TakeAsync(DocumentMapping.Document(call), "SOAP SendDocument", call.DossierNumber, caller, [.. call.Files.Select(f => f.Sha256)]);

    public Task<ExchangeAnswer> UpdateStatusAsync(UpdateStatusCall call, ExchangeCaller caller, CancellationToken cancellationToken) =>
        intake.TakeAsync(DocumentMapping.Status(call), "SOAP UpdateStatus", call.DossierNumber, caller, []);

    public Task<ExchangeReply<FoundDocument>> GetAsync(GetDocumentCall call, ExchangeCaller caller, CancellationToken cancellationToken) => questions.AnswerAsync(async () =>
    {
        if (await access.PacketAsync(caller.Partner, call.ReceiptId, cancellationToken) is not { Kind: PacketKind.Document } packet)
        {
            return NoDocument;
        }

        var document = await contents.BodyAsync(packet.Id, cancellationToken) is { } body ? Read(body) as ElectronicDocument : null;
        return new ExchangeReply<FoundDocument>(new FoundDocument
        {
            ReceiptId = packet.Id,
            Sender = packet.Sender,
            AcceptedAt = packet.AcceptedAt,
            DossierNumber = packet.DossierNumber,
            Document = document,
            ContentGoneAt = packet.Removed?.At,
            Receivers = [.. Receivers(packet).Select(d => new ReceiverState(d.Destination, Wire.Camel(d.State), d.ChangedAt, d.PartnerReference))],
            Statuses = document is null ? [] : await StatusesAsync(packet, document.DocumentId, cancellationToken),
            Files = await files.OfAsync(packet, caller.Partner, cancellationToken),
        });
    });

    private static IEnumerable<DeliveryView> Receivers(PacketView packet) => packet.Deliveries.Where(d => d.Role == DeliveryRole.Send);

    /// <summary>What its sender and its receivers said: another may say what it likes of an id that it heard of.</summary>
    private async Task<IReadOnlyList<KnownStatus>> StatusesAsync(PacketView packet, string documentId, CancellationToken cancellationToken)
    {
        HashSet<string> parties = new([packet.Sender, .. Receivers(packet).Select(d => d.Destination)], StringComparer.OrdinalIgnoreCase);
        return
        [
            .. from body in await contents.StatusesAsync(documentId, MostStatuses, cancellationToken)
               where parties.Contains(body.Sender)
               let status = Read(body) as DocumentStatus
               where status is not null && status.DocumentId == documentId
               select new KnownStatus(status, body.Sender, body.AcceptedAt),
        ];
    }

    private static PacketContent? Read(PacketBody body) =>
        PacketJson.Read(body.Json, new ReadOptions { ExpectedKind = body.Kind, IdentifiersFromPath = true, MaxBytes = int.MaxValue }).Packet?.Content;
}
