using System.Buffers;
using System.Xml;
using Interop.Adapters.Soap.Attachments;

namespace Interop.Adapters.Soap.Reading;

/// <summary>A file that stands in an element as base64, as a stream: a buffer of it and no more is in memory.</summary>
/// <param name="reader">
/// On the element, which is not empty; after the end of the stream it stands behind it. Made with <c>Async</c>, and the
/// framework's own: one that wraps it and asks for <c>Value</c> has the text in memory.
/// </param>
/// <param name="maxBytes">How many it may be, decoded.</param>
/// <param name="limits">The limits that the reader was made with, for the text of a problem.</param>
internal sealed class Base64ElementStream(XmlReader reader, long maxBytes, XmlLimits limits) : ForwardStream
{
    private byte[] _piece = ArrayPool<byte>.Shared.Rent(32 << 10);
    private readonly char[] _characters = new char[8 << 10];
    private readonly byte[] _text = new byte[8 << 10];
    private readonly TransferDecoder _decoder = TransferDecoder.For("base64").Decoder!;
    private int _textAt;
    private int _textEnd;
    private bool _inText;
    private int _at;
    private int _end;
    private long _total;

    /// <summary>What broke it; null: nothing did.</summary>
    public XmlProblem? Problem { get; private set; }

    /// <summary>Read to its end.</summary>
    public bool Ended { get; private set; }

    /// <exception cref="IOException">It is no base64, too long, or the document breaks there: <see cref="Problem"/> says which.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_at == _end && !await FillAsync())
        {
            return 0;
        }

        var count = Math.Min(buffer.Length, _end - _at);
        _piece.AsMemory(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            // It held a citizen's file. Whoever takes it may close it too; given back twice, two would write into one buffer.
            if (Interlocked.Exchange(ref _piece, []) is { Length: > 0 } piece)
            {
                ArrayPool<byte>.Shared.Return(piece, clearArray: true);
            }

            (_at, _end) = (0, 0);
        }

        base.Dispose(disposing);
    }

    private async Task<bool> FillAsync()
    {
        if (Problem is not null)
        {
            throw new IOException(Problem.Message);
        }

        if (Ended)
        {
            return false;
        }

        ObjectDisposedException.ThrowIf(_piece.Length == 0, this);
        try
        {
            (_at, _end) = (0, await DecodedAsync());
        }
        catch (XmlException broken)
        {
            throw Broken(XmlTrouble.Of(broken, limits));
        }

        _total += _end;
        if (_total > maxBytes)
        {
            throw Broken(new XmlProblem(XmlProblemKind.LimitExceeded, $"A file in the XML is longer than {maxBytes} bytes; send a smaller one.", null, null));
        }

        Ended = _end == 0;
        return !Ended;
    }

    // Text by text: the framework's own ReadElementContentAsBase64 forgives a file that ends within a group of four.
    private async Task<int> DecodedAsync()
    {
        while (true)
        {
            if (_textAt < _textEnd)
            {
                if (!_decoder.TryDecode(_text.AsSpan(_textAt, _textEnd - _textAt), _piece, out var consumed, out var written))
                {
                    throw Broken(NotBase64());
                }

                _textAt += consumed;
                if (written > 0)
                {
                    return written;
                }
            }
            else if (_inText && await reader.ReadValueChunkAsync(_characters, 0, _characters.Length) is > 0 and var count)
            {
                // Past ASCII it is no base64, whatever it is.
                for (var i = 0; i < count; i++)
                {
                    _text[i] = _characters[i] < 0x80 ? (byte)_characters[i] : (byte)'!';
                }

                (_textAt, _textEnd) = (0, count);
            }
            else if (!await NextAsync())
            {
                return _decoder.IsWhole ? 0 : throw Broken(NotBase64());
            }
        }
    }

    // To the next text; false: the reader stands behind the element.
    private async Task<bool> NextAsync()
    {
        await reader.ReadAsync();
        _inText = reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace;
        switch (reader.NodeType)
        {
            case XmlNodeType.EndElement:
                await reader.ReadAsync();
                return false;
            case XmlNodeType.Element:
                throw Broken(NotBase64());
            default:
                return true;
        }
    }

    private IOException Broken(XmlProblem problem)
    {
        (_at, _end, Problem) = (0, 0, problem);
        return new IOException(problem.Message);
    }

    private XmlProblem NotBase64()
    {
        var at = reader as IXmlLineInfo;
        return new(XmlProblemKind.Malformed, "A file in the XML is not base64, or not text alone; send its bytes as base64.", at?.LineNumber, at?.LinePosition);
    }
}
