using Interop.Contracts.Identifiers;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Ledger.Rules;

/// <summary>What the codes of a packet say, pure.</summary>
internal static class Claims
{
    /// <summary>The code that becomes the dossier's number: the first that decides identity and is the sender's to give.</summary>
    public static DossierIdentifier Deciding(IReadOnlyList<IdentifierClaim> claims) =>
        (claims.FirstOrDefault(c => c is { Unique: true, MayAttach: true }) ?? claims.FirstOrDefault(c => c.Unique) ?? claims[0]).Identifier;

    /// <summary>The codes that name a dossier, when they name several.</summary>
    public static IReadOnlyList<int> Disagreeing(long?[] named) => [.. Enumerable.Range(0, named.Length).Where(i => named[i] is not null)];

    /// <summary>The codes that the sender may not attach: those that no dossier has; else all that it does not issue.</summary>
    public static IReadOnlyList<int> NotIssued(IReadOnlyList<IdentifierClaim> claims, long?[] named)
    {
        int[] foreign = [.. Enumerable.Range(0, claims.Count).Where(i => claims[i] is { Unique: true, MayAttach: false })];
        int[] unknown = [.. foreign.Where(i => named[i] is null)];
        return unknown.Length > 0 ? unknown : foreign;
    }
}
