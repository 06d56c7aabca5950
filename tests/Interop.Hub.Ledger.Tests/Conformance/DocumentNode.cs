using Interop.Hub.Core.Security;
using Interop.Hub.Ledger.Documents;

namespace Interop.Hub.Ledger.Tests.Conformance;

/// <summary>The document store as one node has it.</summary>
internal sealed class DocumentNode
{
    public DocumentNode(ISealedShelf shelf, IDocumentIndex index, IUploadIndex uploads, IKeyRing keys, TimeProvider clock)
    {
        Shelf = shelf;
        Documents = new SealedDocuments(shelf, index, keys, clock);
        Uploads = new ResumableUploads(shelf, Documents, index, uploads, keys, clock);
        Collector = new SealedCollector(shelf, index, uploads, clock);
    }

    public ISealedShelf Shelf { get; }

    public SealedDocuments Documents { get; }

    public ResumableUploads Uploads { get; }

    public SealedCollector Collector { get; }
}
