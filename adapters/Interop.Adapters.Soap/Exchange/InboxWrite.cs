using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Interop.Adapters.Soap.Exchange;

/// <summary>Pure: an inbox's answers → the contract's elements, in the schema's order.</summary>
internal static class InboxWrite
{
    private static readonly FieldWriter Fields = ExchangeNames.Fields;

    public static XElement List(ListedInbox list) => Fields.Element(
        "ListWaitingResponse",
        Fields.Number("count", list.Count),
        list.Waiting.Select(line => Fields.Element(
            "waiting",
            Fields.Text("deliveryId", line.DeliveryId),
            Head(line),
            Fields.Number("handOuts", line.HandOuts))));

    public static XElement Fetched(FetchedInbox fetched) => Fields.Element(
        "FetchResponse",
        fetched.Deliveries.Select(each => Fields.Element(
            "delivery",
            Fields.Text("deliveryId", each.Delivery.DeliveryId),
            Fields.Element("token", each.Token.ToString(CultureInfo.InvariantCulture)),
            Fields.Time("leaseUntil", each.LeaseUntil),
            Fields.Number("handOut", each.Delivery.HandOuts + 1),
            Fields.Element("mayBeKnown", each.MayBeKnown),
            Head(each.Delivery),
            Fields.Element("packet", Packet(each.Json)),
            each.Files.Select(Fields.File))));

    public static XElement Word(string element, TakenWord word) => Fields.Element(element, Fields.Text("deliveryId", word.DeliveryId), Fields.Text("state", word.State));

    /// <summary>Whole and unchanged: what XML cannot carry stands in JSON's texts, and is escaped as JSON escapes.</summary>
    private static string Packet(ReadOnlyMemory<byte> json)
    {
        var text = Encoding.UTF8.GetString(json.Span);
        if (text.All(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c)))
        {
            return text;
        }

        var escaped = new StringBuilder(text.Length + 64);
        foreach (var c in text)
        {
            _ = XmlConvert.IsXmlChar(c) || char.IsSurrogate(c) ? escaped.Append(c) : escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }

        return escaped.ToString();
    }

    private static IEnumerable<XElement> Head(ListedDelivery line)
    {
        yield return Fields.Text("receiptId", line.ReceiptId);
        yield return Fields.Text("kind", line.Kind);
        yield return Fields.Text("sender", line.Sender);
        yield return Fields.Time("acceptedAt", line.AcceptedAt);
        if (line.DossierNumber is { } number)
        {
            yield return Fields.Text("dossierNumber", number);
        }
    }
}
