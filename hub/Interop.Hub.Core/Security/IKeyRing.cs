namespace Interop.Hub.Core.Security;

/// <summary>
/// The keys that stand outside the database. Losing them is losing every body; see the runbook on keys.
/// </summary>
public interface IKeyRing
{
    /// <summary>The current wrapping key's id, stored beside what it wraps.</summary>
    string CurrentId { get; }

    /// <summary>The ids of all wrapping keys that it can unwrap with, the current one among them.</summary>
    IReadOnlyCollection<string> Ids => [CurrentId];

    /// <summary>Wraps a 32-byte data key under the current wrapping key. The context is authenticated with it.</summary>
    byte[] Wrap(ReadOnlySpan<byte> dataKey, ReadOnlySpan<byte> context);

    /// <summary>Unwraps a data key.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">Wrong key, wrong context, or changed bytes.</exception>
    byte[] Unwrap(string keyId, ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> context);

    /// <summary>Key of the content digests (HMAC): what is digested is guessable, so the digest is keyed. 32 bytes.</summary>
    ReadOnlyMemory<byte> DigestKey { get; }

    /// <summary>Key of the signed document links (HMAC). 32 bytes.</summary>
    ReadOnlyMemory<byte> LinkKey { get; }
}
