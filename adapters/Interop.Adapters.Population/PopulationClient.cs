using System.Text.Json;
using Interop.Adapters.Http;
using Interop.Adapters.Population.Wire;

namespace Interop.Adapters.Population;

/// <summary>The service over HTTP. Everything personal is in the body, never in the address.</summary>
internal sealed class PopulationClient(HttpClient http, PopulationOptions options, TimeProvider time) : IPopulationService
{
    private readonly Uri _verify = options.Verify;

    public Task<HttpExchange> VerifyAsync(VerifyCall call, CancellationToken cancellationToken) =>
        new HttpCall
        {
            Address = _verify,
            Body = JsonSerializer.SerializeToUtf8Bytes(call, PopulationWire.Readable.VerifyCall),
            Headers = options.Access.Headers(_verify, time.GetUtcNow()),
            Timeout = options.Timeout,
            MaxAnswerBytes = 256 * 1024,
        }.SendAsync(http, time, cancellationToken);
}
