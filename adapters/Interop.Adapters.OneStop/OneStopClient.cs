using System.Globalization;
using Interop.Adapters.Http;

namespace Interop.Adapters.OneStop;

/// <summary>The web hook over HTTP, signed.</summary>
internal sealed class OneStopClient(HttpClient http, OneStopOptions options, TimeProvider time) : IOneStop
{
    public Task<HttpExchange> PushAsync(ReadOnlyMemory<byte> packet, string deliveryId, int attempt, IReadOnlyList<string> links, CancellationToken cancellationToken) =>
        new HttpCall
        {
            Address = options.Url,
            Body = packet,
            Headers =
            [
                new("X-Interop-Delivery", deliveryId),
                new("X-Interop-Attempt", attempt.ToString(CultureInfo.InvariantCulture)),
                Signature(packet.Span),
                .. links.Select(link => new KeyValuePair<string, string>("Link", link)),
            ],
            Timeout = options.Timeout,
            MaxAnswerBytes = 64 * 1024,
        }.SendAsync(http, time, cancellationToken);

    public Task<HttpExchange> AskAsync(Uri probe, string deliveryId, CancellationToken cancellationToken) =>
        new HttpCall
        {
            Address = new Uri(probe.AbsoluteUri.TrimEnd('/') + "/" + Uri.EscapeDataString(deliveryId)),
            Headers = [Signature([])],
            Timeout = options.Timeout,
            MaxAnswerBytes = 64 * 1024,
        }.SendAsync(http, time, cancellationToken);

    private KeyValuePair<string, string> Signature(ReadOnlySpan<byte> body) =>
        new("X-Interop-Signature", OneStopMapping.Signature(options.Secret, time.GetUtcNow(), body));
}
