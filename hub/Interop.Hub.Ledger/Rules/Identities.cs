using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Rules;

/// <summary>The codes of dossiers.</summary>
internal static class Identities
{
    /// <summary>The dossier that each claim names; null for claims that only search, and for codes not known.</summary>
    public static long?[] NamedBy(IDossierRows tables, IReadOnlyList<IdentifierClaim> claims)
    {
        var named = new long?[claims.Count];
        for (var i = 0; i < named.Length; i++)
        {
            named[i] = claims[i].Unique ? tables.Named(claims[i].Identifier) : null;
        }

        return named;
    }

    /// <summary>Gives a dossier a code.</summary>
    /// <returns>False when another dossier has it: a code never moves.</returns>
    public static bool Attach(IDossierRows tables, long dossier, IdentifierClaim claim, DateTimeOffset at)
    {
        if (claim.Unique && tables.Named(claim.Identifier) is { } holder)
        {
            return holder == dossier;
        }

        tables.PutIdentifier(dossier, claim, at);
        return true;
    }
}
