using System.Diagnostics.Metrics;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Telemetry;

/// <summary>
/// What the ledger tells of itself. The gauges show the last picture that was handed in: a collector that asks touches
/// no database, and one that is gone costs nothing.
/// </summary>
public static class LedgerTelemetry
{
    private static readonly Histogram<int> GroupSize =
        HubTelemetry.Meter.CreateHistogram<int>("interop.ledger.group.size", "{write}", "Writes that shared one synced commit.");

    private static volatile Picture _picture = new([], []);

    static LedgerTelemetry()
    {
        HubTelemetry.Meter.CreateObservableGauge("interop.deliveries.waiting", Waiting, "{delivery}", "Deliveries that are not through, by destination and state.");
        HubTelemetry.Meter.CreateObservableGauge("interop.destination.door", Doors, null, "0 open, 1 broken, 2 returning, 3 paused by a fault, 4 paused by an operator.");
    }

    /// <summary>One commit is on disk.</summary>
    /// <param name="writes">How many writes shared it, from 1.</param>
    public static void Committed(int writes) => GroupSize.Record(writes);

    /// <summary>Takes the picture that the gauges show from now on.</summary>
    public static void Observe(IReadOnlyList<DestinationBacklog> backlog, IReadOnlyList<DestinationControl> doors) => _picture = new Picture(backlog, doors);

    private static IEnumerable<Measurement<long>> Waiting() =>
        from destination in _picture.Backlog
        from state in destination.States
        where !state.Key.IsPassed()
        select new Measurement<long>(state.Value, new("destination", destination.Destination), new("state", state.Key.ToString()));

    private static IEnumerable<Measurement<int>> Doors() =>
        from control in _picture.Doors
        select new Measurement<int>((int)control.Door, new KeyValuePair<string, object?>("destination", control.Destination));

    private sealed record Picture(IReadOnlyList<DestinationBacklog> Backlog, IReadOnlyList<DestinationControl> Doors);
}
