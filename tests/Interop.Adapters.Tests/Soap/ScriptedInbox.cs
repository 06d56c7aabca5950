using System.Text;
using Interop.Adapters.Soap.Exchange;
using Interop.Contracts.Documents;
using Interop.Contracts.Packets;

namespace Interop.Adapters.Tests.Soap;

/// <content>The inbox, and who submits.</content>
internal sealed partial class ScriptedExchange
{
    public const string DeliveryId = "0123456789abcdef0123456789abcdef";

    public static readonly ListedDelivery Line = new(DeliveryId, "R-1", "submission", "MCDT", new DateTimeOffset(2024, 6, 3, 3, 0, 1, TimeSpan.Zero), "000.00.18.H40-240603-0001", 2);

    public ExchangeRefusal? InboxRefuses { get; set; }

    /// <summary>The packet that waits.</summary>
    public string Waiting { get; set; } = "{\"packetId\":\"MC-1\"}";

    public Task<ExchangeAnswer> SubmitAsync(SubmitCall call, ExchangeCaller caller, CancellationToken cancellationToken)
    {
        Calls.Enqueue(call);
        Partners.Enqueue(caller.Partner);
        return Task.FromResult<ExchangeAnswer>(new ExchangeAnswer.Accepted(new Receipt { ReceiptId = "R-2", PacketId = "MC-1", AcceptedAt = DateTimeOffset.UnixEpoch, Disposition = Disposition.New }));
    }

    public Task<ExchangeReply<ListedInbox>> ListAsync(ListWaitingCall call, ExchangeCaller caller, CancellationToken cancellationToken) =>
        Given(call, caller, new ListedInbox(10_000, [Line, Line with { DossierNumber = null, HandOuts = 0 }]));

    public Task<ExchangeReply<FetchedInbox>> FetchAsync(FetchCall call, ExchangeCaller caller, CancellationToken cancellationToken) => Given(call, caller, new FetchedInbox(
        [
            new FetchedDelivery
            {
                Delivery = Line,
                Token = 4_294_967_297,
                LeaseUntil = DateTimeOffset.UnixEpoch,
                MayBeKnown = true,
                Json = Encoding.UTF8.GetBytes(Waiting),
                Files =
                [
                    new FetchedFile(File("tờ khai.pdf"), new Uri("https://truc.tinhmau.gov.vn/api/v1/documents/1?delivery=2"), Requests.Certificate),
                    new FetchedFile(File("bản vẽ.pdf") with { Size = 9_000_000_000 }, new Uri("https://truc.tinhmau.gov.vn/api/v1/documents/2?delivery=2"), null),
                ],
            },
        ]));

    public Task<ExchangeReply<TakenWord>> AcknowledgeAsync(AcknowledgeCall call, ExchangeCaller caller, CancellationToken cancellationToken) => Given(call, caller, new TakenWord(call.DeliveryId, "delivered"));

    public Task<ExchangeReply<TakenWord>> RejectAsync(RejectCall call, ExchangeCaller caller, CancellationToken cancellationToken) => Given(call, caller, new TakenWord(call.DeliveryId, "rejected"));

    private static DocumentReference File(string name) => new() { Name = name, MediaType = "application/pdf", Size = Requests.Certificate.Length, Sha256 = Sha256Digest.Of(Requests.Certificate) };

    private Task<ExchangeReply<T>> Given<T>(object call, ExchangeCaller caller, T answer)
        where T : class
    {
        Calls.Enqueue(call);
        Partners.Enqueue(caller.Partner);
        return Task.FromResult(InboxRefuses is null ? new ExchangeReply<T>(answer) : new ExchangeReply<T>(null, InboxRefuses));
    }
}
