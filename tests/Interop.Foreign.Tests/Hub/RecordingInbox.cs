using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Interop.Adapters.Inbound;
using Interop.Adapters.Soap.Exchange;
using Interop.Contracts.Documents;
using Interop.Contracts.Packets;

namespace Interop.Foreign.Tests.Hub;

/// <content>An inbox in which as many wait as are asked for, up to two; and who submits.</content>
internal sealed partial class RecordingExchange
{
    /// <summary>The packet that is handed out.</summary>
    public const string Waiting = "{\"packetId\":\"MC-1\",\"note\":\"<ưỡng> & \\\"ẵng\\\" 𠀋\"}";

    /// <summary>The file that is handed out with it.</summary>
    public const string File = "%PDF-1.4 giấy chứng sinh";

    private readonly ConcurrentDictionary<string, object> _called = new(StringComparer.Ordinal);

    /// <summary>What an operation was called with: by delivery id, by <c>packet:</c> and the packet's beginning, or by <c>fetch:</c> and how many.</summary>
    public object Called(string key) => _called[key];

    public Task<ExchangeAnswer> SubmitAsync(SubmitCall call, ExchangeCaller caller, CancellationToken cancellationToken)
    {
        _called[$"packet:{call.Packet[0]}"] = call;
        return Task.FromResult<ExchangeAnswer>(new ExchangeAnswer.Accepted(new Receipt { ReceiptId = "BN-nop", PacketId = "nop", AcceptedAt = AcceptedAt, Disposition = Disposition.New }));
    }

    public Task<ExchangeReply<ListedInbox>> ListAsync(ListWaitingCall call, ExchangeCaller caller, CancellationToken cancellationToken) =>
        Task.FromResult(new ExchangeReply<ListedInbox>(new ListedInbox(7, [.. Enumerable.Range(1, call.Max ?? 2).Select(Line)])));

    public Task<ExchangeReply<FetchedInbox>> FetchAsync(FetchCall call, ExchangeCaller caller, CancellationToken cancellationToken)
    {
        _called[$"fetch:{call.Max}"] = call;
        return Task.FromResult(new ExchangeReply<FetchedInbox>(new FetchedInbox([.. Enumerable.Range(1, call.Max is { } max and <= 2 ? max : 0).Select(Delivery)])));
    }

    public Task<ExchangeReply<TakenWord>> AcknowledgeAsync(AcknowledgeCall call, ExchangeCaller caller, CancellationToken cancellationToken)
    {
        _called[call.DeliveryId] = call;
        return Task.FromResult(call.DeliveryId.EndsWith('e')
            ? new ExchangeReply<TakenWord>(null, new ExchangeRefusal(new Refusal(RefusalKind.Conflict, "Hãy lấy lại.", []), "handed-out-again"))
            : new ExchangeReply<TakenWord>(new TakenWord(call.DeliveryId, "delivered")));
    }

    public Task<ExchangeReply<TakenWord>> RejectAsync(RejectCall call, ExchangeCaller caller, CancellationToken cancellationToken)
    {
        _called[call.DeliveryId] = call;
        return Task.FromResult(new ExchangeReply<TakenWord>(new TakenWord(call.DeliveryId, "rejected")));
    }

    private static ListedDelivery Line(int number) =>
        new($"0123456789abcdef0123456789abcd{number.ToString("00", CultureInfo.InvariantCulture)}", $"BN-{number}", "submission", "MCDT", AcceptedAt, number == 1 ? "000.00.18.H40-240603-0001" : null, number);

    private static FetchedDelivery Delivery(int number) => new()
    {
        Delivery = Line(number),
        Token = 4_294_967_296 + number,
        LeaseUntil = AcceptedAt,
        MayBeKnown = number == 2,
        Json = Encoding.UTF8.GetBytes(Waiting),
        Files = number == 2 ? [] :
        [
            new FetchedFile(Reference("giấy chứng sinh.pdf", Encoding.UTF8.GetByteCount(File)), new Uri("http://127.0.0.1/api/v1/documents/1?delivery=1&x=%C6%B0"), Encoding.UTF8.GetBytes(File)),
            new FetchedFile(Reference("bản vẽ.pdf", 9_000_000_000), new Uri("http://127.0.0.1/api/v1/documents/2"), null),
        ],
    };

    private static DocumentReference Reference(string name, long size) => new() { Name = name, MediaType = "application/pdf", Size = size, Sha256 = Sha256Digest.Of(Encoding.UTF8.GetBytes(File)) };
}
