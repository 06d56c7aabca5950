using Interop.Hub.Core.Cluster;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Recovery;
using Interop.Hub.Host.Api;
using Interop.Hub.Host.Http;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Interop.Hub.Host.Health;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: it can take a packet now. A broker that is away does
/// not make it unready: packets are taken, and go by way of the ledger.
/// </summary>
internal static class HealthRoutes
{
    private const string Ready = "ready";
    private const string Ledger = "ledger";
    private const string Disk = "disk";
    private const string Nodes = "nodes";
    private const string Recovery = "recovery";
    private const string Held = "held";

    public static void AddHubHealth(this IServiceCollection services) => services.AddHealthChecks()
        .AddCheck<LedgerCheck>(Ledger, tags: [Ready], timeout: TimeSpan.FromSeconds(5))
        .AddCheck<DiskCheck>(Disk, tags: [Ready])
        .AddCheck<RecoveryCheck>(Recovery, tags: [Ready])
        .AddCheck<NodesCheck>(Nodes, tags: [Ready]);

    public static void MapHubHealth(this IEndpointRouteBuilder endpoints)
    {
        var everywhere = new ListenerMetadata(Listener.Partners | Listener.Operators | Listener.Metrics);
        endpoints.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync }).WithMetadata(everywhere);
        endpoints.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = c => c.Tags.Contains(Ready), ResponseWriter = WriteAsync }).WithMetadata(everywhere);
    }

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        // The bus is shown and does not count: without it packets still go by way of the ledger.
        var counted = report.Entries.Where(e => e.Key is Ledger or Disk or Recovery).Select(e => e.Value.Status).DefaultIfEmpty(HealthStatus.Healthy).Min();
        context.Response.StatusCode = counted == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        var shown = counted == HealthStatus.Healthy && report.Status != HealthStatus.Healthy ? HealthStatus.Degraded : counted;
        return context.Response.WriteAsJsonAsync(
            new HealthReply(Name(shown), report.Entries.ToDictionary(e => e.Key, e => e.Value.Description == Held ? Held : Name(e.Value.Status), StringComparer.Ordinal)),
            ApiJson.Default.HealthReply,
            cancellationToken: context.RequestAborted);
    }

    private static string Name(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "healthy",
        HealthStatus.Degraded => "degraded",
        _ => "unhealthy",
    };

    private sealed class LedgerCheck(IDueDeliveries ledger) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                await ledger.ControlsAsync(cancellationToken);
                return HealthCheckResult.Healthy();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                return HealthCheckResult.Unhealthy("The ledger does not answer.", e);
            }
        }
    }

    /// <summary>Nodes on different configurations or with wrong clocks still take packets: an administrator should know, nobody should be turned away.</summary>
    private sealed class NodesCheck(ClusterWatch cluster) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(cluster.Doubts.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(string.Join(' ', cluster.Doubts)));
    }

    /// <summary>Held after a restore: the hub is well, and takes nothing until an operator releases it.</summary>
    private sealed class RecoveryCheck(IHubRecovery recovery) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(recovery.IsHeld ? HealthCheckResult.Unhealthy(Held) : HealthCheckResult.Healthy());
    }

    private sealed class DiskCheck(DiskGuard disk) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(disk.IsLow ? HealthCheckResult.Unhealthy("The ledger's disk is nearly full.") : HealthCheckResult.Healthy());
    }
}
