using System.Xml.Linq;
using Interop.Contracts.Packets;

namespace Interop.Adapters.Soap.Exchange.Documents;

/// <summary>Pure: requests about documents that fit the schema → calls.</summary>
internal static class DocumentRead
{
    /// <summary>The call without its files, and those.</summary>
    public static ExchangeReading<(SendDocumentCall Call, IReadOnlyList<IncomingFile?> Files)> SendOf(XElement body) =>
        ExchangeReading.Of(body, fields => (Send(fields), (IReadOnlyList<IncomingFile?>)[.. fields.Each("file").Select(file => file.File())]));

    public static ExchangeReading<UpdateStatusCall> StatusOf(XElement body) => ExchangeReading.Of(body, fields => new UpdateStatusCall
    {
        PacketId = fields.Token("packetId"),
        DossierNumber = fields.OptionalToken("dossierNumber"),
        Status = new DocumentStatus
        {
            DocumentId = fields.Text("documentId"),
            Receiver = fields.Organisation("receiver"),
            Code = fields.Token("statusCode"),
            At = fields.Time("occurredAt"),
            Description = fields.Optional("description"),
        },
    });

    public static ExchangeReading<GetDocumentCall> GetOf(XElement body) =>
        ExchangeReading.Of(body, fields => new GetDocumentCall(fields.Token("receiptId").ToLowerInvariant()));

    private static SendDocumentCall Send(FieldReader fields) => new()
    {
        PacketId = fields.Token("packetId"),
        DossierNumber = fields.OptionalToken("dossierNumber"),
        Document = new ElectronicDocument
        {
            DocumentId = fields.Text("documentId"),
            BusinessType = fields.Number("businessType")!.Value,
            Notation = fields.Optional("notation"),
            Subject = fields.Text("subject"),
            From = fields.Organisation("from"),
            To = [.. fields.Each("to").Select(each => each.OwnOrganisation())],
            PromulgatedOn = fields.OptionalDate("promulgatedOn"),
        },
    };
}
