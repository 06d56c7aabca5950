using Interop.Contracts.Documents;

namespace Interop.Hub.Core.Documents;

/// <summary>Makes the signed, expiring, revocable addresses from which a destination fetches a file.</summary>
public interface IDocumentLinks
{
    /// <summary>An address under the public base URL, for one file of one dossier and one destination. Costs no I/O.</summary>
    Uri Create(long dossierKey, Sha256Digest digest, string destination);
}
