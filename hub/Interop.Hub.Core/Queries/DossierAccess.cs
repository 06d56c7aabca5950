using Interop.Contracts.Identifiers;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Intake;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Queries;

/// <summary>
/// Finds what a partner may see: it must be a party, and the dossier's unit and procedure its own. Everything else
/// looks as if it did not exist.
/// </summary>
public sealed class DossierAccess(ILedgerReader reader, IHubConfigurationSource source)
{
    /// <summary>A dossier by a number that it has, of a scheme and issuer where they are named; null: there is none, or none that the partner may see.</summary>
    public async Task<DossierView?> FindAsync(string partner, string number, IdentifierScheme? scheme, OrganisationCode? issuer, CancellationToken cancellationToken)
    {
        var value = number.Trim().ToUpperInvariant();
        if (value.Length is 0 or > 64 || await reader.ResolveAsync(value, scheme, issuer, cancellationToken) is not { } key)
        {
            return null;
        }

        var view = await reader.DossierAsync(key, cancellationToken);
        return view is not null && MaySee(partner, view) ? view : null;
    }

    /// <summary>A packet by the hub's id, for its sender, for the parties to its dossier, and without one for those to whom it is sent; null as above.</summary>
    public async Task<PacketView?> PacketAsync(string partner, string id, CancellationToken cancellationToken)
    {
        if (id.Length != 32 || !id.All(char.IsAsciiHexDigit) || await reader.PacketAsync(id.ToLowerInvariant(), cancellationToken) is not { } packet)
        {
            return null;
        }

        if (string.Equals(packet.Sender, partner, StringComparison.OrdinalIgnoreCase))
        {
            return packet;
        }

        // Another's packet: by way of its dossier, or as one to whom it was sent.
        return packet.DossierNumber is { } number
            ? await FindAsync(partner, number, null, null, cancellationToken) is { } view && view.Packets.Any(p => p.Id == packet.Id) ? packet : null
            // A shadow sends nothing, and its destination knows of nothing.
            : packet.Deliveries.Any(d => d.Role == DeliveryRole.Send && string.Equals(d.Destination, partner, StringComparison.OrdinalIgnoreCase)) ? packet : null;
    }

    private bool MaySee(string partner, DossierView view) =>
        source.Current.Partners.TryGetValue(partner, out var configuration)
        && view.Parties.Contains(partner, StringComparer.OrdinalIgnoreCase)
        && PartnerRights.Covers(configuration, view.Facts);
}
