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

    /// <summary>No head is larger.</summary>
    public const int MaxSize = 5 + (3 * (2 + Longest)) + Frames.PrefixSize;

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
    public static async Task<FileHeader> ReadAsync(Stream file, CancellationToken cancellationToken)
    {
        using MemoryStream bytes = new();
        var start = await TakeAsync(file, bytes, Magic.Length + 1, cancellationToken);
        if (!start.AsSpan(0, Magic.Length).SequenceEqual(Magic) || start[^1] != Version)
        {
            throw new InvalidDataException("Not a sealed document, or one of a newer hub.");
        }

        var owner = Encoding.UTF8.GetString(await PartAsync(file, bytes, cancellationToken));
        var keyId = Encoding.UTF8.GetString(await PartAsync(file, bytes, cancellationToken));
        var wrapped = await PartAsync(file, bytes, cancellationToken);
        var prefix = await TakeAsync(file, bytes, Frames.PrefixSize, cancellationToken);
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

    private static async Task<byte[]> PartAsync(Stream file, MemoryStream bytes, CancellationToken cancellationToken)
    {
        var length = BinaryPrimitives.ReadUInt16BigEndian(await TakeAsync(file, bytes, 2, cancellationToken));
        return length <= Longest
            ? await TakeAsync(file, bytes, length, cancellationToken)
            : throw new InvalidDataException("The head of a sealed document is damaged.");
    }

    private static async Task<byte[]> TakeAsync(Stream file, MemoryStream bytes, int count, CancellationToken cancellationToken)
    {
        var part = new byte[count];
        if (await file.ReadAtLeastAsync(part, count, throwOnEndOfStream: false, cancellationToken) < count)
        {
            throw new InvalidDataException("A sealed document is cut off in its head.");
        }

        bytes.Write(part);
        return part;
    }
}
