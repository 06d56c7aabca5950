using System.Diagnostics;
using System.Text;
using Interop.Adapters.Delivery;
using Interop.Contracts.Faults;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Telemetry;

namespace Interop.Hub.Core.Tests.Telemetry;

[NonParallelizable]
public sealed class HubTelemetryTests
{
    // What a packet, a fault and a partner may hold of a person.
    private static readonly string[] Personal = ["Trần Thị Mẹ", "036300000001", "0912345678", "số 1 đường Mẫu", "khong-ton-tai@example.invalid"];

    [Test]
    public void A_delivery_days_later_belongs_to_the_trace_of_its_intake()
    {
        using var log = new SpanLog();
        string? kept;
        using (var request = new Activity("request").Start())
        {
            using var intake = HubTelemetry.StartIntake("MCDT", "POST dossiers");
            kept = intake!.Id;
            Assert.That(intake.TraceId, Is.EqualTo(request.TraceId), "the sender's trace goes on");
        }

        Assert.That(Activity.Current, Is.Null);
        using var deliver = HubTelemetry.StartDelivery(Claimed(kept));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(deliver!.TraceId.ToHexString(), Is.EqualTo(kept!.Split('-')[1]));
            Assert.That(deliver.ParentSpanId.ToHexString(), Is.EqualTo(kept.Split('-')[2]));
            Assert.That(deliver.Links, Is.Empty);
        }
    }

    [Test]
    public void A_hint_of_another_trace_is_linked_and_not_followed()
    {
        using var log = new SpanLog();
        using var hint = new Activity("consume").Start();
        using var deliver = HubTelemetry.StartDelivery(Claimed("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(deliver!.TraceId.ToHexString(), Is.EqualTo("0af7651916cd43dd8448eb211c80319c"));
            Assert.That(deliver.Links.Single().Context.TraceId, Is.EqualTo(hint.TraceId));
        }
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("nonsense")]
    [TestCase("00-00000000000000000000000000000000-0000000000000000-01")]
    public void A_packet_without_a_trace_starts_one(string? traceParent)
    {
        using var log = new SpanLog();
        using var deliver = HubTelemetry.StartDelivery(Claimed(traceParent));
        Assert.That(deliver!.TraceId, Is.Not.EqualTo(default(ActivityTraceId)));
    }

    [Test]
    public void Ids_are_kept_without_a_collector_and_nothing_is_recorded()
    {
        using (TraceIds.Keep())
        {
            using var intake = HubTelemetry.StartIntake("MCDT", "POST dossiers");
            using (Assert.EnterMultipleScope())
            {
                Assert.That(intake!.Id, Does.Match("^00-[0-9a-f]{32}-[0-9a-f]{16}-00$"));
                Assert.That(intake.IsAllDataRequested, Is.False);
            }
        }

        Assert.That(HubTelemetry.StartIntake("MCDT", "POST dossiers"), Is.Null, "what was kept is let go");
    }

    [Test]
    public void Each_step_is_counted_once_by_what_matters()
    {
        using var log = new SpanLog();
        var claim = Claimed(null);
        HubTelemetry.Taken(null, PacketKind.Submission, Disposition.New, "r1", TimeSpan.FromMilliseconds(12));
        HubTelemetry.TurnedAway(null, "Invalid");
        HubTelemetry.Delivered(null, claim, "deferred", FaultCodes.Unreachable("x"), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(6), DeliveryState.Scheduled);
        HubTelemetry.Delivered(null, claim, "accepted", null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(90), DeliveryState.Delivered);
        LedgerTelemetry.Committed(17);
        LedgerTelemetry.Observe(
            [new DestinationBacklog("HOTICH", new Dictionary<DeliveryState, long> { [DeliveryState.Scheduled] = 40_000, [DeliveryState.Delivered] = 1 }, null)],
            [new DestinationControl { Destination = "HOTICH", Door = Door.Broken }]);
        log.ReadGauges();
        Assert.That(log.Measurements.Select(m => (m.Name, m.Value, m.Tags)), Is.SupersetOf(new[]
        {
            ("interop.packets.accepted", 1d, "kind=Submission,disposition=New"),
            ("interop.accept.duration", 0.012, ""),
            ("interop.packets.refused", 1, "refusal=Invalid"),
            ("interop.delivery.attempts", 1, "destination=HOTICH,outcome=deferred"),
            ("interop.delivery.attempts", 1, "destination=HOTICH,outcome=accepted"),
            ("interop.delivery.latency", 90, "destination=HOTICH"),
            ("interop.ledger.group.size", 17, ""),
            ("interop.deliveries.waiting", 40_000, "destination=HOTICH,state=Scheduled"),
            ("interop.destination.door", 1, "destination=HOTICH"),
        }));
        Assert.That(log.Measurements.Count(m => m.Name == "interop.delivery.latency"), Is.EqualTo(1), "only what arrived has a latency");
        Assert.That(log.Measurements.Where(m => m.Name == "interop.deliveries.waiting" && m.Tags.Contains("Delivered", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void Nothing_personal_leaves_in_a_span_or_a_measurement()
    {
        using var log = new SpanLog();
        var words = string.Join(' ', Personal);
        var fault = FaultCodes.RejectedData(words) with { PartnerText = words, PartnerCode = "1", Pointer = "/content/" + words };
        using (var intake = HubTelemetry.StartIntake("MCDT", "POST dossiers"))
        {
            HubTelemetry.Taken(intake, PacketKind.Submission, Disposition.New, "r1", TimeSpan.FromSeconds(1));
        }

        using (var deliver = HubTelemetry.StartDelivery(Claimed(null)))
        {
            HubTelemetry.Delivered(deliver, Claimed(null), "rejected", fault, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), DeliveryState.Rejected);
        }

        var said = log.Words();
        Assert.That(said, Does.Contain("partner.rejected-data").And.Contain("HOTICH"), "the log listens");
        Assert.That(Personal.Where(p => said.Contains(p, StringComparison.OrdinalIgnoreCase)), Is.Empty);
    }

    private static Claim Claimed(string? traceParent) => new()
    {
        DeliveryId = "d1",
        Destination = "HOTICH",
        Role = DeliveryRole.Send,
        Token = 1,
        LeaseUntil = DateTimeOffset.UnixEpoch,
        From = DeliveryState.Ready,
        Attempts = 0,
        Probes = 0,
        PacketKey = "p1",
        Sender = "MCDT",
        PacketId = "MC-" + Personal[1],
        Kind = PacketKind.Submission,
        AcceptedAt = DateTimeOffset.UnixEpoch,
        Body = Encoding.UTF8.GetBytes(string.Join(' ', Personal)),
        DossierNumber = "BN " + Personal[2],
        Identifiers = [new DossierIdentifier(IdentifierScheme.Receipt, OrganisationCode.Parse("H40"), Personal[1])],
        TraceParent = traceParent,
        Findings = [new Finding("identity", "/" + Personal[0], Verdict.Confirmed, DateTimeOffset.UnixEpoch)],
    };
}
