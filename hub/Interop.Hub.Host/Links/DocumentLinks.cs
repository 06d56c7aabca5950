using Interop.Contracts.Documents;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Documents;
using Interop.Hub.Core.Security;

namespace Interop.Hub.Host.Links;

/// <summary>Makes the links.</summary>
internal sealed class DocumentLinks(IKeyRing keys, HubSettings settings, TimeProvider time) : IDocumentLinks
{
    public Uri Create(long dossierKey, Sha256Digest digest, string destination)
    {
        // To the full hour, so that every attempt of a delivery sends the same address.
        var hour = TimeSpan.TicksPerHour;
        var end = time.GetUtcNow() + settings.Limits.LinkLifetime;
        var expires = new DateTimeOffset((end.UtcTicks + hour - 1) / hour * hour, TimeSpan.Zero);
        return new Uri(settings.PublicBaseUrl, $"d/{new LinkToken(dossierKey, digest, destination, expires).Seal(keys.LinkKey.Span)}");
    }
}
