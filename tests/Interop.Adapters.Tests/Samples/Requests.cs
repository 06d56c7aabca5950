using Interop.Adapters.Delivery;
using Interop.Contracts.Dossiers;
using Interop.Contracts.Packets;

namespace Interop.Adapters.Tests.Samples;

/// <summary>Deliveries as the hub makes them.</summary>
internal static class Requests
{
    public static DeliveryRequest Submission(string number = SampleDossier.Number, string delivery = "d0000000000000000000000000000001") =>
        Of(PacketKind.Submission, new Submission { Dossier = SampleDossier.Birth() }, number, delivery);

    public static DeliveryRequest Of(PacketKind kind, PacketContent content, string number = SampleDossier.Number, string delivery = "d0000000000000000000000000000002") => new()
    {
        DeliveryId = delivery,
        Attempt = 1,
        Destination = "DICH",
        Sender = "MCDT",
        Packet = new Packet { PacketId = "p-" + delivery, Kind = kind, Identifiers = SampleDossier.Identifiers(number), Content = content },
        AcceptedAt = Instants.At("2024-06-03T01:16:00Z"),
        Identifiers = SampleDossier.Identifiers(number),
        DossierNumber = number,
        Dossier = content is Submission ? null : SampleDossier.Birth(),
        Documents = new DocumentShelf(SampleDossier.Certificate),
    };

    public static ProcessingStep Step(string at, BusinessStatus status, string content, string? handler = null) =>
        new() { At = Instants.At(at), Status = status, Content = content, Handler = handler };
}
