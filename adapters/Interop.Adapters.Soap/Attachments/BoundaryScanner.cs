using System.Text;

namespace Interop.Adapters.Soap.Attachments;

/// <summary>
/// Cuts a message at its boundary lines, with one buffer and no copy of a part. Our own and not the framework's
/// <c>MultipartReader</c>: that one knows only CR LF, tells its limits and an early end by exceptions whose kinds cannot
/// be told apart, takes whatever begins like a boundary for one, and says no offsets.
/// </summary>
/// <remarks>
/// A boundary line is a whole line: <c>--boundary</c> or <c>--boundary--</c>, blanks, line end. Anything else that looks
/// like it is content. The line end before it belongs to it (RFC 2046, 5.1.1).
/// </remarks>
internal sealed class BoundaryScanner(Stream message, string boundary, PackageLimits limits)
{
    // RFC 2046 sets no bound on the blanks after a boundary; nobody sends any.
    private const int MaxPadding = 64;

    private readonly byte[] _mark = Encoding.ASCII.GetBytes($"\n--{boundary}");
    private readonly byte[] _buffer = new byte[Math.Max(32 << 10, limits.MaxHeaderBytes + 1024)];
    private int _start;
    private int _end;

    // Up to here, content that no longer needs to be looked at.
    private int _clear;
    private long _offset;
    private bool _ended;

    // The message begins like a line that follows another; a part's content too.
    private bool _atLineStart = true;
    private bool _carriageReturns = true;
    private (int End, bool Final)? _found;

    private enum Line
    {
        Other,
        Boundary,
        FinalBoundary,
        NotYetKnown,
    }

    /// <summary>Bytes of the message before what is read next.</summary>
    public long Offset => _offset + _start;

    /// <summary>The next bytes of content; 0: a boundary line is next.</summary>
    /// <exception cref="BrokenPackageException">The message ended, or is too long.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        while (_start == _clear && _found is null)
        {
            Scan();
            if (_start < _clear || _found is not null)
            {
                break;
            }

            if (_ended)
            {
                throw new BrokenPackageException(PackageProblemKind.EndedEarly, "The message ends inside a part; send it whole, up to the final boundary.", Offset);
            }

            await FillAsync(cancellationToken);
        }

        var count = Math.Min(_clear - _start, destination.Length);
        _buffer.AsSpan(_start, count).CopyTo(destination.Span);
        _start += count;
        _atLineStart &= count == 0;
        return count;
    }

    /// <summary>Past the boundary line that <see cref="ReadAsync"/> stopped at. True: it was the final one.</summary>
    public bool PassBoundary()
    {
        var (end, final) = _found ?? throw new InvalidOperationException("The content was not read to its end.");
        (_start, _clear, _found) = (end, end, null);
        return final;
    }

    /// <summary>The header lines of a part as they stand; null: the message ends where they should begin.</summary>
    public async ValueTask<IReadOnlyList<string>?> ReadHeadersAsync(CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        var left = limits.MaxHeaderBytes;
        while (true)
        {
            int length;
            while ((length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n') + 1) == 0 && _end - _start <= left && !_ended)
            {
                await FillAsync(cancellationToken);
            }

            if (length == 0 && _ended && _start == _end && lines.Count == 0)
            {
                return null;
            }

            if (length > left || (length == 0 && _end - _start > left))
            {
                throw new BrokenPackageException(PackageProblemKind.HeadersTooLarge, $"The headers of a part are longer than {limits.MaxHeaderBytes} bytes; send fewer.", Offset);
            }

            if (length == 0)
            {
                throw new BrokenPackageException(PackageProblemKind.EndedEarly, "The message ends inside the headers of a part; send it whole, up to the final boundary.", _offset + _end);
            }

            left -= length;
            var bytes = _buffer.AsSpan(_start, length - 1);
            _carriageReturns = bytes is [.., (byte)'\r'];
            _start = _clear = _start + length;
            var line = Encoding.UTF8.GetString(_carriageReturns ? bytes[..^1] : bytes);
            if (line.Length == 0)
            {
                _atLineStart = true;
                return lines;
            }

            lines.Add(line);
        }
    }

    /// <summary>Reads and forgets what follows the final boundary.</summary>
    public async ValueTask DrainAsync(CancellationToken cancellationToken)
    {
        while (!_ended)
        {
            _start = _clear = _end;
            await FillAsync(cancellationToken);
        }
    }

    private void Scan()
    {
        var bytes = _buffer.AsSpan(_start, _end - _start);
        if (_atLineStart && LineAt(bytes, 0) is var (first, firstEnd) && first != Line.Other)
        {
            Found(first, firstEnd);
            return;
        }

        var from = 0;
        while (bytes[from..].IndexOf(_mark) is >= 0 and var next)
        {
            var at = from + next;
            var (line, end) = LineAt(bytes, at + 1);
            if (line == Line.Other)
            {
                from = at + 1;
                continue;
            }

            // In a part whose headers end in bare LF, a CR before the boundary's LF is content.
            var content = _carriageReturns && at > 0 && bytes[at - 1] == '\r' ? at - 1 : at;
            _clear = _start + content;
            Found(line, end);
            return;
        }

        // Held back: what may be the beginning of a boundary line, and the CR before it.
        _clear = _start + Math.Max(0, bytes.Length - (_ended ? 0 : _mark.Length));
    }

    private void Found(Line line, int end)
    {
        if (line != Line.NotYetKnown)
        {
            _found = (_start + end, line == Line.FinalBoundary);
        }
    }

    // What the line at a place is, and where it ends.
    private (Line Line, int End) LineAt(ReadOnlySpan<byte> bytes, int at)
    {
        var dashes = _mark.AsSpan(1);
        var rest = bytes[at..];
        if (!rest.StartsWith(dashes))
        {
            return (!_ended && dashes.StartsWith(rest) ? Line.NotYetKnown : Line.Other, at);
        }

        var line = Line.Boundary;
        var end = dashes.Length;
        if (end < rest.Length && rest[end] == '-')
        {
            if (end + 1 == rest.Length || rest[end + 1] != '-')
            {
                return (!_ended && end + 1 == rest.Length ? Line.NotYetKnown : Line.Other, at);
            }

            line = Line.FinalBoundary;
            end += 2;
        }

        var padding = rest[end..].IndexOfAnyExcept((byte)' ', (byte)'\t');
        end = padding < 0 ? rest.Length : end + padding;
        if (end - dashes.Length > MaxPadding)
        {
            return (Line.Other, at);
        }

        return rest[end..] switch
        {
            [(byte)'\n', ..] => (line, at + end + 1),
            [(byte)'\r', (byte)'\n', ..] => (line, at + end + 2),
            [] or [(byte)'\r'] => (_ended ? line : Line.NotYetKnown, at + rest.Length),
            _ => (Line.Other, at),
        };
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0 && _end == _buffer.Length)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _offset += _start;
            (_start, _clear, _end) = (0, _clear - _start, _end - _start);
        }

        var count = await message.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _ended = count == 0;
        _end += count;
        if (_offset + _end > limits.MaxPackageBytes)
        {
            throw new BrokenPackageException(PackageProblemKind.PackageTooLarge, $"The message is longer than {limits.MaxPackageBytes} bytes; send fewer or smaller files.", limits.MaxPackageBytes);
        }
    }
}
