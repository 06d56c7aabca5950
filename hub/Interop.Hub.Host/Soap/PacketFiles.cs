using Interop.Adapters.Soap.Exchange;
using Interop.Contracts.Documents;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Documents;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Queries;
using Interop.Hub.Host.Api;

namespace Interop.Hub.Host.Soap;

/// <summary>
/// The files of a packet that a partner may see, by the rules of <c>GET /api/v1/documents</c>: through its dossier; without
/// one, of its sender, or of a receiver while that holds the delivery or has it.
/// </summary>
internal sealed class PacketFiles(DossierAccess access, HandedFiles handed, IDocumentStore documents, HubSettings settings)
{
    public async Task<IReadOnlyList<FetchedFile>> OfAsync(PacketView packet, string partner, CancellationToken cancellationToken)
    {
        var (address, open) = await WayAsync(packet, partner, cancellationToken);
        InlineFiles inline = new();
        List<FetchedFile> files = [];
        foreach (var reference in packet.Documents)
        {
            files.Add(await inline.OfAsync(reference, address(reference.Sha256), stop => open(reference.Sha256, stop), cancellationToken));
        }

        return files;
    }

    private async Task<(Func<Sha256Digest, Uri> Address, Func<Sha256Digest, CancellationToken, Task<StoredDocument?>> Open)> WayAsync(
        PacketView packet, string partner, CancellationToken cancellationToken)
    {
        if (packet.DossierNumber is { } number)
        {
            var dossier = await access.FindAsync(partner, number, null, null, cancellationToken);
            return (
                digest => new Uri(settings.PublicBaseUrl, $"api/v1/documents/{digest}?dossier={Uri.EscapeDataString(number)}"),
                (digest, stop) => dossier is null ? Task.FromResult<StoredDocument?>(null) : documents.OpenAsync(new DocumentKey(digest, null, dossier.Key), stop));
        }

        if (!string.Equals(packet.Sender, partner, StringComparison.OrdinalIgnoreCase)
            && packet.Deliveries.FirstOrDefault(d => d.Role == DeliveryRole.Send && string.Equals(d.Destination, partner, StringComparison.OrdinalIgnoreCase)) is { } delivery)
        {
            return (
                digest => DocumentAddress.Of(settings.PublicBaseUrl, digest, delivery.Id),
                async (digest, stop) => (await handed.FindAsync(partner, delivery.Id, digest, stop))?.Stored);
        }

        return (
            digest => new Uri(settings.PublicBaseUrl, $"api/v1/documents/{digest}"),
            (digest, stop) => documents.OpenAsync(new DocumentKey(digest, packet.Sender, null), stop));
    }
}
