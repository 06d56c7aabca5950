using System.Collections.Frozen;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Routing;

namespace Interop.Hub.Core.Tests.Routing;

/// <summary>Where packets go.</summary>
public sealed class RouteTableTests
{
    private static readonly OrganisationCode Ward = OrganisationCode.Parse("H40.18", null);

    [Test]
    public void A_packet_goes_to_each_destination_once_and_never_back_to_its_sender()
    {
        var table = Table(
            Route("all", ["HOTICH", "DVCQG", "MCDT"]),
            Route("again", ["DVCQG"]));
        Assert.That(table.Plan(PacketKind.Submission, "1.001193", Ward, "mcdt").Select(d => d.Destination), Is.EqualTo(new[] { "HOTICH", "DVCQG" }));
    }

    [Test]
    public void The_more_particular_route_decides_how_far_a_unit_is_switched_on()
    {
        var table = Table(
            Route("province", ["HOTICH"]) with { Mode = RouteMode.Shadow },
            Route("ward", ["HOTICH"]) with { Organisation = Ward },
            Route("one procedure is off", ["HOTICH"]) with { Procedure = "1.000656", Mode = RouteMode.Off });
        Assert.Multiple(() =>
        {
            Assert.That(Modes(table, "1.001193", "H40.18"), Is.EqualTo(new[] { RouteMode.Live }));
            Assert.That(Modes(table, "1.001193", "H40.18.02"), Is.EqualTo(new[] { RouteMode.Live }), "what is below the ward is the ward's");
            Assert.That(Modes(table, "1.001193", "H40.19"), Is.EqualTo(new[] { RouteMode.Shadow }));
            Assert.That(Modes(table, "1.001193", "H40.180"), Is.EqualTo(new[] { RouteMode.Shadow }), "a prefix of the text is not a unit above");
            Assert.That(Modes(table, "1.000656", "H40.18"), Is.Empty);
        });
    }

    [Test]
    public void Kind_and_sender_are_conditions_too()
    {
        var table = Table(Route("from the ministry", ["MCDT"]) with { From = "HOTICH" });
        Assert.Multiple(() =>
        {
            Assert.That(table.Plan(PacketKind.Submission, "1.001193", Ward, "HOTICH"), Has.Count.EqualTo(1));
            Assert.That(table.Plan(PacketKind.Submission, "1.001193", Ward, "DVCQG"), Is.Empty);
            Assert.That(table.Plan(PacketKind.Result, "1.001193", Ward, "HOTICH"), Is.Empty);
        });
    }

    private static RouteMode[] Modes(RouteTable table, string procedure, string unit) =>
        [.. table.Plan(PacketKind.Submission, procedure, OrganisationCode.Parse(unit, null), "X").Select(d => d.Mode)];

    private static RouteTable Table(params Route[] routes) => new(routes);

    private static Route Route(string name, string[] to) =>
        new() { Name = name, Kinds = new[] { PacketKind.Submission }.ToFrozenSet(), To = to, Mode = RouteMode.Live };
}
