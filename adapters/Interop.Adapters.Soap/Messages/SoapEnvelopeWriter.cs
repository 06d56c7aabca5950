using System.Xml;
using System.Xml.Linq;
using Interop.Adapters.Soap.Reading;

namespace Interop.Adapters.Soap.Messages;

/// <summary>Writes envelopes as UTF-8 bytes, whole, so that their length is known before the first byte goes.</summary>
internal static class SoapEnvelopeWriter
{
    /// <summary>An envelope around what <paramref name="body"/> writes.</summary>
    /// <exception cref="ArgumentException">The body holds a character that XML cannot carry.</exception>
    public static ArraySegment<byte> Write(SoapVersion version, IReadOnlyList<XElement> headers, Action<XmlWriter> body)
    {
        var buffer = new MemoryStream(4096);
        var settings = new XmlWriterSettings
        {
            Encoding = XmlEncodings.Utf8,
            CheckCharacters = true,
            CloseOutput = false,

            // A parser turns a bare CR LF into LF; as a reference it arrives as it was written.
            NewLineHandling = NewLineHandling.Entitize,
        };
        using (var writer = XmlWriter.Create(buffer, settings))
        {
            var soap = version.Namespace.NamespaceName;
            writer.WriteStartElement("soap", "Envelope", soap);
            if (headers.Count > 0)
            {
                writer.WriteStartElement("soap", "Header", soap);
                foreach (var header in headers)
                {
                    header.WriteTo(writer);
                }

                writer.WriteEndElement();
            }

            writer.WriteStartElement("soap", "Body", soap);
            body(writer);
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        return new ArraySegment<byte>(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>An envelope around one element.</summary>
    public static ArraySegment<byte> Write(SoapVersion version, XElement body) => Write(version, [], body.WriteTo);
}
