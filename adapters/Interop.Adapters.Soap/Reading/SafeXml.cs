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
    public static XmlReading Read(ReadOnlyMemory<byte> content, string? charset = null, XmlLimits? limits = null) =>
        Load(content, charset, limits ?? XmlLimits.Default, asWritten: false, static reader => XDocument.Load(reader, LoadOptions.SetLineInfo)) switch
        {
            ({ } document, _) => new XmlReading.Read(document),
            (_, var problem) => new XmlReading.Unreadable(problem!),
        };

    /// <summary>The same door for a tree of another kind.</summary>
    /// <param name="content">The bytes as received.</param>
    /// <param name="charset">The <c>charset</c> of the Content-Type; null: none.</param>
    /// <param name="limits">What it may cost.</param>
    /// <param name="asWritten">Comments, instructions and whitespace are kept: a signature may be over them.</param>
    /// <param name="load">Makes the tree.</param>
    internal static (T? Tree, XmlProblem? Problem) Load<T>(ReadOnlyMemory<byte> content, string? charset, XmlLimits limits, bool asWritten, Func<XmlReader, T> load)
        where T : class
    {
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
        var settings = new XmlReaderSettings
        {
            NameTable = new LimitedNames(limits),
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = limits.MaxCharacters,
            MaxCharactersFromEntities = 1024,
            CloseInput = false,
            IgnoreComments = !asWritten,
            IgnoreProcessingInstructions = !asWritten,
            IgnoreWhitespace = !asWritten,
        };
        try
        {
            using var reader = new LimitedXmlReader(XmlReader.Create(text, settings), limits);
            return (load(reader), null);
        }
        catch (XmlLimitException past)
        {
            return Unreadable(XmlProblemKind.LimitExceeded, past.Message, past.Line, past.Position);
        }
        catch (DecoderFallbackException)
        {
            // The decoder runs ahead of the parser by a buffer: the line is where the parser stood, so it is not told.
            return Unreadable(XmlProblemKind.Encoding, $"The bytes are not text in '{Short(name)}'; send UTF-8 and say so in the Content-Type.");
        }
        catch (XmlException malformed)
        {
            return (null, XmlTrouble.Of(malformed, limits));
        }

        (T?, XmlProblem?) Unreadable(XmlProblemKind kind, string message, int? line = null, int? position = null) =>
            (null, new XmlProblem(kind, message, line, position));
    }

    private static string Short(string name) => CleanText.Of(name, 40);
}
