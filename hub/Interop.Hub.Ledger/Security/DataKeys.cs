using System.Buffers.Binary;
using System.Security.Cryptography;
using Interop.Hub.Core.Security;

namespace Interop.Hub.Ledger.Security;

/// <summary>A data key as it is stored.</summary>
/// <param name="KeyId">The master key it is wrapped under.</param>
/// <param name="Wrapped">The wrapped key.</param>
internal readonly record struct WrappedKey(string KeyId, byte[] Wrapped)
{
    /// <summary>What is left of a key that was destroyed.</summary>
    public static readonly WrappedKey Erased = new(string.Empty, []);

    /// <summary>True when the key was destroyed.</summary>
    public bool IsErased => Wrapped.Length == 0;
}

/// <summary>
/// The data keys, one per lane owner: a dossier (its key), or a packet without one (minus its key). Opened keys are held
/// in two generations, so that the memory is bounded and what is in use stays.
/// </summary>
internal sealed class DataKeys(IKeyRing ring, int limit)
{
    private readonly Lock _gate = new();
    private readonly int _generation = Math.Max(16, limit / 2);
    private Dictionary<long, byte[]> _young = [];
    private Dictionary<long, byte[]> _old = [];

    /// <summary>A fresh key and its stored form. When a rollback gives the number to another, that one's key takes its place.</summary>
    public (byte[] Key, WrappedKey Stored) Create(long owner)
    {
        var key = RandomNumberGenerator.GetBytes(Envelope.KeySize);
        lock (_gate)
        {
            Remember(owner, key);
        }

        return (key, new WrappedKey(ring.CurrentId, ring.Wrap(key, Context(owner))));
    }

    /// <summary>The open key. What was destroyed is opened no more, though it was opened here before: the row is the truth.</summary>
    /// <exception cref="CryptographicException">The master key is missing, the row was changed, or the key was destroyed.</exception>
    public byte[] Open(long owner, WrappedKey stored)
    {
        if (stored.IsErased)
        {
            Forget(owner);
            throw new CryptographicException("The key was destroyed: its dossier was erased.");
        }

        lock (_gate)
        {
            if (_young.TryGetValue(owner, out var key))
            {
                return key;
            }

            if (_old.TryGetValue(owner, out key))
            {
                Remember(owner, key);
                return key;
            }
        }

        var opened = ring.Unwrap(stored.KeyId, stored.Wrapped, Context(owner));
        lock (_gate)
        {
            Remember(owner, opened);
        }

        return opened;
    }

    /// <summary>Forgets an opened key.</summary>
    public void Forget(long owner)
    {
        lock (_gate)
        {
            _young.Remove(owner);
            _old.Remove(owner);
        }
    }

    private void Remember(long owner, byte[] key)
    {
        if (_young.Count >= _generation)
        {
            _old = _young;
            _young = new Dictionary<long, byte[]>(_generation);
        }

        _young[owner] = key;
    }

    /// <summary>What a data key is wrapped with: the row it belongs to.</summary>
    internal static byte[] Context(long owner)
    {
        var context = new byte[9];
        context[0] = (byte)'D';
        BinaryPrimitives.WriteInt64BigEndian(context.AsSpan(1), owner);
        return context;
    }
}
