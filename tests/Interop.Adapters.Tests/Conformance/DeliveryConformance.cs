using Interop.Adapters.Configuration;
using Interop.Adapters.Delivery;
using Interop.Adapters.Tests.Samples;
using Interop.Simulators;

namespace Interop.Adapters.Tests.Conformance;

/// <summary>What every delivering adapter must do besides: probes, and files that are not at hand.</summary>
public abstract class DeliveryConformance : AdapterConformance
{
    protected override Ending Unclear => Ending.Unknown;

    protected override async Task<Attempted> AttemptAsync(AdapterInstance adapter, string deliveryId, string dossierNumber, CancellationToken cancellationToken) =>
        Attempted.Of(await adapter.Delivery!.DeliverAsync(Requests.Submission(dossierNumber, deliveryId), cancellationToken));

    [Test]
    public async Task A_probe_finds_what_arrived_though_its_answer_was_lost([Values(Temper.Honours, Temper.Probeable)] Temper temper)
    {
        var adapter = await ConnectAsync(temper);
        await Partner.SetFaultsAsync(new FaultSettings { AnswerLostNext = 1 });
        await TryAsync(adapter);

        var told = await adapter.Probe!.ProbeAsync(Requests.Submission(delivery: "d1"), CancellationToken.None);

        Assert.That(told, Is.InstanceOf<ProbeOutcome.Arrived>());
    }

    [Test]
    public async Task A_probe_says_absent_of_what_was_never_sent()
    {
        var adapter = await ConnectAsync(Temper.Probeable);
        await TryAsync(adapter, "d1", Number(1));

        var told = await adapter.Probe!.ProbeAsync(Requests.Submission(Number(2), "d2"), CancellationToken.None);

        Assert.That(told, Is.InstanceOf<ProbeOutcome.Absent>());
    }

    [Test]
    public async Task A_partner_that_cannot_be_asked_proves_nothing()
    {
        var adapter = await ConnectAsync(Temper.Neither);
        await TryAsync(adapter);

        var told = await adapter.Probe!.ProbeAsync(Requests.Submission(delivery: "d1"), CancellationToken.None);

        Assert.That(told, Is.InstanceOf<ProbeOutcome.CannotTell>());
    }

    [Test]
    public async Task A_probe_of_a_partner_in_trouble_proves_nothing([Values] DestinationFault fault)
    {
        var adapter = await ConnectAsync(Temper.Probeable);
        await (fault == DestinationFault.None ? Partner.GoDownAsync() : Partner.SetFaultsAsync(new FaultSettings { Destination = fault }));

        var told = await adapter.Probe!.ProbeAsync(Requests.Submission(delivery: "d1"), CancellationToken.None);

        Assert.That(told, Is.InstanceOf<ProbeOutcome.CannotTell>());
    }

    [Test]
    public async Task No_answer_to_a_probe_however_broken_makes_it_throw()
    {
        var random = new Random(20240604);
        var broken = new byte[]?[1];
        var seed = Acceptance().Bytes;
        await using var peer = new ScriptedPeer(request => Prelude(request) ?? new PeerAnswer(broken[0]!));
        var adapter = Bench.Make(Factory, Settings(peer.Url));
        var arrived = 0;

        for (var turn = 0; turn < 100; turn++)
        {
            broken[0] = AnswerFuzz.Break(seed, random);
            var told = await adapter.Probe!.ProbeAsync(Requests.Submission(), CancellationToken.None);
            arrived += told is ProbeOutcome.Arrived ? 1 : 0;
        }

        Assert.That(arrived, Is.LessThan(50));
    }

    [Test]
    public async Task A_file_that_is_not_at_hand_defers_and_nothing_is_sent()
    {
        var adapter = await ConnectAsync();

        var outcome = Checked(Attempted.Of(await adapter.Delivery!.DeliverAsync(
            Requests.Submission() with { Documents = new DocumentShelf() }, CancellationToken.None)));

        Assert.Multiple(() =>
        {
            Assert.That(outcome.Ending, Is.EqualTo(Ending.Deferred));
            Assert.That(Partner.Records.Counts.Effects, Is.Zero);
        });
    }

    [Test]
    public async Task A_dossier_with_every_optional_field_missing_is_accepted()
    {
        var adapter = await ConnectAsync();

        var outcome = Checked(Attempted.Of(await adapter.Delivery!.DeliverAsync(Bare.Submission(), CancellationToken.None)));

        Assert.Multiple(() =>
        {
            Assert.That(outcome.Ending, Is.EqualTo(Ending.Accepted), outcome.Fault?.PartnerText);
            Assert.That(Partner.Records.Counts.Effects, Is.EqualTo(1));
        });
    }
}
