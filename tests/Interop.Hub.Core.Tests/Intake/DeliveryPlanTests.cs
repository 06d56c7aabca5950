using System.Collections.Frozen;
using System.Globalization;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Intake;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Routing;

namespace Interop.Hub.Core.Tests.Intake;

/// <summary>Routes and gates become deliveries.</summary>
public sealed class DeliveryPlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 3, 1, 15, 0, TimeSpan.Zero);
    private static readonly DossierFacts Birth = new("1.001193", "H40.18", "H40.18", Now, null);

    private static readonly GateConfiguration Identity = new()
    {
        Name = "identity",
        Destination = "CSDLDC",
        Subjects = ["/content/dossier/eForm/data/mother"],
        Officer = "canbo01",
        Holds = new[] { "HOTICH" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase),
        ProceedAfter = TimeSpan.FromHours(4),
    };

    [Test]
    public void The_gate_goes_first_and_holds_only_whom_it_is_to_hold()
    {
        var plan = Plan(PacketKind.Submission, RouteMode.Live, Identity);
        Assert.Multiple(() =>
        {
            Assert.That(plan.Select(d => (d.Destination, d.Role)), Is.EqualTo(new[] { ("CSDLDC", DeliveryRole.Check), ("HOTICH", DeliveryRole.Send), ("DVCQG", DeliveryRole.Send) }));
            Assert.That(plan[1].Behind, Is.EqualTo(new[] { plan[0].Id }));
            Assert.That(plan[2].Behind, Is.Empty, "the portal is not kept waiting for an identity check that the ministry wants");
            Assert.That(plan[0].ProceedAt, Is.EqualTo(Now.AddHours(4)));
        });
    }

    [Test]
    public void A_gate_without_a_list_holds_all() =>
        Assert.That(Plan(PacketKind.Submission, RouteMode.Live, Identity with { Holds = null }).Skip(1), Has.All.Matches<PlannedDelivery>(d => d.Behind.Count == 1));

    [Test]
    public void Nobody_is_asked_about_a_citizen_for_a_shadow()
    {
        var plan = Plan(PacketKind.Submission, RouteMode.Shadow, Identity);
        Assert.That(plan.Select(d => d.Role), Is.EqualTo(new[] { DeliveryRole.Shadow, DeliveryRole.Shadow }));
        Assert.That(plan, Has.All.Matches<PlannedDelivery>(d => d.Behind.Count == 0));
    }

    [Test]
    public void An_event_passes_no_gate() =>
        Assert.That(Plan(PacketKind.Progress, RouteMode.Live, Identity).Select(d => d.Role), Has.None.EqualTo(DeliveryRole.Check));

    private static IReadOnlyList<PlannedDelivery> Plan(PacketKind kind, RouteMode mode, GateConfiguration gate)
    {
        var route = new Route { Name = "r", Kinds = new[] { PacketKind.Submission, PacketKind.Progress }.ToFrozenSet(), To = ["HOTICH", "DVCQG"], Mode = mode };
        var configuration = new HubConfiguration
        {
            Generation = 1,
            Fingerprint = "x",
            Partners = FrozenDictionary<string, PartnerConfiguration>.Empty,
            Procedures = new[] { new ProcedureConfiguration { Code = "1.001193", Name = "Khai sinh", Gates = [gate] } }.ToFrozenDictionary(p => p.Code),
            Routes = new RouteTable([route]),
            Organisations = OrganisationDirectory.Empty,
            UniqueSchemes = new[] { IdentifierScheme.Local }.ToFrozenSet(),
        };
        var ids = 0;
        return DeliveryPlan.Make(configuration, _ => null, kind, Birth, "MCDT", Now, (_, _) => (++ids).ToString(CultureInfo.InvariantCulture));
    }
}
