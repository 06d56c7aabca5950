using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Interop.Contracts.Documents;

namespace Interop.Adapters.Soap.Exchange;

/// <summary>Pure: an inbox's answers → the contract's elements, in the schema's order.</summary>
internal static class InboxWrite
{
    private static readonly XNamespace Ns = ExchangeNames.Namespace;

    public static XElement List(ListedInbox list) => new(
        Ns + "ListWaitingResponse",
        Number("count", list.Count),
        list.Waiting.Select(line => new XElement(
            Ns + "waiting",
            ExchangeWrite.Text("deliveryId", line.DeliveryId),
            Head(line),
            Number("handOuts", line.HandOuts))));

    public static XElement Fetched(FetchedInbox fetched) => new(
        Ns + "FetchResponse",
        fetched.Deliveries.Select(each => new XElement(
            Ns + "delivery",
            ExchangeWrite.Text("deliveryId", each.Delivery.DeliveryId),
            new XElement(Ns + "token", each.Token.ToString(CultureInfo.InvariantCulture)),
            ExchangeWrite.Time("leaseUntil", each.LeaseUntil),
            Number("handOut", each.Delivery.HandOuts + 1),
            new XElement(Ns + "mayBeKnown", each.MayBeKnown),
            Head(each.Delivery),
            new XElement(Ns + "packet", Packet(each.Json)),
            each.Files.Select(File))));

    public static XElement Word(string element, TakenWord word) => new(Ns + element, ExchangeWrite.Text("deliveryId", word.DeliveryId), ExchangeWrite.Text("state", word.State));

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
        yield return ExchangeWrite.Text("receiptId", line.ReceiptId);
        yield return ExchangeWrite.Text("kind", line.Kind);
        yield return ExchangeWrite.Text("sender", line.Sender);
        yield return ExchangeWrite.Time("acceptedAt", line.AcceptedAt);
        if (line.DossierNumber is { } number)
        {
            yield return ExchangeWrite.Text("dossierNumber", number);
        }
    }

    private static XElement File(FetchedFile file)
    {
        DocumentReference reference = file.Reference;
        return new XElement(
            Ns + "file",
            ExchangeWrite.Text("name", reference.Name),
            ExchangeWrite.Text("mediaType", reference.MediaType),
            Number("size", reference.Size),
            new XElement(Ns + "sha256", reference.Sha256.Value),
            new XElement(Ns + "address", file.Address.AbsoluteUri),
            file.Data is { } data ? new XElement(Ns + "data", Convert.ToBase64String(data.Span)) : null);
    }

    private static XElement Number(string name, long value) => new(Ns + name, value.ToString(CultureInfo.InvariantCulture));
}
