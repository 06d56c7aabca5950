using System.Xml.Linq;
using Interop.Contracts.Packets;

namespace Interop.Adapters.Soap.Exchange.Documents;

/// <summary>Pure: a document as the hub has it → the contract's element, in the schema's order.</summary>
internal static class DocumentWrite
{
    private static readonly FieldWriter Fields = DocumentNames.Fields;

    public static XElement Found(FoundDocument found) => Fields.Element(
        "GetDocumentResponse",
        Fields.Text("receiptId", found.ReceiptId),
        Fields.Text("sender", found.Sender),
        Fields.Time("acceptedAt", found.AcceptedAt),
        Fields.Optional("dossierNumber", found.DossierNumber),
        Fields.OptionalTime("contentGoneAt", found.ContentGoneAt),
        found.Document is { } document ? Header(document) : null,
        found.Receivers.Select(receiver => Fields.Element(
            "delivery",
            Fields.Text("destination", receiver.Destination),
            Fields.Text("state", receiver.State),
            Fields.Time("since", receiver.Since),
            Fields.Optional("reference", receiver.Reference))),
        found.Statuses.Select(known => Fields.Element(
            "status",
            Fields.Text("receiver", known.Status.Receiver.Value),
            Fields.Text("statusCode", known.Status.Code),
            Fields.Time("occurredAt", known.Status.At),
            Fields.Optional("description", known.Status.Description),
            Fields.Text("sender", known.Sender),
            Fields.Time("acceptedAt", known.AcceptedAt))),
        found.Files.Select(Fields.File));

    private static XElement Header(ElectronicDocument document) => Fields.Element(
        "document",
        Fields.Text("documentId", document.DocumentId),
        Fields.Number("businessType", document.BusinessType),
        Fields.Optional("notation", document.Notation),
        Fields.Text("subject", document.Subject),
        Fields.Text("from", document.From.Value),
        document.To.Select(to => Fields.Text("to", to.Value)),
        Fields.OptionalDate("promulgatedOn", document.PromulgatedOn));
}
