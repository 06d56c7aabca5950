using Interop.Contracts.Dossiers;
using Interop.Contracts.Faults;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Inbox;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Ledger.Tests.Conformance;

/// <content>What waits in an inbox: a claim that the partner holds, and whose end is no doubt.</content>
internal abstract partial class LedgerConformance
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    [Test]
    public async Task A_hand_out_whose_lease_ended_goes_again_in_its_lane_counts_and_starts_no_window()
    {
        var first = Make.Submission("N-1", "A", Sample.Ministry);
        var second = Make.Progress("N-1", "e1", BusinessStatus.Received, Sample.Ministry);
        await RecordedAsync(first);
        await RecordedAsync(second);
        var handed = await HandOutAsync(To(first, Sample.Ministry));
        Assert.That(await Due.ExpiredAsync(10, CancellationToken.None), Is.Empty);

        Clock.Advance(Lease);
        var lease = (await Due.ExpiredAsync(10, CancellationToken.None)).Single();
        Assert.That((lease.DeliveryId, lease.Attempts, HandOutRules.IsHandOut(lease.Node)), Is.EqualTo((handed.DeliveryId, 0, true)), "the lease says itself that it was a hand-out");
        var result = await UnacknowledgedAsync(handed, most: 20);
        Assert.That(result.Ready.Select(r => r.Id), Is.EqualTo(new[] { handed.DeliveryId }));

        var view = await DeliveryAsync(first.Id, Sample.Ministry);
        Assert.That((view.State, view.Attempts, view.History.Single().Outcome), Is.EqualTo((DeliveryState.Ready, 1, "unacknowledged")));
        Assert.That(await ClaimAsync(To(second, Sample.Ministry)), Is.Null, "its place in the lane is kept");
        var again = await HandOutAsync(handed.DeliveryId);
        Assert.That((again.Token, again.Attempts, again.FirstAttemptAt), Is.EqualTo((handed.Token + 1, 1, (DateTimeOffset?)null)));

        Assert.That((await DeliveredAsync(handed)).Taken, Is.False, "that hand-out is over");
        Assert.That((await RecordAsync(Outcome(again, "accepted", HandOutRules.After(DeliveryState.Delivered, isSubmission: true)))).Ready.Select(r => r.Id), Is.EqualTo(new[] { To(second, Sample.Ministry) }));
        Assert.That((await HandOutAsync(To(second, Sample.Ministry))).KnownToDestination, Is.True);
    }

    [Test]
    public async Task What_is_never_acknowledged_is_left_to_a_person_whose_word_counts_anew()
    {
        var packet = Make.Submission("N-1", "A", Sample.Ministry);
        await RecordedAsync(packet);
        for (var handOut = 1; handOut <= 3; handOut++)
        {
            Assert.That(await StateAsync(packet, Sample.Ministry), Is.EqualTo(DeliveryState.Ready), $"before hand-out {handOut}");
            var handed = await HandOutAsync(To(packet, Sample.Ministry));
            Clock.Advance(Lease);
            await UnacknowledgedAsync(handed, most: 3);
        }

        var parked = await DeliveryAsync(packet.Id, Sample.Ministry);
        Assert.That((parked.State, parked.Park, parked.Attempts), Is.EqualTo((DeliveryState.Parked, ParkReason.Unacknowledged, 3)));
        Assert.That(await ActAsync(parked.Id, DeliveryState.Ready), Has.Count.EqualTo(1));
        Assert.That((await HandOutAsync(parked.Id)).Attempts, Is.Zero);
    }

    [Test]
    public async Task A_delivery_says_who_holds_it_and_by_which_token_until_long_after()
    {
        var packet = Make.Submission("N-1", "A", Sample.Ministry);
        await RecordedAsync(packet);
        var id = To(packet, Sample.Ministry);
        var before = (await Harness.Inbox.DeliveryAsync(id, CancellationToken.None))!;
        Assert.That((before.State, before.Holder, before.Claim.Token, before.ClaimedAt), Is.EqualTo((DeliveryState.Ready, (string?)null, 0L, (DateTimeOffset?)null)));

        var handed = await HandOutAsync(id);
        await CrashAsync();
        var held = (await Harness.Inbox.DeliveryAsync(id, CancellationToken.None))!;
        Assert.Multiple(() =>
        {
            Assert.That((held.State, held.Holder, held.Claim.Token, held.ClaimedAt), Is.EqualTo((DeliveryState.InFlight, HandOutRules.HolderAt("node-1"), handed.Token, (DateTimeOffset?)Clock.Now)));
            Assert.That((held.Claim.Sender, held.Claim.PacketKey, held.Claim.DossierKey, held.Claim.DossierNumber), Is.EqualTo((Sample.OneStop, packet.Id, handed.DossierKey, "N-1")));
            Assert.That(held.Claim.Identifiers, Is.EqualTo(handed.Identifiers).And.Not.Empty);
            Assert.That(held.Claim.Body.IsEmpty, Is.True);
        });

        await DeliveredAsync(handed);
        var after = (await Harness.Inbox.DeliveryAsync(id, CancellationToken.None))!;
        Assert.That((after.State, after.Claim.Token), Is.EqualTo((DeliveryState.Delivered, handed.Token)));
        Assert.That(await Harness.Inbox.DeliveryAsync(new string('0', 32), CancellationToken.None), Is.Null);
        Assert.That(await Harness.Inbox.DeliveryAsync("no id at all", CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task What_waits_is_listed_by_heads_in_order_and_not_taken()
    {
        List<AcceptPacket> heads = [];
        foreach (var number in (string[])["N-1", "N-2", "N-3"])
        {
            heads.Add(Make.Submission(number, "A", Sample.Ministry, Sample.Portal));
            await RecordedAsync(heads[^1]);
            await RecordedAsync(Make.Progress(number, "e1", BusinessStatus.Received, Sample.Ministry));
            Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var document = Make.Document("công văn", Sample.Ministry);
        await RecordedAsync(document);

        var waiting = await Harness.Inbox.WaitingAsync(Sample.Ministry, 10, CancellationToken.None);
        Assert.That(waiting.Select(w => (w.DeliveryId, w.Packet, w.DossierNumber, w.HandOuts)), Is.EqualTo(heads.Append(document).Select((p, i) => (To(p, Sample.Ministry), p.Id, i < 3 ? $"N-{i + 1}" : null, 0))));
        Assert.That(waiting.Select(w => (w.Kind, w.Sender, w.AcceptedAt)), Is.EqualTo(heads.Append(document).Select(p => (p.Kind, Sample.OneStop, p.AcceptedAt))));
        Assert.That(await Harness.Inbox.WaitingAsync(Sample.Ministry, 2, CancellationToken.None), Is.EqualTo(waiting.Take(2)));
        Assert.That(await Harness.Inbox.CountWaitingAsync(Sample.Ministry, 100, CancellationToken.None), Is.EqualTo(4));
        Assert.That(await Harness.Inbox.CountWaitingAsync(Sample.Ministry, 3, CancellationToken.None), Is.EqualTo(3), "counted no further");
        Assert.That(await Harness.Inbox.CountWaitingAsync("NOBODY", 100, CancellationToken.None), Is.Zero);

        await HandOutAsync(waiting[0].DeliveryId);
        Assert.That((await Harness.Inbox.WaitingAsync(Sample.Ministry, 10, CancellationToken.None)).Select(w => w.DeliveryId), Is.EqualTo(waiting.Skip(1).Select(w => w.DeliveryId)), "what is held waits no more, and its next not yet");
    }

    private async Task<Claim> HandOutAsync(string delivery)
    {
        var request = new ClaimRequest { DeliveryId = delivery, Node = HandOutRules.HolderAt("node-1"), Lease = Lease, WithDossier = _ => false };
        var claim = await Ledger.ClaimAsync(request, CancellationToken.None);
        Assert.That(claim, Is.Not.Null, "it should be there to be fetched");
        return claim!;
    }

    private Task<AttemptResult> UnacknowledgedAsync(Claim handed, int most) => RecordAsync(
        Outcome(handed, "unacknowledged", HandOutRules.AfterLease(handed.Attempts, most, Clock.Now)) with { Fault = FaultCodes.LeaseExpired("Fetched, and no word of it.") });
}
