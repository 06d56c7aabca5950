using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Interop.Contracts.Codecs.Json;

/// <summary>Bytes to a parsed tree, or the one reason why not. A byte order mark of UTF-8 is tolerated and skipped.</summary>
internal static class JsonBody
{
    public static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    public static bool TryParse(ReadOnlySpan<byte> body, ReadOptions options, out JsonElement root, out ContractError? error)
    {
        root = default;
        if (body.Length > options.MaxBytes)
        {
            error = new ContractError(string.Empty, ContractErrorCodes.TooLarge, $"The body is larger than the {options.MaxBytes} bytes that are accepted. Send files as documents, not inside the packet.");
            return false;
        }

        if ((error = Encoded(body)) is not null)
        {
            return false;
        }

        try
        {
            root = JsonElement.Parse(body, new JsonDocumentOptions { MaxDepth = options.MaxDepth, CommentHandling = JsonCommentHandling.Disallow, AllowTrailingCommas = false });
            return true;
        }
        catch (JsonException e)
        {
            error = Malformed(body, options, (e.LineNumber ?? 0) + 1, (e.BytePositionInLine ?? 0) + 1);
            return false;
        }
    }

    private static ContractError? Encoded(ReadOnlySpan<byte> body)
    {
        if (body.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) || body.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || (body.Length >= 2 && (body[0] == 0 || body[1] == 0)))
        {
            return new ContractError(string.Empty, ContractErrorCodes.Encoding, "The body looks like UTF-16 or UTF-32. Send UTF-8.", 1, 1);
        }

        if (Utf8.IsValid(body))
        {
            return null;
        }

        var wrong = FirstInvalid(body);
        var (line, column) = PositionOf(body, wrong);
        return new ContractError(string.Empty, ContractErrorCodes.Encoding, "The body is not UTF-8 at this place. Text of an older code page (Latin-1, TCVN3, Windows-1258) must be converted to UTF-8 before it is sent.", line, column);
    }

    private static int FirstInvalid(ReadOnlySpan<byte> body)
    {
        var at = 0;
        while (at < body.Length && Rune.DecodeFromUtf8(body[at..], out _, out var consumed) == System.Buffers.OperationStatus.Done)
        {
            at += consumed;
        }

        return at;
    }

    private static ContractError Malformed(ReadOnlySpan<byte> body, ReadOptions options, long line, long column)
    {
        var (depth, open) = Nesting(body, line, column, options.MaxDepth);
        return depth >= options.MaxDepth
            ? new ContractError(string.Empty, ContractErrorCodes.TooDeep, $"The body nests deeper than {options.MaxDepth} levels.", line, column)
            : open && IsEnd(body, line, column)
            ? new ContractError(string.Empty, ContractErrorCodes.Truncated, "The body ends too early: something opened is not closed. Was it cut on the way?", line, column)
            : new ContractError(string.Empty, ContractErrorCodes.Malformed, "The body is not JSON at this place: a character that cannot stand here (line breaks and control characters inside text must be escaped; names and text need double quotes; no comments, no comma after the last).", line, column);
    }

    /// <summary>How deep the body nests up to the error, and whether anything is open there.</summary>
    private static (int Deepest, bool IsOpen) Nesting(ReadOnlySpan<byte> body, long line, long column, int enough)
    {
        var end = Math.Min(body.Length, OffsetOf(body, line, column) + 1);
        int depth = 0, deepest = 0;
        bool text = false, any = false;
        for (var i = 0; i < end; i++)
        {
            any |= body[i] > ' ';
            switch (body[i])
            {
                case (byte)'\\' when text:
                    i++;
                    break;
                case (byte)'"':
                    text = !text;
                    break;
                case (byte)'{' or (byte)'[' when !text:
                    deepest = Math.Max(deepest, ++depth);
                    break;
                case (byte)'}' or (byte)']' when !text:
                    depth--;
                    break;
            }
        }

        return (deepest > enough ? deepest : deepest - 1, depth > 0 || text || !any);
    }

    private static bool IsEnd(ReadOnlySpan<byte> body, long line, long column) => body[Math.Min(body.Length, OffsetOf(body, line, column))..].Trim(" \t\r\n"u8).Length == 0 || OffsetOf(body, line, column) >= body.Length - 1;

    private static int OffsetOf(ReadOnlySpan<byte> body, long line, long column)
    {
        var at = 0;
        for (var i = 1L; i < line; i++)
        {
            var next = body[at..].IndexOf((byte)'\n');
            if (next < 0)
            {
                break;
            }

            at += next + 1;
        }

        return (int)Math.Min(body.Length, at + column - 1);
    }

    private static (long Line, long Column) PositionOf(ReadOnlySpan<byte> body, int offset)
    {
        var before = body[..offset];
        return (before.Count((byte)'\n') + 1, offset - before.LastIndexOf((byte)'\n'));
    }
}
