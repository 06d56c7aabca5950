using System.Xml;
using System.Xml.Linq;
using Interop.Adapters.Inbound;

namespace Interop.Adapters.Soap.Declarative.Receiving;

/// <summary>The documents of receiving, in <c>urn:interop:delivery:1</c>: what a poll's and an acknowledgement's request stylesheet gets, and what a callback's answer is made of. Pure.</summary>
internal static class ReceivedXml
{
    private static readonly XNamespace Ns = DeliveryXml.Namespace;

    /// <summary><c>poll</c>: from when to when is asked about, and which dossiers.</summary>
    public static ReadOnlyMemory<byte> Poll(DateTimeOffset since, DateTimeOffset now, IReadOnlyList<string> dossiers) => DeliveryXml.Bytes(new XElement(
        Ns + "poll", new XAttribute("since", Time(since)), new XAttribute("now", Time(now)), dossiers.Select(number => new XElement(Ns + "dossier", new XAttribute("number", number)))));

    /// <summary><c>acknowledge</c>: what became of one packet.</summary>
    public static ReadOnlyMemory<byte> Acknowledge(string key, IntakeOutcome outcome) => DeliveryXml.Bytes(new XElement(
        Ns + "acknowledge", new XAttribute("key", key), Became(outcome)));

    /// <summary><c>received</c>: what became of a callback's packets, in their order; or why none was made.</summary>
    public static ReadOnlyMemory<byte> Received(IReadOnlyList<(PulledPacket Packet, IntakeOutcome Outcome)> packets, Refusal? trouble) => DeliveryXml.Bytes(new XElement(
        Ns + "received",
        new XAttribute("taken", trouble is null && packets.All(p => p.Outcome is IntakeOutcome.Accepted) ? "true" : "false"),
        trouble is null ? null : Of(trouble),
        packets.Select(p => new XElement(Ns + "packet", new XAttribute("key", p.Packet.Key), Became(p.Outcome)))));

    private static object[] Became(IntakeOutcome outcome) => outcome switch
    {
        IntakeOutcome.Accepted { Receipt: var receipt, Repeated: var repeated } =>
        [
            new XAttribute("taken", "true"),
            new XAttribute("repeated", repeated ? "true" : "false"),
            new XAttribute("id", receipt.PacketId),
            new XAttribute("receipt", receipt.ReceiptId),
            new XAttribute("number", receipt.DossierNumber ?? string.Empty),
            new XAttribute("acceptedAt", Time(receipt.AcceptedAt)),
        ],
        IntakeOutcome.Refused { Refusal: var refusal } => [new XAttribute("taken", "false"), Of(refusal)],
        _ => throw new InvalidOperationException("The family of outcomes is closed."),
    };

    private static XElement Of(Refusal refusal) => new(
        Ns + "refusal",
        new XAttribute("kind", char.ToLowerInvariant(refusal.Kind.ToString()[0]) + refusal.Kind.ToString()[1..]),
        new XAttribute("detail", Reading.CleanText.Of(refusal.Detail, 500)),
        refusal.Errors.Take(100).Select(e => new XElement(Ns + "error", new XAttribute("pointer", Reading.CleanText.Of(e.Pointer, 500)), Reading.CleanText.Of(e.Message, 500))));

    private static string Time(DateTimeOffset at) => XmlConvert.ToString(at);
}
