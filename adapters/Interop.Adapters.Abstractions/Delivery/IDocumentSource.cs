using Interop.Contracts.Documents;

namespace Interop.Adapters.Delivery;

/// <summary>The bytes of a packet's files. The digest was checked when they came in and is checked again when read to the end.</summary>
public interface IDocumentSource
{
    /// <summary>Opens a file for one forward read; its <c>Length</c> is the file's. The caller disposes it.</summary>
    /// <exception cref="DocumentUnavailableException">The file cannot be read: a fault of the hub, mapped to a deferral.</exception>
    Task<Stream> OpenAsync(Sha256Digest digest, CancellationToken cancellationToken);

    /// <summary>
    /// A signed, expiring, revocable address under the hub's public base URL from which the destination can fetch the file.
    /// </summary>
    ValueTask<Uri> LinkAsync(Sha256Digest digest, CancellationToken cancellationToken);
}

/// <summary>A document that the hub promised to keep cannot be read.</summary>
public sealed class DocumentUnavailableException : IOException
{
    /// <summary>Says which document and why.</summary>
    public DocumentUnavailableException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <inheritdoc/>
    public DocumentUnavailableException()
    {
    }

    /// <inheritdoc/>
    public DocumentUnavailableException(string message)
        : base(message)
    {
    }
}
