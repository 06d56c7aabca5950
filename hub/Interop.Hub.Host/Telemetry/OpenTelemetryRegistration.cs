using Interop.Hub.Core.Configuration;

namespace Interop.Hub.Host.Telemetry;

/// <summary>Registers traces and metrics, exported by OTLP where the configuration names a collector.</summary>
internal static class OpenTelemetryRegistration
{
    /// <summary>
    /// Must run before the host is built: lets the server's own span carry its HTTP tags, which it leaves to an
    /// instrumentation package by default.
    /// </summary>
    public static void LetServerSpansCarryTags() =>
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);

    public static IServiceCollection AddHubTelemetry(this IServiceCollection services, TelemetrySettings settings, string node)
    {
        services.AddHostedService(s => new TelemetryExport(settings, node, s.GetRequiredService<ILogger<TelemetryExport>>()));
        if (settings.OtlpEndpoint is not null)
        {
            services.AddHostedService<BacklogObserver>();
        }

        return services;
    }
}
