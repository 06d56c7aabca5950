using System.Buffers.Binary;
using Interop.Contracts.Identifiers;

namespace Interop.Hub.Ledger.Postgres.Writing;

/// <summary>Keys of the rows in memory.</summary>
internal static class Key
{
    public static UInt128 Of(ReadOnlySpan<byte> id) => BinaryPrimitives.ReadUInt128BigEndian(id);

    public static byte[] Bytes(UInt128 id)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, id);
        return bytes;
    }

    public static CodeKey Of(DossierIdentifier code) => new((int)code.Scheme, code.Issuer.Value, code.Value);

    public static DigestKey Of(string owner, byte[] digest) => new(owner, Convert.ToHexString(digest));
}

/// <summary>A code of a unique scheme.</summary>
internal readonly record struct CodeKey(int Scheme, string Issuer, string Value);

/// <summary>A file of an owner, or of a dossier.</summary>
internal readonly record struct DigestKey(string Owner, string Digest);
