using System.Globalization;
using Interop.Contracts.Identifiers;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Sqlite.Storage;

namespace Interop.Hub.Ledger.Sqlite.Intake;

/// <summary>The codes of dossiers.</summary>
internal static class Identities
{
    /// <summary>The tie of a scheme that decides identity: one dossier has the code and no second.</summary>
    private const long Decides = 0;

    /// <summary>The dossier that a code of a unique scheme names.</summary>
    public static long? Named(Session db, DossierIdentifier code)
    {
        using var row = db.Prepare("select dossier from dossier_identifier where value = ? and scheme = ? and issuer = ? and tie = 0")
            .With(code.Value).With((int)code.Scheme).With(code.Issuer.Value);
        return row.Step() ? row.Int64(0) : null;
    }

    /// <summary>The dossier that each claim names; null for claims that only search, and for codes not known.</summary>
    public static long?[] NamedBy(Session db, IReadOnlyList<IdentifierClaim> claims)
    {
        var named = new long?[claims.Count];
        for (var i = 0; i < named.Length; i++)
        {
            named[i] = claims[i].Unique ? Named(db, claims[i].Identifier) : null;
        }

        return named;
    }

    /// <summary>Gives a dossier a code.</summary>
    /// <returns>False when another dossier has it: a code never moves.</returns>
    public static bool Attach(Session db, long dossier, IdentifierClaim claim, DateTimeOffset at)
    {
        var code = claim.Identifier;
        if (claim.Unique && Named(db, code) is { } holder)
        {
            return holder == dossier;
        }

        db.Prepare("insert or ignore into dossier_identifier (value, scheme, issuer, tie, dossier, attached_at) values (?, ?, ?, ?, ?, ?)")
            .With(code.Value).With((int)code.Scheme).With(code.Issuer.Value).With(claim.Unique ? Decides : dossier).With(dossier).With(at).Run();
        return true;
    }

    /// <summary>Every code of a dossier, in the order they were attached.</summary>
    public static IReadOnlyList<DossierIdentifier> Of(Session db, long dossier)
    {
        List<(long At, DossierIdentifier Code)> codes = [];
        using (var rows = db.Prepare("select attached_at, scheme, issuer, value from dossier_identifier where dossier = ?").With(dossier))
        {
            while (rows.Step())
            {
                codes.Add((rows.Int64(0), new DossierIdentifier((IdentifierScheme)rows.Int32(1), OrganisationCode.Parse(rows.Text(2), CultureInfo.InvariantCulture), rows.Text(3))));
            }
        }

        return [.. codes.OrderBy(c => c.At).ThenBy(c => c.Code.Scheme).ThenBy(c => c.Code.Value, StringComparer.Ordinal).Select(c => c.Code)];
    }
}
