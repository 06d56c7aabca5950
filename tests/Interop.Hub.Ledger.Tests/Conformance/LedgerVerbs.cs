using Interop.Adapters.Delivery;
using Interop.Contracts.Faults;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Ledger.Tests.Conformance;

/// <summary>The verbs that tests of a ledger speak in.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal abstract class LedgerVerbs
{
    private ILedgerHarness _harness = null!;

    protected Sample Make { get; private set; } = null!;

    protected ManualClock Clock => _harness.Clock;

    protected ILedger Ledger => _harness.Ledger;

    protected IDueDeliveries Due => _harness.Due;

    protected ILedgerReader Reader => _harness.Reader;

    protected IReplayLedger Replays => _harness.Replays;

    protected IRecoveryLedger Restores => _harness.Restores;

    protected IRetentionLedger Retention => _harness.Retention;

    protected IErasureLedger Erasures => _harness.Erasures;

    protected ILedgerHarness Harness => _harness;

    protected abstract Task<ILedgerHarness> OpenAsync();

    [SetUp]
    public async Task Open()
    {
        _harness = await OpenAsync();
        Make = new Sample(Clock);
    }

    [TearDown]
    public async Task Close() => await _harness.DisposeAsync();

    protected Task CrashAsync() => _harness.CrashAsync();

    protected Task UploadedAsync(string owner, byte[] digest) => _harness.UploadedAsync(owner, digest);

    protected Task<AcceptResult> AcceptAsync(AcceptPacket packet) => Ledger.AcceptAsync(packet, CancellationToken.None);

    protected async Task<AcceptResult.Recorded> RecordedAsync(AcceptPacket packet)
    {
        var result = await AcceptAsync(packet);
        Assert.That(result, Is.TypeOf<AcceptResult.Recorded>());
        return (AcceptResult.Recorded)result;
    }

    protected Task<Claim?> ClaimAsync(string delivery, bool withDossier = false) => Ledger.ClaimAsync(
        new ClaimRequest { DeliveryId = delivery, Node = "node-1", Lease = TimeSpan.FromSeconds(60), WithDossier = _ => withDossier },
        CancellationToken.None);

    protected async Task<Claim> ClaimedAsync(string delivery)
    {
        var claim = await ClaimAsync(delivery);
        Assert.That(claim, Is.Not.Null, "the delivery should be claimable");
        return claim!;
    }

    protected AttemptRecord Outcome(Claim claim, string outcome, NextStep next) => new()
    {
        DeliveryId = claim.DeliveryId,
        Token = claim.Token,
        Purpose = ClaimPurpose.Send,
        StartedAt = Clock.Now,
        Duration = TimeSpan.FromMilliseconds(40),
        Outcome = outcome,
        Next = next,
        Node = "node-1",
    };

    protected Task<AttemptResult> RecordAsync(AttemptRecord record) => Ledger.RecordAsync(record, CancellationToken.None);

    protected Task<AttemptResult> DeliveredAsync(Claim claim) =>
        RecordAsync(Outcome(claim, "accepted", new NextStep(DeliveryState.Delivered)) with { Receipt = new PartnerReceipt { Reference = "R-" + claim.PacketId } });

    protected Task<AttemptResult> RejectedAsync(Claim claim) =>
        RecordAsync(Outcome(claim, "rejected", new NextStep(DeliveryState.Rejected)) with { Fault = FaultCodes.RejectedData("A field is missing.") with { PartnerText = "Thiếu họ tên Nguyễn Văn A" } });

    protected async Task<AttemptResult> DeliverAsync(string delivery) => await DeliveredAsync(await ClaimedAsync(delivery));

    protected async Task<AttemptResult> RejectAsync(string delivery) => await RejectedAsync(await ClaimedAsync(delivery));

    /// <returns>What may go now; null: the act was not taken.</returns>
    protected async Task<IReadOnlyList<ReadyDelivery>?> ActAsync(string delivery, DeliveryState to) =>
        (await Ledger.ActAsync(Act(delivery, to), CancellationToken.None) as ActResult.Done)?.Ready;

    protected OperatorAct Act(string delivery, DeliveryState to) => new(delivery, to, "operator-1", "đã gọi điện xác nhận", Clock.Now);

    protected async Task<DeliveryView> DeliveryAsync(string packet, string destination) =>
        (await Reader.PacketAsync(packet, CancellationToken.None))!.Deliveries.Single(d => d.Destination == destination);

    protected async Task<DeliveryState> StateAsync(AcceptPacket packet, string destination) => (await DeliveryAsync(packet.Id, destination)).State;

    protected Task<IReadOnlyList<ReadyDelivery>> DueAsync(string destination) => Due.DueAsync(destination, 100, CancellationToken.None);

    protected async Task<DossierView> ViewAsync(string number) =>
        (await Reader.DossierAsync((await Reader.ResolveAsync(number, null, null, CancellationToken.None))!.Value, CancellationToken.None))!;

    protected static string To(AcceptPacket packet, string destination) => packet.Deliveries.Single(d => d.Destination == destination).Id;
}
