namespace Interop.Hub.Ledger.Evidence;

/// <summary>An entry as a store keeps it.</summary>
/// <param name="Node">Who wrote it.</param>
/// <param name="Number">Its number in its chain, from 1.</param>
/// <param name="At">When.</param>
/// <param name="Count">How many items it says it has.</param>
/// <param name="Root">Root of their digests.</param>
/// <param name="Previous">Digest of the entry before.</param>
/// <param name="Digest">Its own.</param>
/// <param name="Items">The items that are there, in order.</param>
internal sealed record EvidenceEntry(string Node, long Number, DateTimeOffset At, int Count, byte[] Root, byte[] Previous, byte[] Digest, IReadOnlyList<EvidenceItem> Items);

/// <summary>What the ledger holds of an item's subject.</summary>
/// <param name="Content">As <see cref="EvidenceContent"/> digests it; null: it is not there.</param>
/// <param name="Flaw">What is wrong beside the content (a body, the other end of an anchor); null: nothing.</param>
/// <param name="Removed">For an acceptance: true when the packet's content was taken by a removal that lists it.</param>
/// <param name="Erased">True when its dossier was erased: then its item's salt is empty, and the content can no longer be held against it.</param>
internal readonly record struct EvidenceSubject(byte[]? Content, EvidenceFlaw? Flaw, bool Removed = false, bool Erased = false);
