using System.Text;
using System.Xml;
using System.Xml.Linq;
using Interop.Adapters.Delivery;
using Interop.Adapters.Soap.Declarative;
using Interop.Contracts.Codecs;
using Interop.Contracts.Documents;

namespace Interop.Adapters.Soap.Import;

/// <summary>The invented delivery that a new profile is tried with: the contracts' own sample of a birth registration.</summary>
internal static class SampleDelivery
{
    public static byte[] Write()
    {
        using var stream = typeof(SampleDelivery).Assembly.GetManifestResourceStream("Interop.Adapters.Soap.Import.sample.json")!;
        using var held = new MemoryStream();
        stream.CopyTo(held);
        var packet = PacketJson.Read(held.ToArray()).Packet!;
        var request = new DeliveryRequest
        {
            DeliveryId = "0123456789abcdef0123456789abcdef",
            Attempt = 1,
            Destination = "BO-MAU",
            Sender = "MCDT",
            Packet = packet,
            AcceptedAt = new DateTimeOffset(2026, 11, 20, 1, 31, 6, TimeSpan.Zero),
            Identifiers = packet.Identifiers,
            DossierNumber = packet.Identifiers[0].Value,
            Documents = new Nothing(),
        };
        var root = XElement.Parse(Encoding.UTF8.GetString(DeliveryXml.Write(request)!.Value.Xml.Span));
        using var output = new MemoryStream();
        using (var writer = XmlWriter.Create(output, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" }))
        {
            root.WriteTo(writer);
        }

        return output.ToArray();
    }

    private sealed class Nothing : IDocumentSource
    {
        public Task<Stream> OpenAsync(Sha256Digest digest, CancellationToken cancellationToken) => throw new DocumentUnavailableException("A sample has no bytes.");

        public ValueTask<Uri> LinkAsync(Sha256Digest digest, CancellationToken cancellationToken) => throw new DocumentUnavailableException("A sample has no bytes.");
    }
}
