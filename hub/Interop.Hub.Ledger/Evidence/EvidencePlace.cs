namespace Interop.Hub.Ledger.Evidence;

/// <summary>What an item of evidence is about.</summary>
internal readonly record struct EvidenceAbout(EvidenceKind Kind, long Subject, long Number);

/// <summary>Where an item stands.</summary>
/// <param name="Node">Whose chain; in an embedded ledger any.</param>
/// <param name="Entry">Its entry.</param>
/// <param name="Ordinal">Its place in it, from 0.</param>
internal readonly record struct EvidencePlace(string Node, long Entry, int Ordinal);

/// <summary>What was looked for in the chains, and where it was found.</summary>
internal sealed record EvidenceFound(IReadOnlySet<EvidenceAbout> Sought, IReadOnlyList<EvidencePlace> Places);
