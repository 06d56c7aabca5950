using Interop.Contracts.Identifiers;

namespace Interop.Hub.Ledger.Tables;

/// <summary>The order in which a dossier's codes are shown: as attached, and within one packet by scheme and value.</summary>
internal static class IdentifierOrder
{
    public static IReadOnlyList<DossierIdentifier> Of(IEnumerable<(long At, DossierIdentifier Code)> codes) =>
        [.. codes.OrderBy(c => c.At).ThenBy(c => c.Code.Scheme).ThenBy(c => c.Code.Value, StringComparer.Ordinal).Select(c => c.Code)];
}
