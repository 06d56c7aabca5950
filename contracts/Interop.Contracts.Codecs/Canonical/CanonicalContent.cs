using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
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

    // A buffer per thread, for bodies up to this; what a larger one needs is not kept.
    private const int KeptBytes = 64 * 1024;

    // So many names are put in order as they come.
    private const int Few = 24;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    /// <summary>Computes the digest of a valid packet's tree (<see cref="PacketReading.Root"/>).</summary>
    /// <param name="root">The packet.</param>
    /// <param name="hmacKey">The key; 32 bytes or more.</param>
    /// <param name="kind">The kind when the body leaves it out (shorthand routes): the same packet has one digest on every route.</param>
    public static ContentDigest Digest(JsonElement root, ReadOnlySpan<byte> hmacKey, PacketKind? kind = null)
    {
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(8192);
        buffer.ResetWrittenCount();
        Write(buffer, root, kind);
        var digest = new byte[1 + HMACSHA256.HashSizeInBytes];
        digest[0] = Version;
        HMACSHA256.HashData(hmacKey, buffer.WrittenSpan, digest.AsSpan(1));
        if (buffer.Capacity > KeptBytes)
        {
            _buffer = null;
        }

        return new ContentDigest(Version, digest);
    }

    internal static void Write(ArrayBufferWriter<byte> buffer, JsonElement root, PacketKind? kind)
    {
        using var writer = new CanonicalWriter(buffer);
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

        writer.Raw("{\"content\":"u8);
        Value(writer, content, isForm: false);
        writer.Raw(",\"identifiers\":"u8);
        CanonicalIdentifiers.Write(writer, identifiers);
        writer.Raw(",\"kind\":"u8);
        writer.Text(stated ?? (kind is { } assumed ? Kinds.Name(assumed) : string.Empty));
        writer.Raw("}"u8);
    }

    private static void Value(CanonicalWriter writer, JsonElement value, bool isForm)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                Object(writer, value, isForm);
                break;
            case JsonValueKind.Array:
                Array(writer, value, isForm);
                break;
            case JsonValueKind.String:
                var text = JsonMarshal.GetRawUtf8Value(value);
                if (PlainText.Is(text[1..^1]))
                {
                    writer.Raw(text);
                }
                else
                {
                    writer.Text(value.GetString()!);
                }

                break;
            case JsonValueKind.Number:
                var number = JsonMarshal.GetRawUtf8Value(value);
                if (CanonicalNumber.Is(number))
                {
                    writer.Raw(number);
                }
                else
                {
                    writer.Raw(Encoding.ASCII.GetBytes(CanonicalNumber.Of(value.GetRawText())));
                }

                break;
            case JsonValueKind.Undefined:
                writer.Raw("null"u8);
                break;
            default:
                writer.Raw(JsonMarshal.GetRawUtf8Value(value));
                break;
        }
    }

    private static void Array(CanonicalWriter writer, JsonElement value, bool isForm)
    {
        writer.Raw("["u8);
        var first = true;
        foreach (var item in value.EnumerateArray())
        {
            if (!first)
            {
                writer.Raw(","u8);
            }

            first = false;
            Value(writer, item, isForm);
        }

        writer.Raw("]"u8);
    }

    private static void Object(CanonicalWriter writer, JsonElement value, bool isForm)
    {
        var count = value.GetPropertyCount();
        var properties = ArrayPool<Named>.Shared.Rent(count);
        var whole = JsonMarshal.GetRawUtf8Value(value);
        var kept = 0;
        var plain = true;
        foreach (var property in value.EnumerateObject())
        {
            // In a form's data the name could mean anything: there it counts.
            if (isForm || !property.NameEquals("signatureInfo"u8))
            {
                var name = JsonMarshal.GetRawUtf8PropertyName(property);
                plain &= PlainText.Is(name);
                properties[kept++] = new Named(property, StartOf(name, whole), name.Length);
            }
        }

        if (plain)
        {
            Plain(writer, properties.AsSpan(0, kept), whole, isForm);
        }
        else
        {
            Any(writer, properties.AsSpan(0, kept), isForm);
        }

        ArrayPool<Named>.Shared.Return(properties, clearArray: true);
    }

    // The order of UTF-8 bytes is the order of UTF-16 units as long as nothing needs two units, and plain text does not.
    private static void Plain(CanonicalWriter writer, Span<Named> properties, ReadOnlySpan<byte> whole, bool isForm)
    {
        Sort(properties, whole);
        for (var i = 0; i < properties.Length; i++)
        {
            var name = properties[i].Of(whole);
            writer.Raw(i == 0 ? "{\""u8 : ",\""u8);
            writer.Raw(name);
            writer.Raw("\":"u8);
            Value(writer, properties[i].Property.Value, isForm || name.SequenceEqual("data"u8));
        }

        writer.Raw(properties.Length == 0 ? "{}"u8 : "}"u8);
    }

    /// <summary>
    /// Each name is looked up once and not for every comparison, which was most of a digest's cost; few are put in their
    /// places as they come. Many are sorted: a form may have as many as fit into a body.
    /// </summary>
    private static void Sort(Span<Named> properties, ReadOnlySpan<byte> whole)
    {
        if (properties.Length > Few)
        {
            properties.Sort(static (a, b) => JsonMarshal.GetRawUtf8PropertyName(a.Property).SequenceCompareTo(JsonMarshal.GetRawUtf8PropertyName(b.Property)));
            return;
        }

        for (var i = 1; i < properties.Length; i++)
        {
            var property = properties[i];
            var at = i;
            for (; at > 0 && properties[at - 1].Of(whole).SequenceCompareTo(property.Of(whole)) > 0; at--)
            {
                properties[at] = properties[at - 1];
            }

            properties[at] = property;
        }
    }

    private static int StartOf(ReadOnlySpan<byte> name, ReadOnlySpan<byte> whole) =>
        (int)Unsafe.ByteOffset(in MemoryMarshal.GetReference(whole), in MemoryMarshal.GetReference(name));

    private static void Any(CanonicalWriter writer, Span<Named> properties, bool isForm)
    {
        var named = new (string Name, JsonElement Value)[properties.Length];
        for (var i = 0; i < named.Length; i++)
        {
            named[i] = (properties[i].Property.Name.Normalize(NormalizationForm.FormC), properties[i].Property.Value);
        }

        named.AsSpan().Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        for (var i = 0; i < named.Length; i++)
        {
            writer.Raw(i == 0 ? "{"u8 : ","u8);
            writer.Text(named[i].Name);
            writer.Raw(":"u8);
            Value(writer, named[i].Value, isForm || named[i].Name == "data");
        }

        writer.Raw("}"u8);
    }

    /// <summary>A property, and where its raw name stands in its object.</summary>
    private readonly record struct Named(JsonProperty Property, int Start, int Length)
    {
        public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> whole) => whole.Slice(Start, Length);
    }
}
