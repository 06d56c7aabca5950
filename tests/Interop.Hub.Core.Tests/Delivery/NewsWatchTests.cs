using Interop.Adapters.Delivery;
using Interop.Contracts.Codecs;
using Interop.Contracts.Faults;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Tests.Delivery;

/// <summary>What no attempt tells a sender is told it once, by the first node, and holds nothing else up.</summary>
public sealed class NewsWatchTests
{
    [Test]
    public async Task Silence_and_arrival_are_told_and_marked_in_pages()
    {
        await using var node = await OneNode.StartAsync();
        node.Ledger.Silent.Add(News("s"));
        node.Ledger.News.AddRange(Enumerable.Range(1, 100).Select(i => News($"a{i}")));
        await node.News.RunAsync(CancellationToken.None);
        Assert.That(node.Ledger.Silent, Is.Empty);
        Assert.That(node.Ledger.News, Has.Count.EqualTo(36));
        await node.News.RunAsync(CancellationToken.None);
        Assert.That(node.Ledger.Accepted.GroupBy(StateOf).Select(g => (g.Key, g.Count())), Is.EquivalentTo(new[] { ("silent", 1), ("delivered", 100) }));
        Assert.That(node.Ledger.Accepted.Select(p => p.EventKey).Distinct().Count(), Is.EqualTo(101));
    }

    /// <summary>Who dies between the notice and the mark: the next makes the same notice, and the ledger knows it again.</summary>
    [Test]
    public async Task A_silence_that_was_not_marked_is_told_again_under_the_same_key()
    {
        await using var node = await OneNode.StartAsync();
        node.Ledger.Silent.Add(News("a"));
        node.Ledger.MarksFail = true;
        Assert.That(() => node.News.RunAsync(CancellationToken.None), Throws.InstanceOf<LedgerUnavailableException>());
        node.Ledger.MarksFail = false;
        await node.News.RunAsync(CancellationToken.None);
        Assert.That(node.Ledger.Silent, Is.Empty);
        Assert.That(node.Ledger.Accepted.Select(p => (p.EventKey, p.Dossier)), Is.EqualTo(Enumerable.Repeat<(string?, long?)>(("a/silent/621355968000000000", 7), 2)));
    }

    [Test]
    public async Task Each_news_has_its_own_words_and_goes_at_once()
    {
        await using var node = await OneNode.StartAsync();
        node.Ledger.News.AddRange([News("u", state: DeliveryState.Unknown), News("r", state: DeliveryState.Ready), News("d")]);
        await node.News.RunAsync(CancellationToken.None);
        Assert.That(node.Ledger.Accepted.Select(StateOf), Is.EquivalentTo(new[] { "unknown", "ready", "delivered" }));
        Assert.That(node.Ledger.News, Is.Empty);
    }

    /// <summary>A line is missing from the key file: the notice cannot be written now.</summary>
    [Test]
    public async Task The_silence_of_a_dossier_that_no_key_opens_waits_for_the_key()
    {
        await using var node = await OneNode.StartAsync();
        node.Ledger.Silent.Add(News("d"));
        node.Ledger.OnAccept = new AcceptResult.DossierLocked("no key");
        await node.News.RunAsync(CancellationToken.None);
        Assert.That(node.Ledger.Silent, Has.Count.EqualTo(1));
        node.Ledger.OnAccept = new AcceptResult.UnknownDossier();
        await node.News.RunAsync(CancellationToken.None);
        Assert.That(node.Ledger.Silent, Is.Empty);
    }

    [Test]
    public async Task A_node_that_is_not_the_first_tells_nothing()
    {
        await using var node = await OneNode.StartAsync();
        node.Ledger.News.Add(News("a"));
        node.Membership.Update(new ClusterView([Line("A", "c"), Line("a", "c")]));
        await node.News.RunAsync(CancellationToken.None);
        Assert.That((node.Ledger.Accepted.Count, node.Ledger.News.Count), Is.EqualTo((0, 1)));
    }

    /// <summary>A new sender is made known to the nodes one by one.</summary>
    [Test]
    public async Task News_for_a_sender_that_another_node_may_know_is_left()
    {
        await using var node = await OneNode.StartAsync();
        node.Ledger.News.Add(News("a", sender: "MOI"));
        node.Membership.Update(new ClusterView([Line("a", "c"), Line("b", "d")]));
        await node.News.RunAsync(CancellationToken.None);
        Assert.That(node.Ledger.News, Has.Count.EqualTo(1), "the other node's configuration may have it");

        node.Membership.Update(new ClusterView([Line("a", "c"), Line("b", "c")]));
        await node.News.RunAsync(CancellationToken.None);
        Assert.That((node.Ledger.Accepted.Count, node.Ledger.News.Count), Is.EqualTo((0, 0)), "nobody has it");
    }

    /// <summary>The result of a dossier waits in one lane behind the news of it.</summary>
    [TestCase(DeliveryState.Skipped, "hub", 7L)]
    [TestCase(DeliveryState.Rejected, "hub", null)]
    [TestCase(DeliveryState.Rejected, "HOTICH", 7L)]
    public async Task News_that_its_receiver_refuses_holds_up_nothing_and_closes_no_door(DeliveryState becomes, string sender, long? dossier)
    {
        await using var node = await OneNode.StartAsync();
        node.Partner.Answer = new DeliveryOutcome.Rejected(FaultCodes.RejectedData("No such state."));
        for (var i = 1; i <= 8; i++)
        {
            node.Ledger.Claims[$"d{i}"] = node.Claim($"d{i}", "MCDT") with { Sender = sender, DossierKey = dossier, DossierNumber = $"N-{i}" };
            await node.Engine.HandleAsync(new ReadyDelivery($"d{i}", "MCDT"), CancellationToken.None);
        }

        Assert.That(node.Ledger.Records.First().Next.State, Is.EqualTo(becomes));
        Assert.That(node.Destinations.Find("MCDT")!.Control.Door, Is.EqualTo(sender == "hub" ? Door.Open : Door.PausedByFault));
    }

    private static string StateOf(AcceptPacket notice) => ((DeliveryStatus)PacketJson.Read(notice.Body, new ReadOptions { IdentifiersFromPath = true }).Packet!.Content).State;

    private static DeliveryNews News(string id, string sender = "MCDT", DeliveryState state = DeliveryState.Delivered) =>
        new(1, id, "HOTICH", sender, "p-1", 7, state, DateTimeOffset.UnixEpoch);

    private static NodeLine Line(string node, string configuration) => new(node, node, configuration, "1.0", DateTimeOffset.UnixEpoch, TimeSpan.Zero);
}
