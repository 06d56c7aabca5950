using System.Collections.Frozen;
using Interop.Adapters.Configuration;
using Interop.Adapters.Delivery;
using Interop.Contracts.Codecs;
using Interop.Contracts.Faults;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Routing;

namespace Interop.Hub.Core.Tests.Delivery;

/// <summary>A node died in the middle of an attempt, and only the partner can say what became of it: the sender is told.</summary>
public sealed class LossNoticeTests
{
    private static readonly Fault Lost = FaultCodes.LeaseExpired("Node a ended in the middle of the attempt.");

    private readonly ManualTime _time = new();

    [Test]
    public void A_parked_loss_goes_to_the_packet_s_sender_with_its_own_packet_id()
    {
        var notice = Notices(callable: true).ForLoss(Lease(DeliveryRole.Send), new NextStep(DeliveryState.Parked, Park: ParkReason.AskPartner), Lost).Single();
        var packet = PacketJson.Read(notice.Body, new ReadOptions { IdentifiersFromPath = true }).Packet!;
        var status = (DeliveryStatus)packet.Content;
        Assert.Multiple(() =>
        {
            Assert.That(notice.Deliveries.Single().Destination, Is.EqualTo("MCDT"));
            Assert.That(notice.Dossier, Is.EqualTo(7));
            Assert.That((status.RegardingPacketId, status.Destination, status.State), Is.EqualTo(("p-1", "HOTICH", "parked")));
            Assert.That(status.Fault?.Code, Is.EqualTo(Lost.Code));
        });
    }

    [Test]
    public void A_loss_that_the_hub_resolves_itself_tells_nobody() =>
        Assert.That(Notices(callable: true).ForLoss(Lease(DeliveryRole.Send), new NextStep(DeliveryState.Unknown, _time.GetUtcNow()), Lost), Is.Empty);

    [Test]
    public void A_lost_question_of_a_gate_is_no_sender_s_matter() =>
        Assert.That(Notices(callable: true).ForLoss(Lease(DeliveryRole.Check), new NextStep(DeliveryState.Parked, Park: ParkReason.AskPartner), Lost), Is.Empty);

    [Test]
    public void A_sender_that_cannot_be_called_is_not() =>
        Assert.That(Notices(callable: false).ForLoss(Lease(DeliveryRole.Send), new NextStep(DeliveryState.Parked, Park: ParkReason.AskPartner), Lost), Is.Empty);

    [Test]
    public void An_arrival_after_all_is_told_under_one_event_key_however_often_it_is_made()
    {
        var news = new DeliveryNews(1, "0123456789abcdef0123456789abcdef", "HOTICH", "MCDT", "p-1", 7, DeliveryState.Delivered, _time.GetUtcNow());
        var (first, second) = (Notices(callable: true).ForNews(news).Single(), Notices(callable: true).ForNews(news).Single());
        var status = (DeliveryStatus)PacketJson.Read(first.Body, new ReadOptions { IdentifiersFromPath = true }).Packet!.Content;
        Assert.Multiple(() =>
        {
            Assert.That((status.RegardingPacketId, status.Destination, status.State, status.Since), Is.EqualTo(("p-1", "HOTICH", "delivered", _time.GetUtcNow())));
            Assert.That(status.Fault, Is.Null);
            Assert.That(first.Dossier, Is.EqualTo(7));
            Assert.That(second.EventKey, Is.EqualTo(first.EventKey));
            Assert.That(Notices(callable: false).ForNews(news), Is.Empty);
        });
    }

    private ExpiredLease Lease(DeliveryRole role) =>
        new("0123456789abcdef0123456789abcdef", "HOTICH", 3, role, 0, _time.GetUtcNow(), "a", ClaimPurpose.Send, "MCDT", "p-1", 7, null, TimeSpan.Zero);

    private Notices Notices(bool callable) => new(new OneSender(callable), new Hooks(), new FixedKeys(), _time);
}

file sealed class OneSender(bool callable) : IHubConfigurationSource
{
    public HubConfiguration Current { get; } = new()
    {
        Generation = 1,
        Fingerprint = "x",
        Partners = new[]
        {
            new PartnerConfiguration
            {
                Code = "MCDT",
                Name = "Một cửa",
                Organisation = OrganisationCode.Parse("H40", null),
                Production = false,
                Permissions = new PartnerPermissions { Kinds = FrozenSet<PacketKind>.Empty, Issues = [] },
                Destination = callable ? new DestinationConfiguration { AdapterType = "one-stop", Policy = new DeliveryPolicy() } : null,
            },
        }.ToFrozenDictionary(p => p.Code),
        Procedures = FrozenDictionary<string, ProcedureConfiguration>.Empty,
        Routes = new RouteTable([]),
        Organisations = OrganisationDirectory.Empty,
        UniqueSchemes = FrozenSet<IdentifierScheme>.Empty,
    };

    public IDisposable OnChange(Action<HubConfiguration> changed) => throw new NotSupportedException();
}

file sealed class Hooks : IAdapterRegistry, IDeliveryAdapter
{
    public AdapterManifest Manifest { get; } = new()
    {
        Kinds = new[] { PacketKind.DeliveryStatus }.ToFrozenSet(),
        FilePassing = FilePassing.None,
        Idempotent = true,
    };

    public AdapterInstance? Get(string destination) => new(this);

    public Task<DeliveryOutcome> DeliverAsync(DeliveryRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();
}
