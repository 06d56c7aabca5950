using Interop.Adapters.Inbound;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Routing;

namespace Interop.Hub.Core.Intake;

/// <summary>What a partner may send, and which dossiers it may act on and see: configuration, read here and nowhere else.</summary>
public static class PartnerRights
{
    /// <summary>Null when the partner may send the kind; otherwise why not.</summary>
    internal static Refusal? MaySend(PartnerConfiguration partner, PacketKind kind) =>
        partner.Permissions.Kinds.Contains(kind)
            ? null
            : new Refusal(RefusalKind.Forbidden, $"{partner.Code} may not send packets of kind {Wire(kind)}. Ask the hub's administrator for the permission.", [new RefusalError("/kind", "not permitted for this partner")]);

    /// <summary>True when the dossier's procedure and unit are the partner's to act on and see.</summary>
    public static bool Covers(PartnerConfiguration partner, DossierFacts facts)
    {
        var permissions = partner.Permissions;
        return (permissions.Procedures?.Contains(facts.Procedure) ?? true)
            && (permissions.Units is not { } units || units.Any(unit => OrganisationScope.Contains(unit, OrganisationCode.Parse(facts.Receiving, null)) || OrganisationScope.Contains(unit, OrganisationCode.Parse(facts.Competent, null))));
    }

    /// <summary>The claims that a partner's identifiers make.</summary>
    internal static IReadOnlyList<IdentifierClaim> Claims(HubConfiguration configuration, PartnerConfiguration partner, IReadOnlyList<DossierIdentifier> identifiers, DateOnly on) =>
        [.. identifiers.Select(i =>
        {
            // Old and new notation of one unit are one issuer: the table says so, never the text.
            var issuer = configuration.Organisations.Resolve(i.Issuer, on)?.Code ?? i.Issuer;
            var normalised = (i with { Issuer = issuer }).Normalised;
            return new IdentifierClaim(
                normalised,
                configuration.UniqueSchemes.Contains(i.Scheme),
                partner.Permissions.Issues.Any(unit => OrganisationScope.Contains(unit, issuer)));
        })];

    private static string Wire(PacketKind kind) => char.ToLowerInvariant(kind.ToString()[0]) + kind.ToString()[1..];
}
