using System.Globalization;
using System.Xml.Linq;
using Interop.Adapters.Inbound;
using Interop.Adapters.Soap.Reading;
using Interop.Adapters.Soap.Transforms;
using Interop.Contracts.Codecs;
using Interop.Contracts.Documents;

namespace Interop.Adapters.Soap.Declarative.Receiving;

/// <summary>
/// What a stylesheet made of a message that came in: one packet in its canonical XML form, or <c>f:packets</c> with an
/// <c>f:packet</c> for each, whose <c>key</c> is what the partner knows it by. Pure.
/// </summary>
/// <param name="Packets">In their order.</param>
/// <param name="More">The partner has more: <c>f:packets/@more</c>.</param>
internal sealed record WrittenPackets(IReadOnlyList<PulledPacket> Packets, bool More)
{
    /// <summary>The most packets of one message.</summary>
    public const int Most = 1_000;

    private static readonly XNamespace F = StylesheetFunctions.Namespace;
    private static readonly XNamespace Canonical = ContractSchemas.XmlNamespace;

    /// <summary>Null with the problem when the output is neither.</summary>
    /// <param name="output">What the stylesheet wrote.</param>
    /// <param name="kept">The files that came with the message.</param>
    public static (WrittenPackets? Written, string? Problem) Read(ReadOnlyMemory<byte> output, IReadOnlySet<Sha256Digest> kept)
    {
        if (SafeXml.Read(output) is not XmlReading.Read { Document.Root: { } root })
        {
            return (null, "What the stylesheet of packets wrote is no XML document with one root element.");
        }

        if (root.Name == Canonical + "packet")
        {
            return (new WrittenPackets([Packet(string.Empty, root, kept)], More: false), null);
        }

        if (root.Name != F + "packets" || root.Elements().Any(e => e.Name != F + "packet" || e.Elements().Count() != 1))
        {
            return (null, "The stylesheet of packets must write a packet of urn:interop:packet:1, or f:packets with f:packet elements that each hold one.");
        }

        var packets = root.Elements().Select(e => Packet(e.Attribute("key")?.Value.Trim() ?? string.Empty, e.Elements().Single(), kept)).ToList();
        return packets.Count > Most
            ? (null, string.Create(CultureInfo.InvariantCulture, $"The stylesheet of packets wrote {packets.Count} packets; {Most} are the most of one message."))
            : (new WrittenPackets(packets, root.Attribute("more")?.Value.Trim() is "true" or "1"), null);
    }

    private static PulledPacket Packet(string key, XElement packet, IReadOnlySet<Sha256Digest> kept)
    {
        // Whatever can be written as JSON the intake judges, and says what is wrong with it once and for all ways in.
        var reading = PacketXml.Read(DeliveryXml.Bytes(packet));
        return new PulledPacket
        {
            Key = key,
            Json = reading.Json.IsEmpty ? null : reading.Json,
            Unreadable = !reading.Json.IsEmpty ? null : new Refusal(
                RefusalKind.Malformed,
                "What the profile made of the partner's message is no packet; mend the profile's stylesheet.",
                [.. reading.Errors.Select(e => new RefusalError(e.Pointer, e.Message))]),
            Files = [.. packet.Descendants(Canonical + "sha256")
                .Select(e => Sha256Digest.TryParse(e.Value.Trim(), null, out var digest) ? digest : (Sha256Digest?)null)
                .OfType<Sha256Digest>().Where(kept.Contains).Distinct()],
        };
    }
}
