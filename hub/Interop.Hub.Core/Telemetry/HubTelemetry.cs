using System.Diagnostics;
using System.Diagnostics.Metrics;
using Interop.Contracts.Faults;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Telemetry;

/// <summary>
/// Traces and metrics of the hub, under the one name <c>Interop.Hub</c>. Tags hold codes and ids, never a body, a name,
/// a number of a person or a partner's words.
/// </summary>
public static class HubTelemetry
{
    /// <summary>Name of the activity source and of the meter.</summary>
    public const string Name = "Interop.Hub";

    /// <summary>The spans' source.</summary>
    public static ActivitySource Source { get; } = new(Name);

    /// <summary>The metrics' meter.</summary>
    public static Meter Meter { get; } = new(Name);

    private static readonly Counter<long> Accepted = Meter.CreateCounter<long>("interop.packets.accepted", "{packet}", "Packets taken at the door, by kind and disposition.");
    private static readonly Counter<long> Refused = Meter.CreateCounter<long>("interop.packets.refused", "{packet}", "Packets refused at the door, by kind of refusal.");
    private static readonly Histogram<double> AcceptTime = Meter.CreateHistogram<double>("interop.accept.duration", "s", "From the packet's last byte to its receipt.");
    private static readonly Counter<long> Attempts = Meter.CreateCounter<long>("interop.delivery.attempts", "{attempt}", "Attempts and probes, by destination and outcome.");
    private static readonly Histogram<double> AttemptTime = Meter.CreateHistogram<double>("interop.delivery.attempt.duration", "s", "One attempt or probe.");
    private static readonly Histogram<double> DeliverTime = Meter.CreateHistogram<double>("interop.delivery.latency", "s", "From acceptance until the destination has it.");

    /// <summary>
    /// Begins the intake's span and gives the traceparent that the ledger keeps with the packet, so that deliveries days
    /// later still belong to the trace.
    /// </summary>
    public static Activity? StartIntake(string partner, string operation)
    {
        var activity = Source.StartActivity("intake", ActivityKind.Internal);
        activity?.SetTag("interop.partner", partner).SetTag("interop.operation", operation);
        return activity;
    }

    /// <summary>
    /// Continues the dossier's own trace with an event of it: a ministry's callback, days later, carries no traceparent
    /// (software of 2009 knows none), and yet belongs to the journey. Null, when the caller brought a trace of its own or
    /// there is none to continue.
    /// </summary>
    public static Activity? ContinueJourney(Activity? intake, string? dossierTrace)
    {
        for (var at = intake; at is not null; at = at.Parent)
        {
            if (at.HasRemoteParent)
            {
                return null;
            }
        }

        return ActivityContext.TryParse(dossierTrace, null, isRemote: true, out var journey)
            ? Source.StartActivity("event", ActivityKind.Internal, journey, links: intake is null ? null : [new ActivityLink(intake.Context)])
            : null;
    }

    /// <summary>Ends the intake with a receipt.</summary>
    public static void Taken(Activity? activity, PacketKind kind, Disposition disposition, string receiptId, TimeSpan took)
    {
        if (activity is { IsAllDataRequested: true })
        {
            activity.SetTag("interop.packet.kind", kind.ToString()).SetTag("interop.packet.disposition", disposition.ToString()).SetTag("interop.packet.id", receiptId);
        }

        Accepted.Add(1, new("kind", kind.ToString()), new("disposition", disposition.ToString()));
        AcceptTime.Record(took.TotalSeconds);
    }

    /// <summary>Ends the intake with a refusal.</summary>
    public static void TurnedAway(Activity? activity, string refusal)
    {
        activity?.SetTag("interop.refusal", refusal);
        Refused.Add(1, new KeyValuePair<string, object?>("refusal", refusal));
    }

    /// <summary>Begins the span of one attempt, as a child of the packet's intake.</summary>
    public static Activity? StartDelivery(Claim claim)
    {
        var parent = ActivityContext.TryParse(claim.TraceParent, null, isRemote: true, out var known) ? known : default;

        // A hint that the scheduler sent again is of another trace: that one is linked, the packet's own is continued.
        ActivityLink[]? links = Activity.Current is { } hint && parent != default && hint.TraceId != parent.TraceId ? [new(hint.Context)] : null;
        var activity = Source.StartActivity("deliver", ActivityKind.Internal, parent, tags: null, links);
        if (activity is { IsAllDataRequested: true })
        {
            activity.SetTag("interop.destination", claim.Destination)
                .SetTag("interop.delivery.id", claim.DeliveryId)
                .SetTag("interop.packet.id", claim.PacketKey)
                .SetTag("interop.packet.kind", claim.Kind.ToString())
                .SetTag("interop.delivery.attempt", claim.Attempts + 1)
                .SetTag("interop.delivery.role", claim.Role.ToString());
        }

        return activity;
    }

    /// <summary>Ends an attempt.</summary>
    public static void Delivered(Activity? activity, Claim claim, string outcome, Fault? fault, TimeSpan took, TimeSpan sinceAcceptance, DeliveryState state)
    {
        if (activity is { IsAllDataRequested: true })
        {
            activity.SetTag("interop.delivery.outcome", outcome).SetTag("interop.delivery.state", state.ToString());
            if (fault is not null)
            {
                activity.SetTag("interop.fault.code", fault.Code).SetStatus(ActivityStatusCode.Error, fault.Code);
            }
        }

        Attempts.Add(1, new("destination", claim.Destination), new("outcome", outcome));
        AttemptTime.Record(took.TotalSeconds, new KeyValuePair<string, object?>("destination", claim.Destination));
        if (state == DeliveryState.Delivered)
        {
            DeliverTime.Record(sinceAcceptance.TotalSeconds, new KeyValuePair<string, object?>("destination", claim.Destination));
        }
    }
}
