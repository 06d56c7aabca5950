using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Interop.Hub.Ledger.Documents;

/// <summary>
/// The frames of a sealed file: 64 KiB each, AES-256-GCM, nonce = prefix (7) | frame number (4) | last (1). A frame that
/// is moved, left out or cut off at the end does not open. The header is authenticated with every frame.
/// </summary>
internal sealed class Frames : IDisposable
{
    public const int Size = 64 * 1024;
    public const int TagSize = 16;
    public const int SealedSize = Size + TagSize;
    public const int PrefixSize = 7;

    private readonly AesGcm _aes;
    private readonly byte[] _header;
    private readonly byte[] _nonce = new byte[12];

    public Frames(ReadOnlySpan<byte> key, ReadOnlySpan<byte> prefix, byte[] header)
    {
        _aes = new AesGcm(key, TagSize);
        _header = header;
        prefix.CopyTo(_nonce);
    }

    /// <summary>Seals one frame: cipher, then tag.</summary>
    public void Seal(uint number, bool last, ReadOnlySpan<byte> plain, Span<byte> sealedFrame)
    {
        Turn(number, last);
        _aes.Encrypt(_nonce, plain, sealedFrame[..plain.Length], sealedFrame.Slice(plain.Length, TagSize), _header);
    }

    /// <exception cref="CryptographicException">The frame is not what was sealed at this place.</exception>
    public void Open(uint number, bool last, ReadOnlySpan<byte> sealedFrame, Span<byte> plain)
    {
        Turn(number, last);
        _aes.Decrypt(_nonce, sealedFrame[..^TagSize], sealedFrame[^TagSize..], plain[..(sealedFrame.Length - TagSize)], _header);
    }

    public void Dispose() => _aes.Dispose();

    private void Turn(uint number, bool last)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_nonce.AsSpan(PrefixSize), number);
        _nonce[11] = last ? (byte)1 : (byte)0;
    }
}
