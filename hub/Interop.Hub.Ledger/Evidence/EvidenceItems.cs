using System.Security.Cryptography;

namespace Interop.Hub.Ledger.Evidence;

/// <summary>What an item of evidence is about. Stored as its number.</summary>
internal enum EvidenceKind
{
    Acceptance = 1,
    Attempt = 2,
    Act = 3,

    /// <summary>The head of another node's chain, as it was when this entry was written.</summary>
    Anchor = 4,

    /// <summary>Contents were taken: purged, or erased with their dossier.</summary>
    Removal = 5,

    /// <summary>A restore that was stated, or a hold that was released; which of them, says the item's number.</summary>
    Recovery = 6,
}

/// <summary>One thing that an entry vouches for.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Subject">Its key.</param>
/// <param name="Number">For an attempt its number, for an anchor the other chain's entry, for a restore see <see cref="RecoverySubject"/>, for an act <see cref="ActSubject"/>.</param>
/// <param name="Salt">What makes its digest tell nothing to who guesses the content. Empty: its dossier was erased.</param>
/// <param name="Digest">Digest of salt and content.</param>
internal readonly record struct EvidenceItem(EvidenceKind Kind, long Subject, long Number, byte[] Salt, byte[] Digest);

/// <summary>The items of one commit, in the order they happened. Used by one writer at a time.</summary>
internal sealed class EvidenceItems
{
    private readonly List<EvidenceItem> _items = [];

    /// <summary>What was gathered since the last <see cref="Clear"/>.</summary>
    public IReadOnlyList<EvidenceItem> All => _items;

    /// <summary>Vouches for something.</summary>
    public void Add(EvidenceKind kind, long subject, long number, ReadOnlySpan<byte> content)
    {
        var salt = RandomNumberGenerator.GetBytes(EvidenceDigest.SaltSize);
        _items.Add(new EvidenceItem(kind, subject, number, salt, EvidenceDigest.OfItem(salt, content)));
    }

    /// <summary>Vouches for something of an erased dossier, in whose evidence no salt is kept.</summary>
    public void AddErased(EvidenceKind kind, long subject, long number, ReadOnlySpan<byte> content)
    {
        Add(kind, subject, number, content);
        _items[^1] = _items[^1] with { Salt = [] };
    }

    /// <summary>True when an item is about this.</summary>
    public bool Has(EvidenceAbout about) => _items.Exists(i => (i.Kind, i.Subject, i.Number) == (about.Kind, about.Subject, about.Number));

    /// <summary>Empties the salts of items that are not on disk yet.</summary>
    public void Blank(Func<EvidenceItem, bool> which)
    {
        for (var i = 0; i < _items.Count; i++)
        {
            _items[i] = which(_items[i]) ? _items[i] with { Salt = [] } : _items[i];
        }
    }

    /// <summary>Forgets them: they are on disk, or their commit was rolled back.</summary>
    public void Clear() => _items.Clear();
}

/// <summary>What an item of <see cref="EvidenceKind.Recovery"/> is about.</summary>
internal static class RecoverySubject
{
    /// <summary>A statement; the subject is its epoch.</summary>
    public const long Statement = 0;

    /// <summary>A release; the subject is the hold's key.</summary>
    public const long Release = 1;
}

/// <summary>What an item of <see cref="EvidenceKind.Act"/> is about.</summary>
internal static class ActSubject
{
    /// <summary>A delivery that was judged.</summary>
    public const long Delivery = 0;

    /// <summary>A destination's door.</summary>
    public const long Door = 1;

    /// <summary>An officer's look-up.</summary>
    public const long LookUp = 2;
}
