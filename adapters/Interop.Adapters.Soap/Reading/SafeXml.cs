using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Interop.Adapters.Soap.Reading;

/// <summary>
/// The only way that foreign XML enters: no document type, no resolver, hard limits, trouble as data with its place.
/// </summary>
public static class SafeXml
{
    /// <summary>
    /// Reads one document.
    /// </summary>
    /// <param name="content">The bytes as received, already bounded by the caller.</param>
    /// <param name="charset">The <c>charset</c> of the Content-Type; null: none. A byte order mark outranks it, it outranks the XML declaration (WS-I BP 1.1, R1012).</param>
    /// <param name="limits">What it may cost; null: <see cref="XmlLimits.Default"/>.</param>
    public static XmlReading Read(ReadOnlyMemory<byte> content, string? charset = null, XmlLimits? limits = null)
    {
        limits ??= XmlLimits.Default;
        if (content.IsEmpty)
        {
            return Unreadable(XmlProblemKind.Malformed, "The message is empty; send an XML document.");
        }

        var (encoding, mark, name) = XmlEncodings.Detect(content.Span, charset);
        if (encoding is null)
        {
            return Unreadable(XmlProblemKind.Encoding, $"The encoding '{Short(name)}' is not taken; send UTF-8.");
        }

        using var bytes = new ReadOnlyMemoryStream(content[mark..]);
        using var text = new StreamReader(bytes, encoding, detectEncodingFromByteOrderMarks: false);
        return Read(text, name, limits);
    }

    private static XmlReading Read(TextReader text, string encodingName, XmlLimits limits)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = limits.MaxCharacters,
            MaxCharactersFromEntities = 1024,
            CloseInput = false,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
        };
        try
        {
            using var reader = new LimitedXmlReader(XmlReader.Create(text, settings), limits);
            return new XmlReading.Read(XDocument.Load(reader, LoadOptions.SetLineInfo));
        }
        catch (XmlLimitException past)
        {
            return Unreadable(XmlProblemKind.LimitExceeded, past.Message, past.Line, past.Position);
        }
        catch (DecoderFallbackException)
        {
            // The decoder runs ahead of the parser by a buffer: the line is where the parser stood, so it is not told.
            return Unreadable(XmlProblemKind.Encoding, $"The bytes are not text in '{Short(encodingName)}'; send UTF-8 and say so in the Content-Type.");
        }
        catch (XmlException malformed)
        {
            return Unreadable(XmlTrouble.Of(malformed, limits));
        }
    }

    private static XmlReading.Unreadable Unreadable(XmlProblemKind kind, string message, int? line = null, int? position = null) =>
        new(new XmlProblem(kind, message, line, position));

    private static XmlReading.Unreadable Unreadable(XmlProblem problem) => new(problem);

    private static string Short(string name) => CleanText.Of(name, 40);
}
