using System.Xml;

namespace Interop.Contracts.Codecs.Xml;

/// <summary>A sender's XML, opened so that nothing in it can make us fetch, expand or read without end.</summary>
internal static class XmlSource
{
    /// <summary>A reader without DTD, entities and network; comments and processing instructions are passed over.</summary>
    public static XmlReader Open(ReadOnlyMemory<byte> xml) => XmlReader.Create(new ReadOnlyMemoryStream(xml), new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        MaxCharactersInDocument = Math.Max(xml.Length, 1),
        CloseInput = true,
    });

    /// <summary>Finds the kind, wherever it stands: it decides what the content must be.</summary>
    public static string? FindKind(ReadOnlyMemory<byte> xml)
    {
        using var reader = Open(xml);
        try
        {
            while (reader.Read())
            {
                if (reader is { Depth: 1, NodeType: XmlNodeType.Element, LocalName: "kind" })
                {
                    return reader.IsEmptyElement || !reader.Read() || reader.NodeType != XmlNodeType.Text ? null : reader.Value;
                }
            }
        }
        catch (XmlException e) when (e.LineNumber == 0)
        {
            // Of a DTD the parser does not say where it stands.
            var at = (IXmlLineInfo)reader;
            throw new XmlException(e.Message, e, Math.Max(1, at.LineNumber), Math.Max(1, at.LinePosition));
        }

        return null;
    }
}
