using Interop.Adapters.Soap.Reading;
using Microsoft.Extensions.Logging;

namespace Interop.Adapters.Soap.Endpoint;

/// <summary>What all services on one port share.</summary>
internal sealed class SoapDesk(SoapEndpointOptions options, ILogger logger)
{
    public SoapEndpointOptions Options { get; } = options;

    public ILogger Logger { get; } = logger;

    public BodyBudget Budget { get; } = new(options.MaxBytesInFlight);
}
