using System.Text;
using System.Text.Json;
using Interop.Contracts.Codecs.Reading;

namespace Interop.Contracts.Codecs.Json;

/// <summary>
/// Finds line and column of each error by reading the body a second time. Only wrong bodies pay for it. A place that is
/// not there (a missing field) gets the position of what it should be in.
/// </summary>
internal static class JsonPositions
{
    public static List<ContractError> Locate(ReadOnlySpan<byte> body, List<ContractError> errors, int maxDepth)
    {
        var wanted = errors.Select(e => e.Pointer).ToHashSet(StringComparer.Ordinal);
        foreach (var pointer in errors.Select(e => e.Pointer).Where(p => p.Length > 0))
        {
            wanted.Add(Parent(pointer));
        }

        var found = Scan(body, wanted, maxDepth);
        return [.. errors.Select(e => Position(e, found))];
    }

    private static ContractError Position(ContractError error, Dictionary<string, Place> found)
    {
        if (error.Code == ContractErrorCodes.More)
        {
            return error;
        }

        if (found.TryGetValue(error.Pointer, out var at))
        {
            return error.Code == ContractErrorCodes.Duplicate
                ? error with { Line = at.LastLine, Column = at.LastColumn }
                : error with { Line = at.Line, Column = at.Column };
        }

        return error.Pointer.Length > 0 && found.TryGetValue(Parent(error.Pointer), out at) ? error with { Line = at.Line, Column = at.Column } : error;
    }

    private static Dictionary<string, Place> Scan(ReadOnlySpan<byte> body, HashSet<string> wanted, int maxDepth)
    {
        Dictionary<string, Place> found = new(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = maxDepth });
        var path = new StringBuilder();
        var open = new Stack<(int Length, int Index)>();
        long line = 1, lineStart = 0, counted = 0;
        while (reader.Read())
        {
            var start = reader.TokenStartIndex;
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                path.Length = open.Peek().Length;
                Trail.Append(path.Append('/'), Name(ref reader));
                continue;
            }

            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                path.Length = open.Pop().Length;
                continue;
            }

            if (open.TryPeek(out var parent) && parent.Index >= 0)
            {
                path.Length = parent.Length;
                path.Append('/').Append(System.Globalization.CultureInfo.InvariantCulture, $"{parent.Index}");
                open.Pop();
                open.Push(parent with { Index = parent.Index + 1 });
            }

            var pointer = path.ToString();
            if (wanted.Contains(pointer))
            {
                var between = body[(int)counted..(int)start];
                line += between.Count((byte)'\n');
                lineStart = between.LastIndexOf((byte)'\n') is >= 0 and var last ? counted + last + 1 : lineStart;
                counted = start;
                var column = start - lineStart + 1;
                found[pointer] = found.TryGetValue(pointer, out var earlier)
                    ? earlier with { LastLine = line, LastColumn = column }
                    : new Place(line, column, line, column);
            }

            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                open.Push((path.Length, reader.TokenType == JsonTokenType.StartArray ? 0 : -1));
            }
        }

        return found;
    }

    private static string Name(ref Utf8JsonReader reader) =>
        Schema.TextRules.Fault(reader.ValueSpan) is null ? reader.GetString()! : "\uFFFD";

    /// <summary>First and last position of a place; they differ when a field stands there twice.</summary>
    private readonly record struct Place(long Line, long Column, long LastLine, long LastColumn);

    private static string Parent(string pointer) => pointer[..pointer.LastIndexOf('/')];
}
