using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Interop.Adapters.Soap.Endpoint;

/// <summary>Puts SOAP services on the hub's port.</summary>
public static class SoapRoutes
{
    /// <summary>
    /// Maps <c>POST /soap/{service}</c> (callers must be authenticated by the host's middleware) and
    /// <c>GET /soap/{service}?wsdl</c> (open to all: a contract is no secret); and what partners call by contracts of their own.
    /// </summary>
    /// <returns>The group, for the host's conventions (host filters, rate limits).</returns>
    /// <exception cref="ArgumentException">The address is not absolute http(s), or two services share a name: all that is wrong, at once.</exception>
    public static RouteGroupBuilder MapSoap(this IEndpointRouteBuilder endpoints, SoapEndpointOptions options, params IReadOnlyList<ISoapService> services)
    {
        var errors = Check(options, services).ToList();
        if (errors.Count > 0)
        {
            throw new ArgumentException(string.Join(" ", errors), nameof(options));
        }

        var logger = endpoints.ServiceProvider.GetRequiredService<ILoggerFactory>().CreateLogger("Interop.Soap");
        var desk = new SoapDesk(options, logger);
        var group = endpoints.MapGroup("/soap");
        foreach (var service in services)
        {
            var counter = new SoapCounter(service, desk);
            var contract = new ServedContract(service, options.PublicBaseUrl);
            group.MapPost(service.Name, (RequestDelegate)counter.HandleAsync);
            group.MapGet(service.Name, (RequestDelegate)contract.ServeAsync);
        }

        if (options.Callbacks is { } callbacks)
        {
            var counters = new CallbackCounters(callbacks, desk);
            group.MapPost("from/{partner}", (RequestDelegate)counters.HandleAsync);
            group.MapGet("from/{partner}", (RequestDelegate)counters.ServeAsync);
        }

        return group;
    }

    private static IEnumerable<string> Check(SoapEndpointOptions options, IReadOnlyList<ISoapService> services)
    {
        if (!options.PublicBaseUrl.IsAbsoluteUri || options.PublicBaseUrl.Scheme is not ("http" or "https"))
        {
            yield return "PublicBaseUrl must be an absolute http or https address.";
        }

        foreach (var twice in services.GroupBy(service => service.Name).Where(group => group.Count() > 1))
        {
            yield return $"Two SOAP services are named '{twice.Key}'.";
        }

        foreach (var service in services)
        {
            foreach (var twice in service.Operations.GroupBy(operation => operation.Request).Where(group => group.Count() > 1))
            {
                yield return $"Service '{service.Name}' has two operations for the element {twice.Key}.";
            }
        }
    }
}
