using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Inbox;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Tests.Delivery;

namespace Interop.Hub.Core.Tests.Inbox;

/// <summary>Who fetches gets what is due, waits while nothing is, and leaves nothing held when he goes.</summary>
public sealed class InboxDeskTests
{
    private static readonly InboxFetch Fetch = new() { Partner = "HOTICH", Wait = TimeSpan.FromSeconds(30) };

    [Test]
    [CancelAfter(20_000)]
    public async Task Who_waits_gets_what_arrives_without_a_look_at_the_clock(CancellationToken cancellationToken)
    {
        await using var node = await NodeAsync();
        node.Time.TimersStand = true;
        var waiting = node.Inbox.FetchAsync(Fetch, CancellationToken.None, cancellationToken);
        Assert.That(waiting.IsCompleted, Is.False);

        Arrive(node, node.Claim("d1", "HOTICH"));
        node.HandOver.Offer([new ReadyDelivery("d1", "HOTICH")]);
        Assert.That((await waiting.WaitAsync(cancellationToken))!.Select(h => h.Claim.DeliveryId), Is.EqualTo(new[] { "d1" }));
    }

    [Test]
    [CancelAfter(20_000)]
    public async Task A_node_that_stops_sends_who_waits_away_with_nothing(CancellationToken cancellationToken)
    {
        await using var node = await NodeAsync();
        node.Time.TimersStand = true;
        using var leaving = new CancellationTokenSource();
        var waiting = node.Inbox.FetchAsync(Fetch, leaving.Token, cancellationToken);
        await leaving.CancelAsync();
        Assert.That(await waiting.WaitAsync(cancellationToken), Is.Empty);
    }

    [Test]
    [CancelAfter(20_000)]
    public async Task More_than_may_be_served_at_once_do_not_wait_and_the_place_of_who_went_is_free(CancellationToken cancellationToken)
    {
        // The policy of the test serves one at once.
        await using var node = await NodeAsync();
        node.Time.TimersStand = true;
        using var gone = new CancellationTokenSource();
        var first = node.Inbox.FetchAsync(Fetch, CancellationToken.None, gone.Token);
        Assert.That(await node.Inbox.FetchAsync(Fetch, CancellationToken.None, cancellationToken).WaitAsync(cancellationToken), Is.Empty);

        await gone.CancelAsync();
        Assert.That(async () => await first, Throws.InstanceOf<OperationCanceledException>());
        var next = node.Inbox.FetchAsync(Fetch, CancellationToken.None, cancellationToken);
        Assert.That(next.IsCompleted, Is.False);
    }

    [Test]
    public async Task What_was_taken_for_a_caller_that_has_gone_is_given_back_uncounted_and_no_more_is_taken()
    {
        await using var node = await NodeAsync();
        using var gone = new CancellationTokenSource();
        Arrive(node, node.Claim("d1", "HOTICH"), node.Claim("d2", "HOTICH", DeliveryState.Unknown), node.Claim("d3", "HOTICH"));
        node.Ledger.OnClaim += request =>
        {
            if (request.DeliveryId == "d2")
            {
                gone.Cancel();
            }
        };

        Assert.That(async () => await node.Inbox.FetchAsync(Fetch, CancellationToken.None, gone.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(
            node.Ledger.Records.Select(r => (r.DeliveryId, r.Outcome, r.Next.State, r.Next.CountsAsAttempt)).Order(),
            Is.EqualTo(new[] { ("d1", "released", DeliveryState.Ready, false), ("d2", "released", DeliveryState.Unknown, false) }));
    }

    [Test]
    public async Task Only_what_is_for_the_partner_is_handed_out_and_the_rest_is_judged()
    {
        await using var node = await NodeAsync();
        Arrive(
            node,
            node.Claim("shadow", "HOTICH") with { Role = DeliveryRole.Shadow },
            node.Claim("check", "HOTICH") with { Role = DeliveryRole.Check },
            node.Claim("damaged", "HOTICH") with { IsDamaged = true, Body = default },
            node.Claim("good", "HOTICH"));

        var handed = await node.Inbox.FetchAsync(Fetch, CancellationToken.None, CancellationToken.None);
        Assert.That(handed!.Select(h => (h.Claim.DeliveryId, h.HandOut)), Is.EqualTo(new[] { ("good", 1) }));
        Assert.That(
            node.Ledger.Records.Select(r => (r.DeliveryId, r.Next.State, r.Next.Park, r.Notices.Count)),
            Is.EqualTo(new[] { ("shadow", DeliveryState.Skipped, ParkReason.None, 0), ("check", DeliveryState.Parked, ParkReason.HubFault, 1), ("damaged", DeliveryState.Parked, ParkReason.HubFault, 1) }));
    }

    [Test]
    public async Task An_operators_pause_closes_it_and_nothing_else_does()
    {
        await using var node = await NodeAsync();
        Arrive(node, node.Claim("d1", "HOTICH"));
        var now = Fetch with { Wait = TimeSpan.Zero };
        await node.Destinations.PauseAsync("HOTICH", "canbo01", "bảo trì", CancellationToken.None);
        Assert.That(await node.Inbox.FetchAsync(now, CancellationToken.None, CancellationToken.None), Is.Empty);
        await node.Destinations.ResumeAsync("HOTICH", "canbo01", "", CancellationToken.None);
        Assert.That(await node.Inbox.FetchAsync(now, CancellationToken.None, CancellationToken.None), Has.Count.EqualTo(1));
        Assert.That(await node.Inbox.FetchAsync(now with { Partner = "MCDT" }, CancellationToken.None, CancellationToken.None), Is.Null, "it is called");
        Assert.That(await node.Inbox.FetchAsync(now with { Partner = "NOBODY" }, CancellationToken.None, CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task A_hub_that_is_held_hands_out_nothing()
    {
        await using var node = await NodeAsync();
        Arrive(node, node.Claim("d1", "HOTICH"));
        node.Recovery.IsHeld = true;
        Assert.That(await node.Inbox.FetchAsync(Fetch with { Wait = TimeSpan.Zero }, CancellationToken.None, CancellationToken.None), Is.Empty);
    }

    [Test]
    public async Task A_fetch_gives_no_more_than_is_asked_for_and_the_lease_is_the_partners()
    {
        await using var node = await NodeAsync();
        var asked = new List<ClaimRequest>();
        node.Ledger.OnClaim += asked.Add;
        Arrive(node, [.. Enumerable.Range(0, 9).Select(i => node.Claim($"d{i}", "HOTICH"))]);
        var handed = await node.Inbox.FetchAsync(Fetch with { Max = 4 }, CancellationToken.None, CancellationToken.None);
        Assert.That(handed!.Select(h => h.Claim.DeliveryId), Is.EqualTo(new[] { "d0", "d1", "d2", "d3" }), "longest due first");
        Assert.That(asked.Select(a => (a.Node, a.Lease)), Is.EqualTo(Enumerable.Repeat((HandOutRules.HolderAt("a"), node.Destinations.Find("HOTICH")!.Policy.Lease), 4)));
    }

    private static async Task<OneNode> NodeAsync()
    {
        var node = await OneNode.StartAsync();
        node.Partner.Inbox = new InboxAdapter(mostHandOuts: 20, expectsAnswer: true);
        node.Destinations.Find("HOTICH")!.IsInbox = true;
        // What is claimed is due no more.
        node.Ledger.OnClaim += request => node.Ledger.Due.RemoveAll(d => d.Id == request.DeliveryId);
        return node;
    }

    private static void Arrive(OneNode node, params Claim[] claims)
    {
        foreach (var claim in claims)
        {
            node.Ledger.Claims[claim.DeliveryId] = claim;
            node.Ledger.Due.Add(new ReadyDelivery(claim.DeliveryId, claim.Destination));
        }
    }
}
