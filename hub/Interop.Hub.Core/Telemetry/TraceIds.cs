using System.Diagnostics;

namespace Interop.Hub.Core.Telemetry;

/// <summary>
/// Gives every packet and attempt its trace id even where nothing collects traces: the ledger keeps the ids, partners
/// get them, and a journey stays one trace when a collector is switched on in the middle of it.
/// </summary>
public static class TraceIds
{
    /// <summary>Until disposed. Costs an id per span and records nothing by itself.</summary>
    public static IDisposable Keep()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == HubTelemetry.Name,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.PropagationData,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
