using Interop.Hub.Console.Pages;
using Interop.Hub.Core.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Interop.Hub.Console;

/// <summary>Puts the operator's pages into a host.</summary>
public static class ConsoleRegistration
{
    /// <summary>
    /// Adds what the pages need. The host registers the ports: <see cref="Core.Ledger.ILedgerReader"/>,
    /// <see cref="Core.Ledger.IDueDeliveries"/> and, for names beside codes, <see cref="IHubConfigurationSource"/>.
    /// </summary>
    public static IServiceCollection AddConsole(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(s => new ConsoleNames(s.GetService<IHubConfigurationSource>()));
        return services;
    }

    /// <summary>
    /// Maps <c>/</c>, <c>/dossiers/{key}</c>, <c>/lang/{code}</c>, the pages' style and <see cref="OperatorApi"/>. Only for
    /// operators: what is returned covers all of it, to bind it to their listener, which is on loopback unless
    /// configured otherwise.
    /// </summary>
    public static IEndpointConventionBuilder MapConsole(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var all = endpoints.MapGroup(string.Empty);
        var pages = all.MapGroup(string.Empty).AddEndpointFilter(ConsoleHeaders.Set).ExcludeFromDescription();
        pages.MapGet("/", ConsoleEndpoints.ListAsync);
        pages.MapGet("/dossiers/{key}", ConsoleEndpoints.DossierAsync);
        pages.MapGet("/lang/{code}", ConsoleEndpoints.SwitchLanguage);
        pages.MapGet("/console/{name}", ConsoleAssets.Get);
        all.MapOperatorApi();
        return all;
    }
}
