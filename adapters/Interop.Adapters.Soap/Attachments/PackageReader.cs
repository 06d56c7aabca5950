using Interop.Adapters.Soap.Reading;

namespace Interop.Adapters.Soap.Attachments;

/// <summary>
/// Reads a <c>multipart/related</c> message as it comes in (RFC 2387; XOP 1.0, SOAP with Attachments): first the root,
/// then one attachment after the other, forward only.
/// <code>
/// Open ─► ReadRootAsync ─► NextAsync ─► Part … ─► End
///   └► Refused  └► Broken     └► Broken
/// </code>
/// What a partner can do wrong comes back as data, and the same again however often one asks. What the transport
/// throws (a line that broke, a sender too slow) is the caller's and passes through.
/// </summary>
internal sealed class PackageReader : IAsyncDisposable
{
    private readonly PackageType _type;
    private readonly PackageLimits _limits;
    private readonly BoundaryScanner _scanner;
    private readonly Func<Stream>? _shelf;
    private readonly HashSet<string> _seen = [];
    private readonly Queue<(int Number, PartHeaders Headers, Stream Content)> _early = [];
    private IReadOnlyList<PartReference>? _references;
    private HashSet<string> _referenced = [];
    private string? _rootId;
    private bool _takesUnreferenced;
    private int _parts;
    private PartStream? _current;
    private Stream? _unshelved;
    private PackageProblem? _problem;
    private bool _finished;

    private PackageReader(Stream message, PackageType type, PackageLimits limits, Func<Stream>? shelf)
    {
        (_type, _limits, _shelf) = (type, limits, shelf);
        _scanner = new BoundaryScanner(message, type.Boundary, limits);
    }

    /// <summary>Opens a package; reads nothing yet.</summary>
    /// <param name="message">The body. Read forward and asynchronously; the caller's to close.</param>
    /// <param name="contentType">The Content-Type that it came with.</param>
    /// <param name="limits">What it may cost; null: <see cref="PackageLimits.Default"/>.</param>
    /// <param name="shelf">
    /// Opens an empty stream, to be written and read, off the memory; where parts wait that precede their root. Null:
    /// such a package is refused. Nobody is known to send one, but RFC 2387 allows it.
    /// </param>
    public static PackageOpening Open(Stream message, string? contentType, PackageLimits? limits = null, Func<Stream>? shelf = null)
    {
        var (type, problem) = PackageType.Read(contentType);
        return type is null
            ? new PackageOpening.Refused(problem!)
            : new PackageOpening.Opened(new PackageReader(message, type, limits ?? PackageLimits.Default, shelf));
    }

    /// <summary>The root, in memory and parsed within the limits. Once, before all else.</summary>
    public async Task<RootReading> ReadRootAsync(XmlLimits? xml, BodyBudget? budget, CancellationToken cancellationToken, BodyGate? gate = null)
    {
        if (_parts > 0)
        {
            throw new InvalidOperationException("The root was read, or could not be.");
        }

        try
        {
            while (await HeadersAsync(cancellationToken) is { } headers)
            {
                if (IsRoot(headers))
                {
                    return await RootAsync(headers, xml, budget, gate, cancellationToken);
                }

                await ShelveAsync(headers, cancellationToken);
            }

            throw Broken(PackageProblemKind.RootMissing, "No part is the root that the Content-Type names; send its Content-ID as start.");
        }
        catch (BrokenPackageException broken)
        {
            return new RootReading.Broken(Keep(broken.Problem));
        }
    }

    /// <summary>The next attachment, or the end.</summary>
    public async Task<PartReading> NextAsync(CancellationToken cancellationToken)
    {
        if (_problem is not null)
        {
            return new PartReading.Broken(_problem);
        }

        if (_references is null)
        {
            throw new InvalidOperationException("The root comes first.");
        }

        try
        {
            return await NextPartAsync(cancellationToken) is { } part ? new PartReading.Part(part) : new PartReading.End(_parts);
        }
        catch (BrokenPackageException broken)
        {
            return new PartReading.Broken(Keep(broken.Problem));
        }
    }

    /// <summary>Gives up what waits on the shelf.</summary>
    public async ValueTask DisposeAsync()
    {
        await UnshelveAsync();
        while (_early.TryDequeue(out var early))
        {
            await early.Content.DisposeAsync();
        }
    }

    private async Task<PackagePart?> NextPartAsync(CancellationToken cancellationToken)
    {
        await UnshelveAsync();
        if (_early.TryDequeue(out var early))
        {
            _unshelved = early.Content;
            return new PackagePart(early.Number, early.Headers, Refers(early.Headers, early.Number), early.Content);
        }

        if (await HeadersAsync(cancellationToken) is { } headers)
        {
            return new PackagePart(_parts, headers, Refers(headers, _parts), Content(headers, _limits.MaxPartBytes, TooLarge()));
        }

        var missing = _references!.FirstOrDefault(reference => reference.IsNeeded && (reference.ContentId == _rootId || !_seen.Contains(reference.ContentId)));
        return missing is null
            ? null
            : throw new BrokenPackageException(PackageProblemKind.PartMissing, $"The root refers to a part that is not in the message{missing.Place}; send it, with the Content-ID of the reference.");
    }

    // Past what is left of the current part, to the headers of the next; null: that was the last.
    private async Task<PartHeaders?> HeadersAsync(CancellationToken cancellationToken)
    {
        if (_finished)
        {
            return null;
        }

        await (_current is null ? ToFirstBoundaryAsync(cancellationToken) : _current.DrainAsync(cancellationToken));
        if (_current is not null)
        {
            await _current.DisposeAsync();
        }

        if (_scanner.PassBoundary())
        {
            await _scanner.DrainAsync(cancellationToken);
            _finished = true;
            return null;
        }

        _parts++;
        if (await _scanner.ReadHeadersAsync(cancellationToken) is not { } lines)
        {
            throw Broken(PackageProblemKind.FinalBoundaryMissing, "The message ends without its final boundary; end it with the boundary between two pairs of hyphens.");
        }

        if (_parts > _limits.MaxParts)
        {
            throw Broken(PackageProblemKind.TooManyParts, $"The message has more than {_limits.MaxParts} parts; send fewer files in one.");
        }

        var headers = PartHeaders.Parse(lines) ?? throw Broken(PackageProblemKind.HeadersMalformed, "The headers of a part are malformed; send each once, and an empty line after them.");
        if (headers.ContentId is { } id && !_seen.Add(id))
        {
            throw Broken(PackageProblemKind.DuplicateContentId, "Two parts have the same Content-ID; send each with its own.");
        }

        return headers;
    }

    private async Task ToFirstBoundaryAsync(CancellationToken cancellationToken)
    {
        var nowhere = new byte[1024];
        try
        {
            while (await _scanner.ReadAsync(nowhere, cancellationToken) > 0)
            {
                if (_scanner.Offset > _limits.MaxHeaderBytes)
                {
                    throw NoBoundary(_limits.MaxHeaderBytes);
                }
            }
        }
        catch (BrokenPackageException broken) when (broken.Problem.Kind == PackageProblemKind.EndedEarly)
        {
            throw NoBoundary(_scanner.Offset);
        }
    }

    // RFC 2387, 3.2: without start, the first. A first part that looks like the root and has no name is it whatever start says.
    private bool IsRoot(PartHeaders headers) =>
        _type.Start is null || headers.ContentId == _type.Start || (_parts == 1 && headers is { ContentId: null, Type: { } type } && type.Name == _type.Root);

    private async Task<RootReading> RootAsync(PartHeaders headers, XmlLimits? xml, BodyBudget? budget, BodyGate? gate, CancellationToken cancellationToken)
    {
        // 1. Its bytes. BoundedBody stops at the limit itself, and tells it from a budget that is spent.
        var body = await BoundedBody.ReadAsync(Content(headers, long.MaxValue, TooLarge()), null, _limits.MaxRootBytes, budget, cancellationToken, gate);
        if (body.Outcome == BodyReadOutcome.OverBudget)
        {
            return new RootReading.OverBudget();
        }

        if (body.Outcome == BodyReadOutcome.Stopped)
        {
            return new RootReading.Stopped();
        }

        if (body.Outcome == BodyReadOutcome.TooLarge)
        {
            throw Broken(PackageProblemKind.RootTooLarge, $"The root is longer than {_limits.MaxRootBytes} bytes; send files as parts of their own.");
        }

        var cost = budget is null ? 0 : TreeCost.Of(body.Bytes.Span, xml ?? XmlLimits.Default);
        if (budget?.TryTake(cost) == false)
        {
            budget.Return(body.Taken);
            return new RootReading.OverBudget();
        }

        try
        {
            // 2. Its XML.
            var document = SafeXml.Read(body.Bytes, headers.Type?["charset"], xml) switch
            {
                XmlReading.Read read => read.Document,
                XmlReading.Unreadable { Problem: var problem } => throw new BrokenPackageException(new PackageProblem(PackageProblemKind.RootUnreadable, $"The root cannot be read. {problem.Describe()}", Xml: problem)),
                _ => throw new InvalidOperationException("XML was neither read nor refused."),
            };

            // 3. What it refers to.
            _references = PartReferences.Find(document);
            _rootId = headers.ContentId;
            _referenced = [.. _references.Select(reference => reference.ContentId)];
            var kind = (headers.Type?.Name ?? _type.Root) == PackageType.XopRoot ? PackageKind.Xop : PackageKind.SoapWithAttachments;
            _takesUnreferenced = kind == PackageKind.SoapWithAttachments || _limits.TakeUnreferenced;
            return new RootReading.Read { Document = document, Bytes = body.Bytes, Taken = body.Taken + cost, Headers = headers, Kind = kind, References = _references };
        }
        catch
        {
            budget?.Return(body.Taken + cost);
            throw;
        }
    }

    private async Task ShelveAsync(PartHeaders headers, CancellationToken cancellationToken)
    {
        if (_shelf is null)
        {
            throw Broken(PackageProblemKind.RootNotFirst, "The first part is not the root that the Content-Type names; send the root first, or its Content-ID as start.");
        }

        var content = _shelf();
        _early.Enqueue((_parts, headers, content));
        await Content(headers, _limits.MaxPartBytes, TooLarge()).CopyToAsync(content, cancellationToken);
        content.Position = 0;
    }

    private async ValueTask UnshelveAsync()
    {
        if (_unshelved is not null)
        {
            await _unshelved.DisposeAsync();
            _unshelved = null;
        }
    }

    private PartStream Content(PartHeaders headers, long limit, PackageProblem pastLimit)
    {
        var (decoder, known) = TransferDecoder.For(headers.Encoding);
        return known
            ? _current = new PartStream(_scanner, decoder, _parts, limit, pastLimit)
            : throw Broken(PackageProblemKind.EncodingUnknown, "A part has a Content-Transfer-Encoding that is not taken; send it as binary.");
    }

    private bool Refers(PartHeaders headers, int number)
    {
        var refers = headers.ContentId is { } id && _referenced.Contains(id);
        return refers || _takesUnreferenced
            ? refers
            : throw new BrokenPackageException(new PackageProblem(PackageProblemKind.PartUnreferenced, "The root does not refer to this part; send only the files that it names.", number));
    }

    private PackageProblem TooLarge() => new(PackageProblemKind.PartTooLarge, $"A part is longer than {_limits.MaxPartBytes} bytes; send a smaller file.");

    private BrokenPackageException Broken(PackageProblemKind kind, string message) => new(kind, message, _scanner.Offset);

    private static BrokenPackageException NoBoundary(long bytes) =>
        new(PackageProblemKind.BoundaryNotFound, $"No boundary line in the first {bytes} bytes; send the boundary that the Content-Type names.", bytes);

    private PackageProblem Keep(PackageProblem problem) => _problem ??= problem.In(_parts);
}
