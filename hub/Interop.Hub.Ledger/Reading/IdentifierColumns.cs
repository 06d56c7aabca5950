using System.Globalization;
using Interop.Contracts.Identifiers;
using Interop.Hub.Ledger.Storage;

namespace Interop.Hub.Ledger.Reading;

/// <summary>A dossier's code and when it was attached, out of its columns.</summary>
internal static class IdentifierColumns
{
    public const string All = "attached_at, scheme, issuer, value";

    public static (long At, DossierIdentifier Code) Read<TRow>(TRow row)
        where TRow : IRow =>
        (row.Int64(0), new DossierIdentifier((IdentifierScheme)row.Int32(1), OrganisationCode.Parse(row.Text(2), CultureInfo.InvariantCulture), row.Text(3)));

    /// <summary>A value that somebody asks for, as it is stored.</summary>
    public static string Normalise(string value) => value.Trim().ToUpperInvariant();
}
