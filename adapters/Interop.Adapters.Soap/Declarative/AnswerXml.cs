using System.Globalization;
using System.Xml.Linq;
using Interop.Adapters.Soap.Client;

namespace Interop.Adapters.Soap.Declarative;

/// <summary>The documents that rules judge: the Body's child of an answer; <c>empty</c> where there is none; <c>fault</c> of a SOAP fault.</summary>
internal static class AnswerXml
{
    public static ReadOnlyMemory<byte> Of(SoapExchange.Reply reply) =>
        DeliveryXml.Bytes(reply.Body ?? new XElement("empty", new XAttribute("status", reply.HttpStatus.ToString(CultureInfo.InvariantCulture))));

    public static ReadOnlyMemory<byte> Of(SoapExchange.FaultReply reply) => DeliveryXml.Bytes(new XElement(
        "fault",
        new XAttribute("kind", reply.Fault.Kind.ToString()),
        new XAttribute("code", reply.Fault.Code ?? reply.Fault.Kind.ToString()),
        new XAttribute("status", reply.HttpStatus.ToString(CultureInfo.InvariantCulture)),
        new XElement("text", reply.Fault.Text),
        reply.Fault.Detail is { } detail ? new XElement("detail", detail.Elements()) : null));
}
