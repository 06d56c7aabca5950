using Interop.Journey.Tests.Hub;
using Interop.Simulators;

namespace Interop.Journey.Tests;

/// <summary>kill -9 at a chosen step of the way: the partners hold the hub there until it is dead.</summary>
[NonParallelizable]
public sealed class StepKillTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    [Test]
    [CancelAfter(180_000)]
    public async Task Between_receipt_and_hand_over(CancellationToken cancellationToken)
    {
        await using var journey = await Hub.Journey.StartAsync(callbacks: CallbackMode.Off);
        foreach (var partner in journey.Province.All)
        {
            await partner.GoDownAsync(cancellationToken);
        }

        var number = Payloads.Number(1);
        await journey.InsistAsync("api/v1/dossiers", Payloads.Submission("s", number), cancellationToken);
        await journey.Hub.KillAsync();
        foreach (var partner in journey.Province.All)
        {
            await partner.ComeBackAsync(cancellationToken);
        }

        await journey.Hub.StartAsync();
        await ArrivesOnceAsync(journey, number);
    }

    [Test]
    [CancelAfter(180_000)]
    public async Task While_the_gate_asks(CancellationToken cancellationToken)
    {
        await using var journey = await Hub.Journey.StartAsync(callbacks: CallbackMode.Off);
        await KillWhileHeldAsync(journey, journey.Province.Population, cancellationToken);
        await ArrivesOnceAsync(journey, Payloads.Number(1));
    }

    [TestCase(Temper.Honours)]
    [TestCase(Temper.Probeable)]
    [CancelAfter(180_000)]
    public async Task After_the_claim_before_any_effect(Temper temper, CancellationToken cancellationToken)
    {
        await using var journey = await Hub.Journey.StartAsync(temper, CallbackMode.Off);
        await KillWhileHeldAsync(journey, journey.Province.CivilStatus, cancellationToken);
        await ArrivesOnceAsync(journey, Payloads.Number(1));
    }

    [TestCase(Temper.Honours)]
    [TestCase(Temper.Probeable)]
    [CancelAfter(180_000)]
    public async Task After_the_effect_before_the_outcome_is_recorded(Temper temper, CancellationToken cancellationToken)
    {
        await using var journey = await Hub.Journey.StartAsync(temper, CallbackMode.Off);
        await KillAfterEffectAsync(journey, cancellationToken);
        await ArrivesOnceAsync(journey, Payloads.Number(1));
    }

    [Test]
    [CancelAfter(180_000)]
    public async Task With_a_partner_that_neither_honours_nor_answers_the_doubt_is_shown_and_not_sent_again(CancellationToken cancellationToken)
    {
        await using var journey = await Hub.Journey.StartAsync(Temper.Neither, CallbackMode.Off);
        await KillAfterEffectAsync(journey, cancellationToken);
        var number = Payloads.Number(1);
        await Eventually.Async(
            async () => (await journey.DeliveriesAsync(number)).Single(d => d is { Destination: "HOTICH", Role: "send" }).IsInDoubt, Patience, () => $"the doubt to be shown\n{journey.Hub.Log}");
        Assert.That(journey.Province.CivilStatus.Records.EffectsOf(number), Has.Count.EqualTo(1));
    }

    private static async Task KillWhileHeldAsync(Hub.Journey journey, PartnerSimulator partner, CancellationToken cancellationToken)
    {
        await partner.SetFaultsAsync(new FaultSettings { Hold = true }, cancellationToken);
        await journey.InsistAsync("api/v1/dossiers", Payloads.Submission("s", Payloads.Number(1)), cancellationToken);
        await Eventually.HoldsAsync(() => partner.InFlight > 0, Patience, () => $"a call at {partner.Code}\n{journey.Hub.Log}");
        await journey.Hub.KillAsync();
        await Eventually.HoldsAsync(() => partner.InFlight == 0, Patience, () => "the dead hub's call to be given up");
        await partner.ResetFaultsAsync(cancellationToken);
        await journey.Hub.StartAsync();
    }

    private static async Task KillAfterEffectAsync(Hub.Journey journey, CancellationToken cancellationToken)
    {
        var ministry = journey.Province.CivilStatus;
        await ministry.SetFaultsAsync(new FaultSettings { SlowMs = 60_000 }, cancellationToken);
        var number = Payloads.Number(1);
        await journey.InsistAsync("api/v1/dossiers", Payloads.Submission("s", number), cancellationToken);
        await Eventually.HoldsAsync(() => ministry.Records.EffectsOf(number).Count == 1, Patience, () => $"the effect at the ministry\n{journey.Hub.Log}");
        await journey.Hub.KillAsync();
        await ministry.ResetFaultsAsync(cancellationToken);
        await journey.Hub.StartAsync();
    }

    private static async Task ArrivesOnceAsync(Hub.Journey journey, string number)
    {
        await Eventually.Async(
            async () => (await journey.DeliveriesAsync(number)) is { Count: > 0 } all && all.All(d => d.State == "delivered"),
            Patience,
            () => $"{number} to be delivered everywhere\n{journey.Hub.Log}");
        Assert.Multiple(() =>
        {
            foreach (var partner in (PartnerSimulator[])[journey.Province.NationalPortal, journey.Province.CivilStatus])
            {
                Assert.That(partner.Records.EffectsOf(number), Has.Count.EqualTo(1), partner.Code);
            }
        });
    }
}
