using Interop.Contracts.Documents;

namespace Interop.Hub.Core.Documents;

/// <summary>
/// Files, named by their digest within one owner: an upload never reveals that another partner has the same file.
/// Bytes are encrypted at rest. A file is on stable storage when a call returns.
/// </summary>
public interface IDocumentStore
{
    /// <summary>
    /// Takes a file. When <paramref name="expected"/> is given and the bytes have another digest, nothing is kept.
    /// Uploading what the owner already has is harmless.
    /// </summary>
    Task<PutResult> PutAsync(string owner, Sha256Digest? expected, Stream content, long maxBytes, CancellationToken cancellationToken);

    /// <summary>Opens a file for a dossier that refers to it (or, with no dossier, for its uploader). Null when there is none.</summary>
    Task<StoredDocument?> OpenAsync(DocumentKey key, CancellationToken cancellationToken);
}

/// <summary>Names one stored file as one reader may see it.</summary>
/// <param name="Digest">Its digest.</param>
/// <param name="Owner">The uploader; null when read through a dossier.</param>
/// <param name="DossierKey">The dossier that refers to it; null when read by its uploader.</param>
public sealed record DocumentKey(Sha256Digest Digest, string? Owner, long? DossierKey);

/// <summary>An open file; dispose the stream.</summary>
/// <param name="Content">The bytes, in the clear. Seekable; the digest is checked when it is read from the beginning, each frame always.</param>
/// <param name="Size">Size in bytes.</param>
public sealed record StoredDocument(Stream Content, long Size);

/// <summary>What became of an upload.</summary>
public abstract record PutResult
{
    private PutResult()
    {
    }

    /// <summary>Kept.</summary>
    /// <param name="Digest">Its digest.</param>
    /// <param name="Size">Its size.</param>
    /// <param name="Created">False when the owner had it already.</param>
    public sealed record Kept(Sha256Digest Digest, long Size, bool Created) : PutResult;

    /// <summary>The bytes have another digest; nothing kept.</summary>
    /// <param name="Actual">What they have.</param>
    public sealed record DigestMismatch(Sha256Digest Actual) : PutResult;

    /// <summary>Larger than allowed; nothing kept.</summary>
    public sealed record TooLarge : PutResult;

    /// <summary>The store is full, failing or away; nothing kept.</summary>
    public sealed record NoSpace : PutResult;

    /// <summary>It came so slowly that it took half a day; nothing kept. It can be sent in pieces.</summary>
    public sealed record TookTooLong : PutResult;
}
