using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Interop.Adapters.Soap.Endpoint;
using Interop.Adapters.Soap.Reading;
using Interop.Contracts.Packets;

namespace Interop.Adapters.Soap.Exchange;

/// <summary>Pure: what all the hub's contracts have alike, as elements of one of them, in the schema's order.</summary>
/// <param name="ns">The contract's namespace.</param>
internal sealed class FieldWriter(XNamespace ns)
{
    private const int MaxText = 4000;

    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    public XName Name(string local) => ns + local;

    public XElement Element(string name, params object?[] content) => new(ns + name, content);

    public XElement Text(string name, string value) => new(ns + name, CleanText.Of(value, MaxText));

    public XElement? Optional(string name, string? value) => value is null ? null : Text(name, value);

    public XElement Number(string name, long value) => new(ns + name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>With its offset, and in the offset of those who read it.</summary>
    public XElement Time(string name, DateTimeOffset at) => new(ns + name, XmlConvert.ToString(at.ToOffset(Vietnam)));

    public XElement? OptionalTime(string name, DateTimeOffset? at) => at is { } time ? Time(name, time) : null;

    public XElement? OptionalDate(string name, DateOnly? day) => day is { } date ? new XElement(ns + name, date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) : null;

    /// <summary>A receipt: what an operation that sends a packet answers.</summary>
    public XElement Receipt(string element, Receipt receipt) => Element(
        element,
        Text("receiptId", receipt.ReceiptId),
        Text("packetId", receipt.PacketId),
        Optional("dossierNumber", receipt.DossierNumber),
        Time("acceptedAt", receipt.AcceptedAt),
        Text("disposition", receipt.Disposition switch
        {
            Disposition.Duplicate => "duplicate",
            Disposition.Held => "held",
            _ => "accepted",
        }));

    /// <summary>A file that the hub gives: its bytes, or where they are read.</summary>
    public XElement File(FetchedFile file) => Element(
        "file",
        Text("name", file.Reference.Name),
        Text("mediaType", file.Reference.MediaType),
        Number("size", file.Reference.Size),
        Element("sha256", file.Reference.Sha256.Value),
        Element("address", file.Address.AbsoluteUri),
        file.Data is { } data ? Element("data", Convert.ToBase64String(data.Span)) : null);

    /// <summary>The detail of every fault.</summary>
    public XElement Fault(string code, string message, IReadOnlyList<BodyError> errors) => Element(
        "ExchangeFault",
        Text("code", code),
        Text("message", message),
        errors.Select(error => Element(
            "error",
            Text("path", error.Path),
            error.Line is { } line ? Number("line", line) : null,
            Text("message", error.Message))));
}
