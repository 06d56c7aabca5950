using System.Text;
using System.Xml;
using System.Xml.XPath;
using System.Xml.Xsl;

namespace Interop.Adapters.Soap.Transforms;

/// <summary>Compiles and runs, inside a worker. What it cannot survive its supervisor notices.</summary>
internal sealed class StylesheetRunner
{
    private readonly Dictionary<string, StylesheetSet> _sets = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Key, string Entry), XslCompiledTransform> _compiled = [];

    public TransformOutcome Run(WorkerRequest request)
    {
        if (request.Sheets is { } given)
        {
            if (_sets.Count >= WorkerRequest.SetsKept)
            {
                _sets.Clear();
                _compiled.Clear();
            }

            _sets[request.Key] = given;
        }

        var sheets = _sets[request.Key];
        if (!_compiled.TryGetValue((request.Key, request.Entry), out var transform))
        {
            try
            {
                transform = Compile(sheets, request.Entry);
            }
            catch (Exception e) when (e is XsltException or XmlException or XPathException or FunctionException)
            {
                return new TransformOutcome.Failed(OfCompiling(e, request.Entry));
            }

            _compiled[(request.Key, request.Entry)] = transform;
        }

        return request.Input.IsEmpty ? new TransformOutcome.Made(default, []) : Run(transform, sheets, request);
    }

    private static XslCompiledTransform Compile(StylesheetSet sheets, string entry)
    {
        if (!sheets.Files.TryGetValue(entry, out var content))
        {
            throw new FunctionException("The profile has no such stylesheet.");
        }

        var transform = new XslCompiledTransform();
        using var reader = FolderResolver.Reader(entry, content);
        transform.Load(reader, new XsltSettings(enableDocumentFunction: false, enableScript: false), new FolderResolver(sheets));
        return transform;
    }

    private static TransformOutcome Run(XslCompiledTransform transform, StylesheetSet sheets, WorkerRequest request)
    {
        var functions = new StylesheetFunctions(request.Facts, sheets.Maps);
        var arguments = new XsltArgumentList();
        arguments.AddExtensionObject(StylesheetFunctions.Namespace, functions);
        string? said = null;

        // The words of a stylesheet that refuses; what it says on the way is nobody's.
        arguments.XsltMessageEncountered += (_, message) => said = message.Message;
        using var output = new CountingStream(request.MaxOutputBytes);
        try
        {
            var settings = transform.OutputSettings!.Clone();
            settings.Encoding = new UTF8Encoding(false);
            settings.CloseOutput = false;
            using var reader = XmlReader.Create(
                new MemoryStream(request.Input.ToArray(), writable: false),
                new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            using var writer = XmlWriter.Create(output, settings);
            transform.Transform(new XPathDocument(reader), arguments, writer, XmlResolver.ThrowingResolver);
        }
        catch (Exception e) when (Find<OutputLimitException>(e) is not null)
        {
            return new TransformOutcome.Stopped(StopReason.TooMuchOutput, $"The stylesheet {request.Entry} wrote more than {request.MaxOutputBytes} bytes.");
        }
        catch (Exception e) when (e is not OutOfMemoryException && Find<OutOfMemoryException>(e) is null)
        {
            return new TransformOutcome.Failed(OfRunning(e, said, request.Entry));
        }

        return Marked(output.GetBuffer().AsMemory(0, (int)output.Length), functions.Marks, request.Entry);
    }

    private static TransformOutcome Marked(ReadOnlyMemory<byte> output, IReadOnlyList<FileMark> given, string entry)
    {
        List<(int At, FileMark Mark)> used = [];
        foreach (var mark in given)
        {
            var bytes = Encoding.ASCII.GetBytes(mark.Mark);
            var at = output.Span.IndexOf(bytes);
            if (at < 0)
            {
                continue;
            }

            if (output.Span[(at + bytes.Length)..].IndexOf(bytes) >= 0)
            {
                return new TransformOutcome.Failed(new TransformProblem(
                    ProblemKind.Run, "A file's mark stands twice in the output; call f:file anew at every place where the file belongs.", entry));
            }

            used.Add((at, mark));
        }

        return new TransformOutcome.Made(output, [.. used.OrderBy(u => u.At).Select(u => u.Mark)]);
    }

    private static TransformProblem OfCompiling(Exception e, string entry) => e switch
    {
        _ when Find<FunctionException>(e) is { } ours => Placed(ours.Message, e, entry),
        XsltException or XmlException => Placed(e.Message, e, entry),
        _ => new TransformProblem(ProblemKind.Stylesheet, e.Message, entry),
    };

    private static TransformProblem Placed(string message, Exception e, string entry) => e switch
    {
        XsltException { LineNumber: > 0 } x => new(ProblemKind.Stylesheet, message, Source(x.SourceUri) ?? entry, x.LineNumber, x.LinePosition),
        XmlException { LineNumber: > 0 } x => new(ProblemKind.Stylesheet, message, Source(x.SourceUri) ?? entry, x.LineNumber, x.LinePosition),
        _ => new(ProblemKind.Stylesheet, message, entry),
    };

    private static string? Source(string? address) => Uri.TryCreate(address, UriKind.Absolute, out var known) ? FolderResolver.NameOf(known) : null;

    // A run's own messages of the framework may quote the document: only their kind is told.
    private static TransformProblem OfRunning(Exception e, string? said, string entry) => e switch
    {
        _ when Find<FunctionException>(e) is { } ours => new(ProblemKind.Run, ours.Message, entry),
        XsltException when said is not null && e.Message.Contains(said, StringComparison.Ordinal) => new(ProblemKind.Refused, said, entry),
        XsltException when e.Message.Contains("document()", StringComparison.Ordinal) => new(ProblemKind.Stylesheet, "document() is off; what a stylesheet needs it gets as its document, settings or code maps.", entry),
        XsltException when e.Message.Contains("cript", StringComparison.Ordinal) => new(ProblemKind.Stylesheet, "Scripts are off; use the functions of " + StylesheetFunctions.Namespace + ".", entry),
        XsltException when Undefined(e) => new(ProblemKind.Stylesheet, e.Message, entry),
        XmlException or XPathException => new(ProblemKind.Run, "The document that the stylesheet was given cannot be read as XML.", entry),
        ArgumentException or InvalidOperationException => new(ProblemKind.Run, "What the stylesheet writes is no XML: a character that XML cannot carry, an attribute after content, or text beside the root.", entry),
        _ => new(ProblemKind.Run, $"The stylesheet gave up ({e.GetType().Name}); try it with 'soap test' on this kind of packet.", entry),
    };

    // Calls of functions are bound when they are made; these messages name the function and nothing of the document.
    private static bool Undefined(Exception e) =>
        e.Message.Contains(StylesheetFunctions.Namespace, StringComparison.Ordinal) || e.Message.Contains("extension", StringComparison.OrdinalIgnoreCase);

    private static T? Find<T>(Exception? e)
        where T : Exception
    {
        for (; e is not null; e = e.InnerException)
        {
            if (e is T found)
            {
                return found;
            }
        }

        return null;
    }
}
