using System.Text.Json;
using System.Text.Json.Serialization;

namespace Interop.Contracts.Codecs.Json;

/// <summary>A value type as the text it parses and prints.</summary>
internal sealed class ParsableConverter<T> : JsonConverter<T>
    where T : struct, ISpanParsable<T>
{
    private const int Longest = 256;

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length <= Longest)
        {
            Span<char> text = stackalloc char[Longest];
            if (T.TryParse(text[..reader.CopyString(text)], null, out var value))
            {
                return value;
            }
        }

        throw new JsonException($"Not a {typeof(T).Name}.");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
