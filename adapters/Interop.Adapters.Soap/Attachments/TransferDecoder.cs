using System.Buffers;

namespace Interop.Adapters.Soap.Attachments;

/// <summary>Turns a part as sent into its bytes, piece by piece.</summary>
internal abstract class TransferDecoder
{
    /// <summary>Whether nothing is missing if the part ends here.</summary>
    public abstract bool IsWhole { get; }

    /// <summary>A decoder for a Content-Transfer-Encoding in lower case; null: the bytes are as they are.</summary>
    public static (TransferDecoder? Decoder, bool Known) For(string? encoding) => encoding switch
    {
        null or "binary" or "8bit" or "7bit" => (null, true),
        "base64" => (new Base64(), true),
        "quoted-printable" => (new QuotedPrintable(), true),
        _ => (null, false),
    };

    /// <summary>Decodes until the one is used up or the other is full. False: the byte after those consumed cannot stand there.</summary>
    public abstract bool TryDecode(ReadOnlySpan<byte> raw, Span<byte> decoded, out int consumed, out int written);

    // The framework's decoder takes the groups of four that are whole, which is most of a file and fast; it does not go on
    // within a group, nor tell the padding from what may not stand there.
    private sealed class Base64 : TransferDecoder
    {
        private static readonly SearchValues<byte> Blanks = SearchValues.Create("\r\n \t"u8);

        private int _held;
        private int _bits;
        private int _position;
        private bool _padded;

        public override bool IsWhole => _position == 0;

        public override bool TryDecode(ReadOnlySpan<byte> raw, Span<byte> decoded, out int consumed, out int written)
        {
            written = 0;
            for (consumed = 0; consumed < raw.Length; consumed++)
            {
                if (_position == 0 && !_padded)
                {
                    var (groups, bytes) = Groups(raw[consumed..], decoded[written..]);
                    (consumed, written) = (consumed + groups, written + bytes);
                    if (consumed == raw.Length)
                    {
                        break;
                    }
                }

                var c = raw[consumed];
                if (Blanks.Contains(c))
                {
                    continue;
                }

                if (c == '=')
                {
                    if (_position < 2)
                    {
                        return false;
                    }

                    _padded = true;
                }
                else
                {
                    var value = ValueOf(c);
                    if (value < 0 || _padded)
                    {
                        return false;
                    }

                    if (_bits >= 2)
                    {
                        if (written == decoded.Length)
                        {
                            return true;
                        }

                        decoded[written++] = (byte)(((_held << 6) | value) >> (_bits - 2));
                        _bits -= 8;
                    }

                    _held = ((_held << 6) | value) & 0xFFF;
                    _bits += 6;
                }

                _position = (_position + 1) & 3;
            }

            return true;
        }

        // As many whole groups as stand before the next blank and find room.
        private static (int Consumed, int Written) Groups(ReadOnlySpan<byte> raw, Span<byte> decoded)
        {
            var run = raw[..Math.Min(raw.Length, decoded.Length / 3 * 4)];
            var blank = run.IndexOfAny(Blanks);
            System.Buffers.Text.Base64.DecodeFromUtf8(blank < 0 ? run : run[..blank], decoded, out var consumed, out var written, isFinalBlock: false);
            return (consumed, written);
        }

        private static int ValueOf(byte c) => c switch
        {
            >= (byte)'A' and <= (byte)'Z' => c - 'A',
            >= (byte)'a' and <= (byte)'z' => c - 'a' + 26,
            >= (byte)'0' and <= (byte)'9' => c - '0' + 52,
            (byte)'+' => 62,
            (byte)'/' => 63,
            _ => -1,
        };
    }

    // Blanks at the end of a line are kept: HTTP has no relays that add them (RFC 2045, 6.7, rule 3, is about mail).
    private sealed class QuotedPrintable : TransferDecoder
    {
        private State _state;
        private int _high;

        private enum State
        {
            Text,
            Escape,
            Digit,
            SoftBreak,
        }

        // A soft break may lose its line end to the boundary that follows.
        public override bool IsWhole => _state != State.Digit;

        public override bool TryDecode(ReadOnlySpan<byte> raw, Span<byte> decoded, out int consumed, out int written)
        {
            written = 0;
            for (consumed = 0; consumed < raw.Length; consumed++)
            {
                var c = raw[consumed];
                switch (_state)
                {
                    case State.Text when c == '=':
                        _state = State.Escape;
                        break;
                    case State.Escape when char.IsAsciiHexDigit((char)c):
                        _high = Convert.ToInt32(((char)c).ToString(), 16);
                        _state = State.Digit;
                        break;
                    case State.Escape or State.SoftBreak when c == '\n':
                        _state = State.Text;
                        break;
                    case State.Escape or State.SoftBreak when c is (byte)' ' or (byte)'\t' or (byte)'\r':
                        _state = State.SoftBreak;
                        break;
                    case State.Text or State.Digit when written == decoded.Length:
                        return true;
                    case State.Text:
                        decoded[written++] = c;
                        break;
                    case State.Digit when char.IsAsciiHexDigit((char)c):
                        decoded[written++] = (byte)((_high << 4) | Convert.ToInt32(((char)c).ToString(), 16));
                        _state = State.Text;
                        break;
                    default:
                        return false;
                }
            }

            return true;
        }
    }
}
