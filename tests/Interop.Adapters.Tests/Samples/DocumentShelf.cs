using Interop.Adapters.Delivery;
using Interop.Contracts.Documents;

namespace Interop.Adapters.Tests.Samples;

/// <summary>Files in memory.</summary>
internal sealed class DocumentShelf(params IReadOnlyList<byte[]> files) : IDocumentSource
{
    private readonly Dictionary<Sha256Digest, byte[]> _files = files.ToDictionary(f => Sha256Digest.Of(f));

    public Task<Stream> OpenAsync(Sha256Digest digest, CancellationToken cancellationToken) =>
        _files.TryGetValue(digest, out var file)
            ? Task.FromResult<Stream>(new MemoryStream(file, writable: false))
            : throw new DocumentUnavailableException("not on the shelf");

    public ValueTask<Uri> LinkAsync(Sha256Digest digest, CancellationToken cancellationToken) =>
        _files.ContainsKey(digest)
            ? ValueTask.FromResult(new Uri($"https://hub.example.vn/d/{digest.Value[..16]}"))
            : throw new DocumentUnavailableException("not on the shelf");
}
