using System.Text;
using System.Xml;
using System.Xml.Linq;
using Interop.Simulators.Hosting;

namespace Interop.Simulators.Soap;

/// <summary>SOAP 1.1 as a legacy system reads and writes it.</summary>
internal static class SoapText
{
    public const string ContentType = "text/xml; charset=utf-8";
    public static readonly XNamespace Envelope = "http://schemas.xmlsoap.org/soap/envelope/";

    private static readonly XmlReaderSettings s_safe = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <summary>The first element of the body, or what is wrong.</summary>
    public static (XElement? Body, string? Problem) Read(byte[] bytes)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(bytes, writable: false), s_safe);
            var root = XElement.Load(reader);
            return root.Name != Envelope + "Envelope" ? (null, "Không phải phong bì SOAP 1.1")
                : root.Element(Envelope + "Body")?.Elements().FirstOrDefault() is { } first ? (first, null)
                : (null, "Phong bì SOAP không có nội dung");
        }
        catch (XmlException broken)
        {
            return (null, $"XML không hợp lệ: dòng {broken.LineNumber}, cột {broken.LinePosition}");
        }
    }

    public static byte[] Wrap(XElement body)
    {
        var root = new XElement(
            Envelope + "Envelope",
            new XAttribute(XNamespace.Xmlns + "soap", Envelope.NamespaceName),
            new XElement(Envelope + "Body", body));
        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), CloseOutput = false }))
        {
            root.WriteTo(writer);
        }

        return bytes.ToArray();
    }

    public static Answer Reply(XElement body) => new(200, ContentType, Wrap(body));

    /// <summary>A fault: HTTP 500, as SOAP 1.1 over HTTP has it.</summary>
    /// <param name="code"><c>Client</c> or <c>Server</c>.</param>
    /// <param name="text">The fault string.</param>
    public static Answer Fault(string code, string text) =>
        new(500, ContentType, Wrap(new XElement(Envelope + "Fault", new XElement("faultcode", "soap:" + code), new XElement("faultstring", text)))) { IsRefusal = true };
}
