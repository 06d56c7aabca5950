using System.Net;
using System.Net.Http.Headers;

namespace Interop.Adapters.Http;

/// <summary>
/// A request body that notes when its first byte goes out. Until then a call certainly had no effect: without its body
/// the request is not complete, and no server acts on it.
/// </summary>
internal sealed class NotedContent : HttpContent
{
    private readonly ReadOnlyMemory<byte> _body;

    public NotedContent(ReadOnlyMemory<byte> body, string mediaType)
    {
        _body = body;
        Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
    }

    public bool Begun { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Begun = true;
        await stream.WriteAsync(_body, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        // A stated length, never chunks: many old servers answer chunks with 411.
        length = _body.Length;
        return true;
    }
}
