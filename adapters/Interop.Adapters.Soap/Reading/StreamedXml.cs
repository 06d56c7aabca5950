using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Interop.Adapters.Soap.Reading;

/// <summary>What came of reading a document with files in it, as it came in.</summary>
internal abstract record StreamedReading
{
    private StreamedReading()
    {
    }

    /// <summary>The document, its files' elements empty.</summary>
    /// <param name="Document">With line information.</param>
    /// <param name="Lifted">The elements from which files were taken, in order.</param>
    public sealed record Read(XDocument Document, IReadOnlyList<XElement> Lifted) : StreamedReading;

    /// <summary>Not XML, or past a limit, or a file in it is not base64.</summary>
    public sealed record Unreadable(XmlProblem Problem) : StreamedReading;

    /// <summary>Longer than taken, or the shared budget is spent.</summary>
    public sealed record TooMuch(BodyReadOutcome Outcome) : StreamedReading;

    /// <summary>Who takes the files wanted no more.</summary>
    public sealed record Stopped : StreamedReading;
}

/// <summary>
/// The other way that foreign XML enters: of any size, because the files in it do not stay. The same rules as
/// <see cref="SafeXml"/>: no document type, no resolver, hard limits, trouble as data.
/// </summary>
internal sealed class StreamedXml
{
    // Enough for a byte order mark and an XML declaration.
    private const int Head = 512;

    private readonly HashSet<XName> _elements;
    private readonly Func<int, Stream, CancellationToken, Task<bool>> _take;

    /// <summary>A way for documents of one kind.</summary>
    /// <param name="elements">The elements that hold files.</param>
    /// <param name="take">Takes a file by its number from 0, valid while it runs; false: no more is wanted. One that breaks throws into it.</param>
    public StreamedXml(IEnumerable<XName> elements, Func<int, Stream, CancellationToken, Task<bool>> take) => (_elements, _take) = ([.. elements], take);

    /// <summary>Most files of one document: reading ahead is free behind each, so there must be an end of them.</summary>
    public required int MaxFiles { get; init; }

    /// <summary>Most bytes of one file, decoded.</summary>
    public required long MaxFileBytes { get; init; }

    /// <summary>What the rest may cost; its bytes are counted by the stream.</summary>
    public required XmlLimits Limits { get; init; }

    /// <summary>Reads it. What the transport throws is the caller's.</summary>
    public async Task<StreamedReading> ReadAsync(MeteredStream message, string? charset, CancellationToken cancellationToken)
    {
        var count = 0;
        try
        {
            var head = new byte[Head];
            var length = await message.ReadAtLeastAsync(head, Head, throwOnEndOfStream: false, cancellationToken);
            var (encoding, mark, name) = XmlEncodings.Detect(head.AsSpan(0, length), charset);
            if (length == 0 || encoding is null)
            {
                return Unreadable(
                    length == 0 ? XmlProblemKind.Malformed : XmlProblemKind.Encoding,
                    length == 0 ? "The message is empty; send an XML document." : $"The encoding '{CleanText.Of(name, 40)}' is not taken; send UTF-8.");
            }

            using var text = new StreamReader(new Rejoined(head.AsMemory(mark, length - mark), message), encoding, detectEncodingFromByteOrderMarks: false);
            using var reader = new LimitedXmlReader(new LiftingReader(XmlReader.Create(text, Settings(Limits)), _elements, LiftAsync), Limits);
            var document = await XDocument.LoadAsync(reader, LoadOptions.SetLineInfo, cancellationToken);
            return new StreamedReading.Read(document, [.. document.Descendants().Where(element => _elements.Contains(element.Name) && !element.IsEmpty)]);
        }
        catch (LiftException stopped)
        {
            return stopped.Problem is { } problem ? new StreamedReading.Unreadable(problem) : new StreamedReading.Stopped();
        }
        catch (MeterException metered)
        {
            return new StreamedReading.TooMuch(metered.Outcome);
        }
        catch (XmlLimitException past)
        {
            return Unreadable(XmlProblemKind.LimitExceeded, past.Message, past.Line, past.Position);
        }
        catch (DecoderFallbackException)
        {
            return Unreadable(XmlProblemKind.Encoding, "The bytes are not text in the encoding that the message names; send UTF-8 and say so in the Content-Type.");
        }
        catch (XmlException malformed)
        {
            return new StreamedReading.Unreadable(XmlTrouble.Of(malformed, Limits));
        }

        async Task LiftAsync(XmlReader at)
        {
            if (count == MaxFiles)
            {
                throw new LiftException(new XmlProblem(XmlProblemKind.LimitExceeded, $"More than {MaxFiles} files in one message; send fewer.", null, null));
            }

            await using var file = new Base64ElementStream(at, MaxFileBytes, Limits);
            message.IsFree = true;
            bool goesOn;
            try
            {
                goesOn = await _take(count++, file, cancellationToken);
            }
            catch (Exception) when (file.Problem is not null)
            {
                throw new LiftException(file.Problem);
            }

            if (!goesOn || file.Problem is not null || !file.Ended)
            {
                throw new LiftException(file.Problem);
            }

            message.IsFree = false;
        }
    }

    private static XmlReaderSettings Settings(XmlLimits limits) => new()
    {
        NameTable = new LimitedNames(limits),
        Async = true,
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersFromEntities = 1024,
        CloseInput = false,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    private static StreamedReading.Unreadable Unreadable(XmlProblemKind kind, string message, int? line = null, int? position = null) =>
        new(new XmlProblem(kind, message, line, position));

    // Leaves the framework's loader and is turned into data above. Null: nothing is wrong, no more was wanted.
    private sealed class LiftException(XmlProblem? problem) : Exception
    {
        public XmlProblem? Problem { get; } = problem;
    }
}
