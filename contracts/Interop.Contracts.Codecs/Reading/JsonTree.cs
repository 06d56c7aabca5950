using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Interop.Contracts.Codecs.Schema;

namespace Interop.Contracts.Codecs.Reading;

/// <summary>Look-ups in a body that may be wrong anywhere: nothing here throws, a value of the wrong type is as good as none.</summary>
internal static class JsonTree
{
    /// <summary>The first property of that name.</summary>
    public static bool TryGet(JsonElement element, string name, out JsonElement value)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in element.EnumerateObject())
            {
                if (IsNamed(property, name))
                {
                    value = property.Value;
                    return true;
                }
            }
        }

        value = default;
        return false;
    }

    /// <summary>The property of that name, or an undefined element, which has no properties either.</summary>
    public static JsonElement Get(JsonElement element, string name) => TryGet(element, name, out var value) ? value : default;

    /// <summary>The items of a list; none when it is not a list.</summary>
    public static IEnumerable<JsonElement> Items(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [];

    /// <summary>The raw bytes of a text, between its quotes and with its escapes.</summary>
    public static ReadOnlySpan<byte> Inside(JsonElement text) => JsonMarshal.GetRawUtf8Value(text)[1..^1];

    /// <summary>The text of an element; null when it is not clean text.</summary>
    public static string? Text(JsonElement element) => IsCleanText(element) ? element.GetString() : null;

    public static bool IsCleanText(JsonElement element) =>
        element.ValueKind == JsonValueKind.String && TextRules.Fault(Inside(element)) is null;

    /// <summary>The whole number of an element; null when it is none.</summary>
    public static long? Number(JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var number) ? number : null;

    /// <summary>The instant of an element; null when it is none.</summary>
    public static DateTimeOffset? Instant(JsonElement element) =>
        Text(element) is { } text && Instants.IsInstant(text) && element.TryGetDateTimeOffset(out var instant) ? instant : null;

    /// <summary>A property's name, also when it is no text at all.</summary>
    public static string SafeName(JsonProperty property) =>
        TextRules.Fault(JsonMarshal.GetRawUtf8PropertyName(property)) is null ? property.Name : "\uFFFD";

    /// <summary>True when the property has that name, which must be ASCII.</summary>
    public static bool IsNamed(JsonProperty property, string name)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(property);

        // Our own names are ASCII: as many bytes as characters.
        if (raw.Length == name.Length && Ascii.Equals(raw, name))
        {
            return true;
        }

        // An escape makes a name longer, never shorter.
        if (raw.Length > name.Length && raw.Contains((byte)'\\'))
        {
            return TextRules.Fault(raw) is null && property.Name == name;
        }

        return false;
    }
}
