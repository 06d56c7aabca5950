using Interop.Contracts.Dossiers;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Ledger.Tests.Conformance;

internal abstract partial class LedgerConformance
{
    [Test]
    public async Task What_was_receipted_is_there_after_a_crash_and_what_was_in_flight_is_found()
    {
        var packets = Enumerable.Range(1, 20).Select(i => Make.Submission($"N-{i}", $"A{i}", Sample.Ministry)).ToList();
        await Task.WhenAll(packets.Select(RecordedAsync));
        await DeliverAsync(To(packets[0], Sample.Ministry));
        var held = await ClaimedAsync(To(packets[1], Sample.Ministry));
        await CrashAsync();

        foreach (var packet in packets)
        {
            Assert.That(await AcceptAsync(packet with { Id = Make.Id() }), Is.TypeOf<AcceptResult.Repeated>());
        }

        Assert.That(await StateAsync(packets[0], Sample.Ministry), Is.EqualTo(DeliveryState.Delivered));
        Assert.That(await DueAsync(Sample.Ministry), Has.Count.EqualTo(18));
        Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.That((await Due.ExpiredAsync(10, CancellationToken.None)).Single().DeliveryId, Is.EqualTo(held.DeliveryId));
        // The claim's token still counts: nobody has claimed it since.
        Assert.That((await DeliveredAsync(held)).Taken, Is.True);
        Assert.That((await ClaimedAsync(To(packets[2], Sample.Ministry))).Body.ToArray(), Is.EqualTo(packets[2].Body.ToArray()));
    }

    [Test]
    public async Task A_hundred_at_once_make_one_dossier_and_one_order()
    {
        var same = Make.Submission("N-1", "A", Sample.Ministry);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => AcceptAsync(same with { Id = Make.Id() }))));
        Assert.That(answers.OfType<AcceptResult.Recorded>().Count(), Is.EqualTo(1));
        Assert.That(answers.OfType<AcceptResult.Repeated>().Count(), Is.EqualTo(49));
        var receipt = answers.OfType<AcceptResult.Recorded>().Single().Receipt.ReceiptId;
        Assert.That(answers.OfType<AcceptResult.Repeated>().Select(r => r.Receipt.ReceiptId), Is.All.EqualTo(receipt));

        var events = Enumerable.Range(0, 100).Select(i => Make.Progress("N-1", $"e{i}", BusinessStatus.Registered, Sample.Ministry)).ToList();
        await Task.WhenAll(events.Select(e => Task.Run(() => RecordedAsync(e))));
        var order = (await ViewAsync("N-1")).Packets.SelectMany(p => p.Deliveries).Select(d => d.Id).ToList();
        Assert.That(order, Has.Count.EqualTo(101));

        // Whoever claims at random gets them in that order, one at a time.
        List<string> delivered = [];
        while (delivered.Count < order.Count)
        {
            var due = await DueAsync(Sample.Ministry);
            Assert.That(due, Has.Count.EqualTo(1));
            var claims = await Task.WhenAll(order.Select(id => ClaimAsync(id)).Take(order.Count));
            var claim = claims.Single(c => c is not null)!;
            await DeliveredAsync(claim);
            delivered.Add(claim.DeliveryId);
            if (delivered.Count == 12)
            {
                break;
            }
        }

        Assert.That(delivered, Is.EqualTo(order.Take(12)));
    }

    [Test]
    public async Task Of_many_who_claim_one_delivery_one_gets_it()
    {
        var packet = Make.Submission("N-1", "A", Sample.Ministry);
        await RecordedAsync(packet);
        var claims = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => ClaimAsync(To(packet, Sample.Ministry)))));
        Assert.That(claims.Count(c => c is not null), Is.EqualTo(1));
    }

    [Test]
    public void A_caller_who_gave_up_before_the_call_leaves_no_trace()
    {
        var packet = Make.Submission("N-1", "A", Sample.Ministry);
        Assert.That(async () => await Ledger.AcceptAsync(packet, new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(async () => await Reader.PacketAsync(packet.Id, CancellationToken.None), Is.Null);
    }
}
