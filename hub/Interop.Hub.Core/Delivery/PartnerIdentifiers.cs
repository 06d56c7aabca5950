using Interop.Adapters.Delivery;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Routing;

namespace Interop.Hub.Core.Delivery;

/// <summary>Codes that partners give dossiers in their answers: each partner attaches only what it issues.</summary>
internal sealed class PartnerIdentifiers(IHubConfigurationSource configuration)
{
    public IReadOnlyList<IdentifierClaim> Claims(string destination, PartnerReceipt? receipt)
    {
        if (receipt is null or { Identifiers.Count: 0 })
        {
            return [];
        }

        var current = configuration.Current;
        return current.Partners.GetValueOrDefault(destination) is { } partner
            ? [.. receipt.Identifiers
                .Where(i => partner.Permissions.Issues.Any(unit => OrganisationScope.Contains(unit, i.Issuer)))
                .Select(i => new IdentifierClaim(i.Normalised, current.UniqueSchemes.Contains(i.Scheme), MayAttach: true))]
            : [];
    }
}
