using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Interop.Hub.Core.Security;
using Interop.Hub.Ledger.Security;

namespace Interop.Hub.Ledger.Documents;

/// <summary>
/// The head of a sealed file: <c>"IDOC" | version | owner | key id | wrapped key | nonce prefix</c>, each text and the key
/// with a length of two bytes before it. The file's own key is wrapped outside, with the owner as context.
/// </summary>
internal sealed record FileHeader(byte[] Bytes, string Owner, string KeyId, byte[] Wrapped, byte[] Prefix)
{
    private const byte Version = 1;
    private const int Longest = 4096;

    private static ReadOnlySpan<byte> Magic => "IDOC"u8;

    /// <summary>A head for a new file, with a fresh key.</summary>
    public static (FileHeader Header, byte[] Key) Create(string owner, IKeyRing ring)
    {
        var key = RandomNumberGenerator.GetBytes(Envelope.KeySize);
        var prefix = RandomNumberGenerator.GetBytes(Frames.PrefixSize);
        var wrapped = ring.Wrap(key, Context(owner));
        using MemoryStream bytes = new();
        bytes.Write(Magic);
        bytes.WriteByte(Version);
        Put(bytes, Encoding.UTF8.GetBytes(owner));
        Put(bytes, Encoding.UTF8.GetBytes(ring.CurrentId));
        Put(bytes, wrapped);
        bytes.Write(prefix);
        return (new FileHeader(bytes.ToArray(), owner, ring.CurrentId, wrapped, prefix), key);
    }

    /// <exception cref="InvalidDataException">The file does not begin with such a head.</exception>
    public static FileHeader Read(Stream file)
    {
        using MemoryStream bytes = new();
        var start = Take(file, bytes, Magic.Length + 1);
        if (!start.AsSpan(0, Magic.Length).SequenceEqual(Magic) || start[^1] != Version)
        {
            throw new InvalidDataException("Not a sealed document, or one of a newer hub.");
        }

        var owner = Encoding.UTF8.GetString(Part(file, bytes));
        var keyId = Encoding.UTF8.GetString(Part(file, bytes));
        var wrapped = Part(file, bytes);
        var prefix = Take(file, bytes, Frames.PrefixSize);
        return new FileHeader(bytes.ToArray(), owner, keyId, wrapped, prefix);
    }

    /// <exception cref="CryptographicException">The master key is missing, or the head was changed.</exception>
    public byte[] Open(IKeyRing ring) => ring.Unwrap(KeyId, Wrapped, Context(Owner));

    private static byte[] Context(string owner) => Encoding.UTF8.GetBytes("document/" + owner);

    private static void Put(MemoryStream bytes, byte[] part)
    {
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, checked((ushort)part.Length));
        bytes.Write(length);
        bytes.Write(part);
    }

    private static byte[] Part(Stream file, MemoryStream bytes)
    {
        var length = BinaryPrimitives.ReadUInt16BigEndian(Take(file, bytes, 2));
        return length <= Longest ? Take(file, bytes, length) : throw new InvalidDataException("The head of a sealed document is damaged.");
    }

    private static byte[] Take(Stream file, MemoryStream bytes, int count)
    {
        var part = new byte[count];
        if (file.ReadAtLeast(part, count, throwOnEndOfStream: false) < count)
        {
            throw new InvalidDataException("A sealed document is cut off in its head.");
        }

        bytes.Write(part);
        return part;
    }
}
