using Interop.Adapters.Http;
using Interop.Adapters.Population.Wire;

namespace Interop.Adapters.Population;

/// <summary>Service 037 over its REST front, each operation once per call.</summary>
internal interface IPopulationService
{
    Task<HttpExchange> VerifyAsync(VerifyCall call, CancellationToken cancellationToken);
}
