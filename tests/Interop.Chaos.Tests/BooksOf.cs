using Interop.Chaos.Judging;
using Interop.Chaos.Load;
using Interop.Simulators;

namespace Interop.Chaos.Tests;

/// <summary>Books of a run in which all went well, to be spoilt.</summary>
internal static class BooksOf
{
    public const string Number = "000.00.18.H40-260603-0000001";

    /// <summary>One dossier with three steps, all of it arrived.</summary>
    public static Books OneDossier(Temper temper = Temper.Honours)
    {
        Receipt[] receipts = [Receipt(1, "submission", 2), Receipt(2, "progress", 4), Receipt(3, "progress", 5), Receipt(4, "progress", 4)];
        return new Books
        {
            Temper = temper,
            Receipts = receipts,
            Seen = new Dictionary<string, SeenDossier>(StringComparer.Ordinal) { [Number] = new(Number, [.. receipts.Select(Packet)]) },
            Effects = new Dictionary<string, IReadOnlyList<Effect>>(StringComparer.Ordinal)
            {
                [Routes.Ministry] = [Effect(1, "d1-HOTICH", 1)],
                [Routes.Portal] = [Effect(1, "d1-DVCQG", 2), Effect(2, "d2-DVCQG", 4), Effect(3, "d3-DVCQG", 5), Effect(4, "d4-DVCQG", 4)],
            },
            Repeats = [(receipts[0], receipts[0].ReceiptId)],
        };
    }

    public static Receipt Receipt(int position, string kind, int status) => new(Number, position, $"p{position}", kind, status, $"r{position}", Refused: false) { At = DateTimeOffset.UnixEpoch };

    public static Effect Effect(int position, string delivery, int status) => new()
    {
        Ordinal = position,
        DossierNumber = Number,
        Position = position,
        DeliveryId = delivery,
        Operation = "x",
        BusinessStatus = status,
        Reference = "",
        ContentDigest = "",
        RequestOrdinal = position,
        At = DateTimeOffset.UnixEpoch,
        IsRepeat = false,
    };

    /// <summary>Another list of effects at one partner.</summary>
    public static Books At(this Books books, string partner, Func<IReadOnlyList<Effect>, IReadOnlyList<Effect>> change) =>
        books with { Effects = books.Effects.ToDictionary(e => e.Key, e => e.Key == partner ? change(e.Value) : e.Value, StringComparer.Ordinal) };

    /// <summary>Calls answered by the portal.</summary>
    public static Books Calling(this Books books, params (string Delivery, long Begun, long Ended)[] calls) => books with
    {
        Calls = new Dictionary<string, IReadOnlyList<AnsweredCall>>(StringComparer.Ordinal) { [Routes.Portal] = [.. calls.Select(c => new AnsweredCall(Number, c.Delivery, "x", c.Begun, c.Ended))] },
    };

    /// <summary>Another state of one delivery.</summary>
    public static Books InState(this Books books, string delivery, string state) =>
        books.Showing(p => p with { Deliveries = [.. p.Deliveries.Select(d => d.Id == delivery ? d with { State = state } : d)] });

    /// <summary>Another timeline; a packet that becomes null is not shown.</summary>
    public static Books Showing(this Books books, Func<SeenPacket, SeenPacket?> change) =>
        books with { Seen = books.Seen.ToDictionary(s => s.Key, s => s.Value with { Packets = [.. s.Value.Packets.Select(change).OfType<SeenPacket>()] }, StringComparer.Ordinal) };

    /// <summary>Notices that the one-stop has received, in this order, from a hub that shows them so. No state: a fault packet.</summary>
    public static Books Telling(this Books books, params (string Packet, string To, string? State)[] notices) => books with
    {
        Effects = new Dictionary<string, IReadOnlyList<Effect>>(books.Effects, StringComparer.Ordinal)
        {
            [Routes.OneStop] = [.. notices.Select((n, i) => Effect(i + 1, $"n{i + 1}", 0) with { Notice = new ReceivedNotice(n.Packet, n.To, n.State) })],
        },
        Seen = books.Seen.ToDictionary(s => s.Key, s => s.Value with
        {
            Packets = [.. s.Value.Packets, .. notices.Select((n, i) => new SeenPacket($"h{i + 1}", "", n.State is null ? "fault" : "deliveryStatus", "hub", [new SeenDelivery($"n{i + 1}", Routes.OneStop, "send", "delivered")]))],
        }, StringComparer.Ordinal),
    };

    /// <summary>The ministry has refused the submission, as planned.</summary>
    public static Books Refused(this Books books) =>
        (books with { Receipts = [books.Receipts[0] with { Refused = true }, .. books.Receipts.Skip(1)] }).InState("d1-HOTICH", "rejected").At(Routes.Ministry, _ => []);

    /// <summary>The second step is in doubt, the third waits behind it; the portal was called so far.</summary>
    public static Books InDoubt(this Books books, string faults = "partner.no-answer") =>
        (books with { Called = new Dictionary<string, IReadOnlySet<string>>(StringComparer.Ordinal) { [Routes.Portal] = new HashSet<string>(StringComparer.Ordinal) { "d1-DVCQG", "d2-DVCQG", "d3-DVCQG" } } })
            .InState("d3-DVCQG", "parked").InState("d4-DVCQG", "waitingLane").At(Routes.Portal, e => [.. e.Take(2)])
            .Showing(p => p with { Deliveries = [.. p.Deliveries.Select(d => d.Id == "d3-DVCQG" ? d with { Faults = faults } : d)] });

    private static SeenPacket Packet(Receipt receipt) => new(
        receipt.ReceiptId,
        receipt.PacketId,
        receipt.Kind,
        Routes.OneStop,
        [.. Routes.Of(receipt.Kind).Select(to => new SeenDelivery($"d{receipt.Position}-{to}", to, "send", "delivered"))]);
}
