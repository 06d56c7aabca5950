using Interop.Contracts.Packets;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Inbox;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Tests.Inbox;

/// <summary>What a hand-out becomes, and what a partner's word is worth.</summary>
public sealed class HandOutRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 8, 0, 0, TimeSpan.Zero);

    [Test]
    public void A_lease_says_by_its_holder_what_it_was()
    {
        Assert.That(HandOutRules.IsHandOut(HandOutRules.HolderAt("n1")), Is.True);
        Assert.That(new[] { "n1", "inbox", "inbox.n1", null }.Select(HandOutRules.IsHandOut), Has.All.False, "no node can be called so");
    }

    [Test]
    public void A_lease_that_ended_is_never_doubt_whatever_the_number_of_hand_outs([Range(0, 30)] int before, [Values(null, 1, 5, 20)] int? most)
    {
        var next = HandOutRules.AfterLease(before, most, Now);
        var isLast = before + 1 >= most;
        Assert.That(next, Is.EqualTo(isLast
            ? new NextStep(DeliveryState.Parked, Park: ParkReason.Unacknowledged, StartsWindow: false)
            : new NextStep(DeliveryState.Ready, Now, StartsWindow: false)));
        Assert.That((next.CountsAsAttempt, next.StartsWindow), Is.EqualTo((true, false)), "counted, and no window of tries runs from it");
    }

    [Test]
    public void What_reached_nobody_counts_nothing_and_what_was_in_doubt_stays_so([Values] DeliveryState from)
    {
        var next = HandOutRules.AfterReturn(from, Now);
        Assert.That((next.State, next.DueAt, next.CountsAsAttempt), Is.EqualTo((from == DeliveryState.Unknown ? DeliveryState.Unknown : DeliveryState.Ready, (DateTimeOffset?)Now, false)));
    }

    [Test]
    public void An_acknowledged_submission_is_known_to_the_partner_and_a_refused_one_is_not([Values] bool isSubmission) => Assert.That(
        new[] { DeliveryState.Delivered, DeliveryState.Rejected }.Select(word => HandOutRules.After(word, isSubmission)).Select(n => (n.State, n.KnownToDestination)),
        Is.EqualTo(new[] { (DeliveryState.Delivered, isSubmission), (DeliveryState.Rejected, false) }));

    [Test]
    public void A_word_counts_with_the_latest_token_only([Values] DeliveryState state, [Values(DeliveryState.Delivered, DeliveryState.Rejected)] DeliveryState word, [Values(4, 5, 6)] long token)
    {
        var verdict = HandOutRules.Judge(Delivery(state), "BTP", token, word);
        Assert.That(verdict, Is.EqualTo(state switch
        {
            _ when state == word => WordVerdict.Repeated,
            DeliveryState.InFlight => token == 5 ? WordVerdict.Counts : WordVerdict.Stale,
            DeliveryState.Ready => token == 5 ? WordVerdict.Late : WordVerdict.Stale,
            DeliveryState.WaitingLane or DeliveryState.WaitingGate or DeliveryState.Scheduled or DeliveryState.Unknown => WordVerdict.Stale,
            _ => WordVerdict.Closed,
        }));
    }

    [Test]
    public void A_word_about_anothers_delivery_is_about_none([Values] DeliveryState state)
    {
        Assert.That(HandOutRules.Judge(Delivery(state), "BCA", 5, DeliveryState.Delivered), Is.EqualTo(WordVerdict.Unknown));
        Assert.That(HandOutRules.Judge(null, "BTP", 5, DeliveryState.Delivered), Is.EqualTo(WordVerdict.Unknown));
        Assert.That(HandOutRules.Judge(Delivery(state, DeliveryRole.Check), "BTP", 5, DeliveryState.Delivered), Is.EqualTo(WordVerdict.Unknown), "nobody fetches a gate");
        Assert.That(HandOutRules.Judge(Delivery(DeliveryState.InFlight), "btp", 5, DeliveryState.Delivered), Is.EqualTo(WordVerdict.Counts), "in any letter case");
    }

    [Test]
    public void What_the_hub_itself_is_sending_no_word_of_a_partner_ends() =>
        Assert.That(HandOutRules.Judge(Delivery(DeliveryState.InFlight) with { Holder = "n1" }, "BTP", 5, DeliveryState.Delivered), Is.EqualTo(WordVerdict.Stale));

    private static HandedDelivery Delivery(DeliveryState state, DeliveryRole role = DeliveryRole.Send) => new(state, HandOutRules.HolderAt("n1"), Now, new Claim
    {
        DeliveryId = "d1",
        Destination = "BTP",
        Role = role,
        Token = 5,
        LeaseUntil = Now,
        From = DeliveryState.Ready,
        Attempts = 0,
        Probes = 0,
        PacketKey = "p",
        Sender = "MCDT",
        PacketId = "p-1",
        Kind = PacketKind.Submission,
        AcceptedAt = Now,
        Body = default,
    });
}
