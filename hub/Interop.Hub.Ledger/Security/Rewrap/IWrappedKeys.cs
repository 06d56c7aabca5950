namespace Interop.Hub.Ledger.Security.Rewrap;

/// <summary>Where wrapped keys stand.</summary>
internal enum KeyPlace
{
    /// <summary>With dossiers; the owner is the dossier.</summary>
    Dossiers,

    /// <summary>With packets that have no dossier; the owner is minus the packet.</summary>
    Packets,
}

/// <summary>A wrapped key in its row.</summary>
internal readonly record struct PlacedKey(long Row, WrappedKey Key);

/// <summary>The wrapped keys of a ledger, stretch by stretch, so that no question and no commit is long.</summary>
internal interface IWrappedKeys
{
    /// <summary>Rows after one whose key is wrapped under another master key than this.</summary>
    /// <returns>Some of them, and where to go on; null: there are no more.</returns>
    Task<(IReadOnlyList<PlacedKey> Keys, long? Next)> OthersAsync(KeyPlace place, string current, long after, CancellationToken cancellationToken);

    /// <summary>Puts keys wrapped anew in the place of those that were read, in one commit; what was changed or erased meanwhile is left alone.</summary>
    Task ReplaceAsync(KeyPlace place, IReadOnlyList<(PlacedKey Before, WrappedKey After)> keys, CancellationToken cancellationToken);

    /// <summary>True while pieces of uploads lie about, each wrapped when it came.</summary>
    Task<bool> HasPartsAsync(CancellationToken cancellationToken);

    /// <summary>The nodes that may be running, each with the master keys it was started with, current first; empty: it never said.</summary>
    Task<IReadOnlyList<NodeRing>> RingsAsync(CancellationToken cancellationToken);

    /// <summary>Notes what a node is started with.</summary>
    Task NoteRingAsync(NodeRing ring, CancellationToken cancellationToken);
}

/// <summary>The master keys that a node was started with, by their ids.</summary>
/// <param name="Node">The node.</param>
/// <param name="Ids">Current first.</param>
internal sealed record NodeRing(string Node, IReadOnlyList<string> Ids);
