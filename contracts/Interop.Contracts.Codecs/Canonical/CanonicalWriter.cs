using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Interop.Contracts.Codecs.Canonical;

/// <summary>Writes canonical JSON: compact, plain text as the bytes it came in, all other text through the one long way.</summary>
internal sealed class CanonicalWriter(ArrayBufferWriter<byte> buffer) : IDisposable
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private const int Short = 256;
    private Utf8JsonWriter? _long;

    /// <summary>Writes bytes of JSON as they are.</summary>
    public void Raw(ReadOnlySpan<byte> json) => buffer.Write(json);

    /// <summary>Writes text in NFC, escaped as a JSON writer does.</summary>
    public void Text(string text)
    {
        Span<byte> utf8 = stackalloc byte[Short];
        if (Encoding.UTF8.TryGetBytes(text, utf8, out var length) && PlainText.Is(utf8[..length]))
        {
            Raw("\""u8);
            Raw(utf8[..length]);
            Raw("\""u8);
            return;
        }

        if (_long is null)
        {
            _long = new Utf8JsonWriter(buffer, Options);
        }
        else
        {
            _long.Reset(buffer);
        }

        _long.WriteStringValue(text.Normalize(NormalizationForm.FormC));
        _long.Flush();
    }

    public void Dispose() => _long?.Dispose();
}
