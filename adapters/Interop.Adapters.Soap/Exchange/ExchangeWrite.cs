using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Interop.Adapters.Soap.Endpoint;
using Interop.Adapters.Soap.Reading;
using Interop.Contracts.Packets;

namespace Interop.Adapters.Soap.Exchange;

/// <summary>Pure: the hub's answers → the contract's elements, in the schema's order.</summary>
internal static class ExchangeWrite
{
    private const int MaxText = 4000;

    private static readonly XNamespace Ns = ExchangeNames.Namespace;
    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    public static XElement Receipt(string element, Receipt receipt) => new(
        Ns + element,
        Text("receiptId", receipt.ReceiptId),
        Text("packetId", receipt.PacketId),
        receipt.DossierNumber is { } number ? Text("dossierNumber", number) : null,
        Time("acceptedAt", receipt.AcceptedAt),
        Text("disposition", receipt.Disposition switch
        {
            Disposition.Duplicate => "duplicate",
            Disposition.Held => "held",
            _ => "accepted",
        }));

    public static XElement Dossier(GetAnswer.Found found) => new(
        Ns + "GetResponse",
        Text("dossierNumber", found.DossierNumber),
        Status(found.Status),
        Time("since", found.Since),
        found.Steps.Select(step => new XElement(
            Ns + "step",
            Time("occurredAt", step.At),
            Status(step.Status),
            step.Handler is { } handler ? Text("handler", handler) : null,
            step.Title is { } title ? Text("title", title) : null,
            step.Unit is { } unit ? Text("unit", unit) : null,
            Text("content", step.Content))));

    public static XElement Fault(string code, string message, IReadOnlyList<BodyError> errors) => new(
        Ns + "ExchangeFault",
        Text("code", code),
        Text("message", message),
        errors.Select(error => new XElement(
            Ns + "error",
            Text("path", error.Path),
            error.Line is { } line ? new XElement(Ns + "line", line) : null,
            Text("message", error.Message))));

    public static XElement Text(string name, string value) => new(Ns + name, CleanText.Of(value, MaxText));

    private static XElement Status(Contracts.Dossiers.BusinessStatus status) => new(Ns + "statusCode", ((int)status).ToString(CultureInfo.InvariantCulture));

    // With its offset, and in the offset of those who read it.
    public static XElement Time(string name, DateTimeOffset at) => new(Ns + name, XmlConvert.ToString(at.ToOffset(Vietnam)));
}
