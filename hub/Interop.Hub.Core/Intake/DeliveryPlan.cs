using Interop.Adapters.Configuration;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Routing;

namespace Interop.Hub.Core.Intake;

/// <summary>Turns a packet's routes and its procedure's gates into deliveries. Pure but for the ids it is given.</summary>
internal static class DeliveryPlan
{
    /// <summary>Gates first, then the destinations in the order of the routes.</summary>
    public static IReadOnlyList<PlannedDelivery> Make(
        HubConfiguration configuration,
        Func<string, AdapterInstance?> adapters,
        PacketKind kind,
        DossierFacts? dossier,
        string sender,
        DateTimeOffset acceptedAt,
        Func<string, string?, string> idOf)
    {
        var receiving = dossier is null ? (OrganisationCode?)null : OrganisationCode.Parse(dossier.Receiving, null);
        var destinations = configuration.Routes.Plan(kind, dossier?.Procedure, receiving, sender);
        List<PlannedDelivery> plan = [];
        List<(GateConfiguration Gate, string Id)> gates = [];
        if (kind is PacketKind.Submission or PacketKind.Correction
            && dossier is not null
            && configuration.Procedures.TryGetValue(dossier.Procedure, out var procedure))
        {
            foreach (var gate in procedure.Gates)
            {
                // A gate that holds nobody (its routes are off, or shadows) asks no authority about anybody.
                if (!destinations.Any(d => d.Mode == RouteMode.Live && Holds(gate, d.Destination)))
                {
                    continue;
                }

                var id = idOf(gate.Destination, gate.Name);
                gates.Add((gate, id));
                plan.Add(new PlannedDelivery
                {
                    Id = id,
                    Destination = gate.Destination,
                    Role = DeliveryRole.Check,
                    Gate = gate.Name,
                    ProceedAt = gate.ProceedAfter is { } after ? acceptedAt + after : null,
                });
            }
        }

        foreach (var destination in destinations)
        {
            var live = destination.Mode == RouteMode.Live;
            plan.Add(new PlannedDelivery
            {
                Id = idOf(destination.Destination, null),
                Destination = destination.Destination,
                Role = live ? DeliveryRole.Send : DeliveryRole.Shadow,
                Behind = live ? [.. gates.Where(g => Holds(g.Gate, destination.Destination)).Select(g => g.Id)] : [],
                AnswerWithin = live && adapters(destination.Destination)?.Delivery?.Manifest.ExpectsAnswer.Contains(kind) == true
                    ? configuration.Partners[destination.Destination].Destination!.Policy.AnswerWithin
                    : null,
            });
        }

        return plan;
    }

    private static bool Holds(GateConfiguration gate, string destination) => gate.Holds is null || gate.Holds.Contains(destination);
}
