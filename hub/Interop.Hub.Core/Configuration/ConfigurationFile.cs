using System.Text.Json;
using Interop.Adapters.Configuration;
using Microsoft.Extensions.Configuration;

namespace Interop.Hub.Core.Configuration;

/// <summary>
/// The configuration's file, read strictly: comments and trailing commas are fine; a name that stands twice is an
/// error (which of the two is meant?), with both places.
/// </summary>
public static class ConfigurationFile
{
    /// <summary>
    /// Reads a file and lays the environment's <c>Interop__…</c> variables over it. What is wrong with the file itself
    /// is added to <paramref name="errors"/>. Null when nothing of it can be read: then nothing else is worth saying.
    /// </summary>
    public static IConfiguration? Read(string path, ICollection<ConfigurationError> errors)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.Add(new ConfigurationError(path, "the configuration file cannot be read; check the path and the rights"));
            return null;
        }

        return Parse(bytes, path, errors, withEnvironment: true);
    }

    /// <summary>Reads a text; see <see cref="Read"/>.</summary>
    public static IConfiguration? Parse(ReadOnlySpan<byte> utf8, string name, ICollection<ConfigurationError> errors, bool withEnvironment)
    {
        ReadOnlySpan<byte> bom = [0xEF, 0xBB, 0xBF];
        var content = utf8.StartsWith(bom) ? utf8[bom.Length..] : utf8;
        Dictionary<string, string?> values = new(StringComparer.OrdinalIgnoreCase);
        Dictionary<string, int> lines = new(StringComparer.OrdinalIgnoreCase);
        try
        {
            var reader = new Utf8JsonReader(content, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 32 });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                errors.Add(new ConfigurationError(name, "the file must hold one JSON object: { \"Interop\": { … } }"));
                return null;
            }

            Object(ref reader, content, string.Empty, values, lines, errors);
        }
        catch (JsonException e)
        {
            errors.Add(new ConfigurationError(name, $"not JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}; mend it there"));
            return null;
        }

        foreach (var root in values.Keys.Select(k => k.Split(':')[0]).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (!string.Equals(root, "Interop", StringComparison.OrdinalIgnoreCase))
            {
                errors.Add(new ConfigurationError(root, "unknown name; everything stands under Interop"));
            }
        }

        var builder = new ConfigurationBuilder().AddInMemoryCollection(values);
        return (withEnvironment ? builder.AddEnvironmentVariables() : builder).Build();
    }

    private static void Object(ref Utf8JsonReader reader, ReadOnlySpan<byte> content, string path, Dictionary<string, string?> values, Dictionary<string, int> lines, ICollection<ConfigurationError> errors)
    {
        var empty = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            empty = false;
            var line = Line(content, reader.TokenStartIndex);
            var name = reader.GetString()!;
            var child = path.Length == 0 ? name : $"{path}:{name}";
            if (!lines.TryAdd(child, line))
            {
                errors.Add(new ConfigurationError(child, $"stands twice, at line {lines[child]} and line {line} (letter case does not tell names apart); keep one"));
            }

            reader.Read();
            Value(ref reader, content, child, values, lines, errors);
        }

        Empty(empty, path, values);
    }

    private static void Value(ref Utf8JsonReader reader, ReadOnlySpan<byte> content, string path, Dictionary<string, string?> values, Dictionary<string, int> lines, ICollection<ConfigurationError> errors)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                Object(ref reader, content, path, values, lines, errors);
                break;
            case JsonTokenType.StartArray:
                var index = 0;
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    Value(ref reader, content, $"{path}:{index++}", values, lines, errors);
                }

                Empty(index == 0, path, values);
                break;
            case JsonTokenType.Null:
                values[path] = null;
                break;
            case JsonTokenType.String:
                values[path] = reader.GetString();
                break;
            default:
                values[path] = System.Text.Encoding.UTF8.GetString(reader.ValueSpan);
                break;
        }
    }

    // An empty list is not an absent one: "no unit" and "every unit" must not look alike.
    private static void Empty(bool empty, string path, Dictionary<string, string?> values)
    {
        if (empty && path.Length > 0)
        {
            values[path] = string.Empty;
        }
    }

    private static int Line(ReadOnlySpan<byte> content, long at) => content[..(int)at].Count((byte)'\n') + 1;
}
