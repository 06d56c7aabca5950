using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Interop.Hub.Bus.Poison;

/// <summary>Degraded while a poison queue holds anything: somebody has to look, and nothing has to stop.</summary>
internal sealed class PoisonCheck(PoisonLedger ledger) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        ledger.Held is { Count: > 0 } held
            ? HealthCheckResult.Degraded(string.Join(", ", held.Select(h => $"{h.Queue}: {h.Depth}")))
            : HealthCheckResult.Healthy());
}
