using System.Xml.Linq;
using Interop.Adapters.Inbound;
using Interop.Adapters.Soap.Declarative.Receiving;
using Interop.Contracts.Packets;

namespace Interop.Adapters.Soap.Import;

/// <summary>What the stylesheets of receiving are tried on, invented as all samples are.</summary>
internal static class SampleReceiving
{
    private static readonly DateTimeOffset s_at = new(2026, 11, 20, 8, 0, 0, TimeSpan.FromHours(7));

    public static XElement Poll => Read(ReceivedXml.Poll(s_at.AddDays(-1), s_at, ["000.00.18.H40-261120-0001"]));

    public static XElement Acknowledge => Read(ReceivedXml.Acknowledge("1", Taken("BM-1")));

    /// <summary>What is answered when these packets were taken.</summary>
    public static XElement Received(IReadOnlyList<PulledPacket> packets) =>
        Read(ReceivedXml.Received([.. packets.Select((packet, i) => (packet, (IntakeOutcome)Taken($"BM-{i + 1}")))], null));

    private static IntakeOutcome.Accepted Taken(string packetId) => new(
        new Receipt { ReceiptId = "01J0000000000000000000000A", PacketId = packetId, DossierNumber = "000.00.18.H40-261120-0001", AcceptedAt = s_at, Disposition = Disposition.Update },
        Repeated: false);

    private static XElement Read(ReadOnlyMemory<byte> xml)
    {
        using var content = new Reading.ReadOnlyMemoryStream(xml);
        return XElement.Load(content);
    }
}
