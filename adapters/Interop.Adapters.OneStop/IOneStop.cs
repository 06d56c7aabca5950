using Interop.Adapters.Http;

namespace Interop.Adapters.OneStop;

/// <summary>The one-stop's two routes, each once per call.</summary>
internal interface IOneStop
{
    Task<HttpExchange> PushAsync(ReadOnlyMemory<byte> packet, string deliveryId, int attempt, IReadOnlyList<string> links, CancellationToken cancellationToken);

    Task<HttpExchange> AskAsync(Uri probe, string deliveryId, CancellationToken cancellationToken);
}
