using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Interop.Adapters.Delivery;
using Interop.Adapters.Soap.Transforms;
using Interop.Contracts.Codecs;
using Interop.Contracts.Packets;

namespace Interop.Adapters.Soap.Declarative;

/// <summary>
/// The document that a request stylesheet gets: <c>delivery</c> in <c>urn:interop:delivery:1</c>, in it the packet in its
/// canonical XML form, and what the hub knows besides. Pure.
/// </summary>
internal static class DeliveryXml
{
    public static readonly XNamespace Namespace = "urn:interop:delivery:1";

    private static readonly XNamespace Packets = ContractSchemas.XmlNamespace;

    /// <summary>The document, and the packet's files; null when the packet holds a character that XML cannot carry.</summary>
    public static (ReadOnlyMemory<byte> Xml, IReadOnlyList<FileFacts> Files)? Write(DeliveryRequest request)
    {
        try
        {
            var packet = Read(PacketXml.Write(request.Packet));
            var delivery = new XElement(
                Namespace + "delivery",
                new XAttribute("id", request.DeliveryId),
                new XAttribute("attempt", request.Attempt),
                new XAttribute("destination", request.Destination),
                new XAttribute("sender", request.Sender),
                new XAttribute("acceptedAt", request.AcceptedAt.ToString("yyyy-MM-ddTHH:mm:ssK", CultureInfo.InvariantCulture)),
                new XAttribute("number", request.DossierNumber ?? string.Empty),
                new XAttribute("known", request.KnownToDestination ? "true" : "false"),
                request.BusinessStatus is { } status ? new XAttribute("businessStatus", (int)status) : null,
                new XElement(Namespace + "identifiers", request.Identifiers.Select(i => new XElement(
                    Namespace + "item",
                    new XAttribute("scheme", Camel(i.Scheme.ToString())),
                    new XAttribute("issuer", i.Issuer.Value),
                    i.Value))),
                new XElement(Namespace + "findings", request.Findings.Select(f => new XElement(
                    Namespace + "finding",
                    new XAttribute("gate", f.Gate),
                    new XAttribute("subject", f.Subject),
                    new XAttribute("verdict", Camel(f.Verdict.ToString()))))),
                packet,
                request.Dossier is { } dossier ? new XElement(Namespace + "dossier", Read(PacketXml.Write(Submitted(request, dossier)))) : null);
            return (Bytes(delivery), Files(delivery));
        }
        catch (Exception e) when (e is ArgumentException or XmlException)
        {
            return null;
        }
    }

    public static ReadOnlyMemory<byte> Bytes(XElement element)
    {
        using var held = new MemoryStream();
        using (var writer = XmlWriter.Create(held, new XmlWriterSettings { Encoding = new UTF8Encoding(false), NewLineHandling = NewLineHandling.Entitize }))
        {
            element.WriteTo(writer);
        }

        return held.GetBuffer().AsMemory(0, (int)held.Length);
    }

    // The dossier has no XML form of its own: it stands as the submission that it was.
    private static Packet Submitted(DeliveryRequest request, Contracts.Dossiers.Dossier dossier) => new()
    {
        PacketId = request.Packet.PacketId,
        Kind = PacketKind.Submission,
        Identifiers = request.Identifiers,
        Content = new Submission { Dossier = dossier },
    };

    /// <summary>The files that a delivery's document names.</summary>
    public static List<FileFacts> Files(XElement delivery) =>
    [
        .. delivery.Descendants(Packets + "sha256")
            .Select(e => e.Parent!)
            .Where(f => f.Element(Packets + "name") is not null && f.Element(Packets + "size") is not null)
            .Select(f => new FileFacts(
                f.Element(Packets + "sha256")!.Value,
                f.Element(Packets + "id")?.Value is { Length: > 0 } id ? id : null,
                f.Element(Packets + "name")!.Value,
                f.Element(Packets + "mediaType")?.Value ?? "application/octet-stream",
                long.Parse(f.Element(Packets + "size")!.Value, CultureInfo.InvariantCulture)))
            .DistinctBy(f => (f.Sha256, f.Id)),
    ];

    private static XElement Read(byte[] xml)
    {
        // Our own writing, not foreign: no limits but those the packet passed when it came in.
        using var reader = XmlReader.Create(new MemoryStream(xml, writable: false), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        return XElement.Load(reader, LoadOptions.PreserveWhitespace);
    }

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
