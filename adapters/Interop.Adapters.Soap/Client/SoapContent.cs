using System.Net;

namespace Interop.Adapters.Soap.Client;

/// <summary>
/// The message on its way out. It knows whether its first byte was handed to a connection, which is what tells "not
/// sent" from "no answer", and it goes out once: a handler that would send it again is stopped here.
/// </summary>
internal sealed class SoapContent : HttpContent
{
    private const int Waiting = 0;
    private const int Begun = 1;
    private const int Closed = 2;

    private readonly OutgoingMessage _message;
    private readonly Action _begun;
    private int _stage;

    public SoapContent(OutgoingMessage message, Action begun)
    {
        _message = message;
        _begun = begun;
        Headers.TryAddWithoutValidation("Content-Type", message.ContentType);
    }

    /// <summary>Lets nothing more begin, and says whether something had.</summary>
    public bool Close() => Interlocked.CompareExchange(ref _stage, Closed, Waiting) == Begun;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref _stage, Begun, Waiting) != Waiting)
        {
            throw new HttpRequestException("The message was begun once already, or given up.");
        }

        _begun();
        await _message.WriteToAsync(stream, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _message.Length;
        return true;
    }
}
