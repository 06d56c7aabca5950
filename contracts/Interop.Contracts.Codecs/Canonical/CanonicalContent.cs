using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Interop.Contracts.Codecs.Canonical;
using Interop.Contracts.Codecs.Json;
using Interop.Contracts.Packets;

namespace Interop.Contracts.Codecs;

/// <summary>
/// What makes two packets the same content. The canonical form is JSON with names in ordinal order, text in NFC and numbers in
/// one spelling; without <c>packetId</c>, <c>sentAt</c> and any file's <c>signatureInfo</c>; identifiers normalised, in order,
/// each once. Absent, null and empty differ. The digest is keyed because what is digested can be guessed.
/// </summary>
public static class CanonicalContent
{
    /// <summary>The version that <see cref="Digest"/> computes.</summary>
    public const byte Version = 1;

    /// <summary>Computes the digest of a valid packet's tree (<see cref="PacketReading.Root"/>).</summary>
    /// <param name="root">The packet.</param>
    /// <param name="hmacKey">The key; 32 bytes or more.</param>
    /// <param name="kind">The kind when the body leaves it out (shorthand routes): the same packet has one digest on every route.</param>
    public static ContentDigest Digest(JsonElement root, ReadOnlySpan<byte> hmacKey, PacketKind? kind = null)
    {
        var buffer = new ArrayBufferWriter<byte>(8192);
        Write(buffer, root, kind);
        var digest = new byte[1 + HMACSHA256.HashSizeInBytes];
        digest[0] = Version;
        HMACSHA256.HashData(hmacKey, buffer.WrittenSpan, digest.AsSpan(1));
        return new ContentDigest(Version, digest);
    }

    internal static void Write(IBufferWriter<byte> buffer, JsonElement root, PacketKind? kind)
    {
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true, MaxDepth = 512 });
        JsonElement content = default, identifiers = default;
        string? stated = null;
        foreach (var property in root.EnumerateObject())
        {
            switch (property.Name)
            {
                case "content":
                    content = property.Value;
                    break;
                case "identifiers":
                    identifiers = property.Value;
                    break;
                case "kind":
                    stated = property.Value.GetString();
                    break;
            }
        }

        writer.WriteStartObject();
        writer.WritePropertyName("content"u8);
        Value(writer, content, isForm: false);
        writer.WritePropertyName("identifiers"u8);
        CanonicalIdentifiers.Write(writer, identifiers);
        writer.WriteString("kind"u8, stated ?? (kind is { } assumed ? Kinds.Name(assumed) : string.Empty));
        writer.WriteEndObject();
    }

    private static void Value(Utf8JsonWriter writer, JsonElement value, bool isForm)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                Object(writer, value, isForm);
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Value(writer, item, isForm);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(value.GetString()!.Normalize(NormalizationForm.FormC));
                break;
            case JsonValueKind.Number:
                writer.WriteRawValue(CanonicalNumber.Of(value.GetRawText()), skipInputValidation: true);
                break;
            case JsonValueKind.Undefined:
                writer.WriteNullValue();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static void Object(Utf8JsonWriter writer, JsonElement value, bool isForm)
    {
        var properties = ArrayPool<(string Name, JsonElement Value)>.Shared.Rent(16);
        var count = 0;
        foreach (var property in value.EnumerateObject())
        {
            // In a form's data the name could mean anything: there it counts.
            if (!isForm && property.NameEquals("signatureInfo"u8))
            {
                continue;
            }

            if (count == properties.Length)
            {
                var larger = ArrayPool<(string, JsonElement)>.Shared.Rent(count * 2);
                properties.CopyTo(larger, 0);
                ArrayPool<(string, JsonElement)>.Shared.Return(properties, clearArray: true);
                properties = larger;
            }

            properties[count++] = (property.Name.Normalize(NormalizationForm.FormC), property.Value);
        }

        properties.AsSpan(0, count).Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        writer.WriteStartObject();
        for (var i = 0; i < count; i++)
        {
            writer.WritePropertyName(properties[i].Name);
            Value(writer, properties[i].Value, isForm || properties[i].Name == "data");
        }

        writer.WriteEndObject();
        ArrayPool<(string, JsonElement)>.Shared.Return(properties, clearArray: true);
    }
}
