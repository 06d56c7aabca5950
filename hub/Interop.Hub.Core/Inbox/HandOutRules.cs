using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Inbox;

/// <summary>What a partner's word about a delivery is worth.</summary>
public enum WordVerdict
{
    /// <summary>No delivery of this partner.</summary>
    Unknown,

    /// <summary>It holds the delivery: the word counts.</summary>
    Counts,

    /// <summary>Its lease has ended, and nobody fetched the delivery since: the word counts if it is still so.</summary>
    Late,

    /// <summary>Said before.</summary>
    Repeated,

    /// <summary>It does not hold the delivery: it was fetched again since, or never.</summary>
    Stale,

    /// <summary>What became of the delivery stands, or a person has to judge it.</summary>
    Closed,
}

/// <summary>
/// The inbox, pure. A hand-out is a claim that the partner holds, under a lease:
/// <code>
/// Ready ──fetch──► InFlight ──acknowledge──► Delivered
///   ▲                 │ └────reject────────► Rejected
///   └─ lease ended ───┘ (never Unknown: guarantee 7; after so many hand-outs: Parked)
/// </code>
/// </summary>
public static class HandOutRules
{
    // Stands where else the name of the node stands that makes an attempt; a node's name has no colon. So a lease says by
    // itself what it was, whatever the destination's kind has become since.
    private const string Mark = "inbox:";

    /// <summary>Who holds the lease of a hand-out made by a node.</summary>
    public static string HolderAt(string node) => Mark + node;

    /// <summary>True when a lease is that of a hand-out, and not of an attempt of the hub's own.</summary>
    public static bool IsHandOut(string? holder) => holder?.StartsWith(Mark, StringComparison.Ordinal) == true;

    /// <summary>
    /// After a lease that ended without a word: at once it may be fetched again. It goes to the end of what is due, in its
    /// place in its lane: a packet that its partner chokes on must not stand before every other dossier.
    /// </summary>
    /// <param name="before">Hand-outs before this one since a person last judged it.</param>
    /// <param name="most">After so many it is left to a person; null: the destination is no inbox any more, and will be called.</param>
    /// <param name="now">Now.</param>
    public static NextStep AfterLease(int before, int? most, DateTimeOffset now) =>
        before + 1 >= most
            ? new NextStep(DeliveryState.Parked, Park: ParkReason.Unacknowledged, StartsWindow: false)
            : new NextStep(DeliveryState.Ready, now, StartsWindow: false);

    /// <summary>After a hand-out that reached nobody: the caller had gone. What was in doubt since a restore stays so.</summary>
    public static NextStep AfterReturn(DeliveryState from, DateTimeOffset now) =>
        new(from == DeliveryState.Unknown ? DeliveryState.Unknown : DeliveryState.Ready, now, CountsAsAttempt: false);

    /// <summary>What the delivery becomes by a word that counts.</summary>
    /// <param name="word">Delivered or Rejected.</param>
    /// <param name="isSubmission">True when the packet makes the dossier known to the partner.</param>
    public static NextStep After(DeliveryState word, bool isSubmission) =>
        new(word, StartsWindow: false, KnownToDestination: word == DeliveryState.Delivered && isSubmission);

    /// <summary>Judges a word.</summary>
    /// <param name="delivery">The delivery that it is about; null: there is none.</param>
    /// <param name="partner">Who says it.</param>
    /// <param name="token">The token of the hand-out that it is about.</param>
    /// <param name="word">Delivered or Rejected.</param>
    public static WordVerdict Judge(HandedDelivery? delivery, string partner, long token, DeliveryState word)
    {
        if (delivery is not { Claim: { Role: DeliveryRole.Send } claim } || !string.Equals(claim.Destination, partner, StringComparison.OrdinalIgnoreCase))
        {
            return WordVerdict.Unknown;
        }

        var isLatest = claim.Token == token && IsHandOut(delivery.Holder);
        return delivery.State switch
        {
            var state when state == word => WordVerdict.Repeated,
            DeliveryState.InFlight when isLatest => WordVerdict.Counts,
            DeliveryState.Ready when isLatest => WordVerdict.Late,
            DeliveryState.InFlight or DeliveryState.Ready or DeliveryState.Scheduled or DeliveryState.Unknown or DeliveryState.WaitingLane or DeliveryState.WaitingGate => WordVerdict.Stale,
            _ => WordVerdict.Closed,
        };
    }
}
