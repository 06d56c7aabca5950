using Interop.Contracts.Dossiers;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Evidence;

namespace Interop.Hub.Ledger.Tests.Conformance;

internal abstract partial class LedgerConformance
{
    [Test]
    public async Task What_was_erased_can_be_opened_and_guessed_no_more_and_the_chain_holds()
    {
        var file = await FileAsync("a");
        var packet = Make.Submission("N-1", "A", Sample.Ministry, Sample.Portal) with { Documents = [file] };
        var receipt = (await RecordedAsync(packet)).Receipt;
        await RejectAsync(To(packet, Sample.Ministry));
        await ActAsync(To(packet, Sample.Ministry), DeliveryState.Cancelled);
        await DeliverAsync(To(packet, Sample.Portal));
        await RecordedAsync(Make.Progress("N-1", "e1", BusinessStatus.Processing));
        var other = Make.Submission("N-2", "B", Sample.Ministry);
        await RecordedAsync(other);
        var key = (await ViewAsync("N-1")).Key;

        var erased = (ErasureResult.Erased)await EraseAsync(key);
        Assert.That(erased, Is.EqualTo(new ErasureResult.Erased(new ErasureView(Clock.Now, "operator-1", "QĐ 12/2026", 2, 0), Before: false)));

        // Key, bodies, names of files, partners' words: gone. Salts: those of this dossier, and no other's.
        Assert.That(await Harness.AskAsync($"select count(*) from dossier where key = {key} and length(data_key) = 0 and key_id = ''"), Is.EqualTo(1));
        Assert.That(await Harness.AskAsync($"select count(*) from packet_body b join packet p on p.key = b.packet where p.dossier = {key}"), Is.Zero);
        Assert.That(await Harness.AskAsync($"select count(*) from packet where dossier = {key} and documents is not null"), Is.Zero);
        Assert.That(await Harness.AskAsync("select count(*) from attempt where fault_partner_text is not null"), Is.Zero);
        Assert.That((await CollectableAsync()).Select(d => d.Digest), Is.EqualTo(new[] { file.Sha256 }));

        var report = await Harness.VerifyAsync();
        Assert.That(report.Break, Is.Null, report.Break?.Detail);
        Assert.That((report.Acceptances, report.Attempts, report.Acts, report.Removals), Is.EqualTo((3, 2, 1, 1)));
        Assert.That((report.Removed, report.Erased), Is.EqualTo((2, 5)), "two acceptances, two attempts, one act");

        // What is left is shown.
        var view = await ViewAsync("N-1");
        Assert.That(view.Erasure, Is.EqualTo(erased.Erasure));
        Assert.That(view.Packets.Select(p => p.Removed?.Erased), Is.All.True);
        Assert.That(view.Packets[0].Deliveries.Select(d => d.State), Is.EqualTo(new[] { DeliveryState.Cancelled, DeliveryState.Delivered }));

        // Ordered again, it answers what the first order did.
        Clock.Advance(TimeSpan.FromDays(1));
        Assert.That(await EraseAsync(key), Is.EqualTo(erased with { Before = true }));
        Assert.That((await Harness.VerifyAsync()).Removals, Is.EqualTo(1));
        Assert.That(await EraseAsync(4711), Is.TypeOf<ErasureResult.Unknown>());

        // A request that comes again gets its receipt; nothing else is taken, as what it may be.
        Assert.That(((AcceptResult.Repeated)await AcceptAsync(packet with { Id = Make.Id() })).Receipt.ReceiptId, Is.EqualTo(receipt.ReceiptId));
        Assert.That(await AcceptAsync(Make.Submission("N-1", "A")), Is.TypeOf<AcceptResult.DossierErased>());
        Assert.That(await AcceptAsync(Make.Submission("N-1", "changed", Sample.Ministry)), Is.TypeOf<AcceptResult.DossierErased>());
        Assert.That(await AcceptAsync(Make.Progress("N-1", "e9", BusinessStatus.Finished)), Is.TypeOf<AcceptResult.DossierErased>());
        Assert.That(await AcceptAsync(Make.Progress("N-1", "e9", BusinessStatus.Finished) with { Partner = "STRANGER" }), Is.TypeOf<AcceptResult.UnknownDossier>(), "a stranger learns nothing");
        // The other dossier is as it was.
        Assert.That((await ClaimedAsync(To(other, Sample.Ministry))).Body.ToArray(), Is.EqualTo(other.Body.ToArray()));
    }

    [Test]
    public async Task What_is_not_through_stands_in_the_way_or_is_cancelled_as_a_whole()
    {
        var packet = Make.Submission("N-1", "A", Sample.Ministry, Sample.Portal);
        await RecordedAsync(packet);
        await RecordedAsync(Make.Progress("N-1", "e1", BusinessStatus.Processing, Sample.Ministry));
        var key = (await ViewAsync("N-1")).Key;
        Assert.That(await EraseAsync(key), Is.EqualTo(new ErasureResult.Open(3)));
        Assert.That((await ViewAsync("N-1")).Erasure, Is.Null);

        var claim = await ClaimedAsync(To(packet, Sample.Ministry));
        Assert.That(await EraseAsync(key, cancel: true), Is.EqualTo(new ErasureResult.InFlight(1)), "what is under way cannot be called back");
        await RecordAsync(Outcome(claim, "deferred", new NextStep(DeliveryState.Scheduled, Clock.Now.AddMinutes(1))));

        Assert.That(((ErasureResult.Erased)await EraseAsync(key, cancel: true)).Erasure.Cancelled, Is.EqualTo(3));
        Assert.That((await ViewAsync("N-1")).Packets.SelectMany(p => p.Deliveries).Select(d => d.State), Is.All.EqualTo(DeliveryState.Cancelled));
        Clock.Advance(TimeSpan.FromDays(1));
        Assert.That(await DueAsync(Sample.Ministry), Is.Empty);
        Assert.That(await DueAsync(Sample.Portal), Is.Empty);
        Assert.That((await Harness.VerifyAsync()).Holds, Is.True);
    }

    [Test]
    public async Task No_other_node_and_no_cache_gives_out_what_was_erased()
    {
        var packet = Make.Submission("N-1", "A", Sample.Ministry) with { Documents = [await FileAsync("a")] };
        await RecordedAsync(packet);
        var (ledger, reader) = await Harness.OtherAsync();
        var key = (await ViewAsync("N-1")).Key;
        // It opened the dossier's key for itself, and holds a claim.
        Assert.That((await reader.DossierAsync(key, CancellationToken.None))!.Packets.Single().Documents, Has.Count.EqualTo(1));
        var claim = (await ledger.ClaimAsync(
            new ClaimRequest { DeliveryId = To(packet, Sample.Ministry), Node = "other", Lease = TimeSpan.FromSeconds(60), WithDossier = _ => false }, CancellationToken.None))!;
        await RejectedAsync(claim);
        await ActAsync(To(packet, Sample.Ministry), DeliveryState.Cancelled);
        await EraseAsync(key);

        var seen = (await reader.DossierAsync(key, CancellationToken.None))!;
        Assert.That((seen.Erasure is not null, seen.Packets.Single().Documents.Count), Is.EqualTo((true, 0)));
        Assert.That(await ledger.AcceptAsync(Make.Progress("N-1", "e1", BusinessStatus.Processing), CancellationToken.None), Is.TypeOf<AcceptResult.DossierErased>());

        // Its outcome comes late, with a partner's words: kept as evidence, without the words and without a salt.
        var late = await ledger.RecordAsync(
            Outcome(claim, "rejected", new NextStep(DeliveryState.Rejected)) with { Fault = Interop.Contracts.Faults.FaultCodes.RejectedData("x") with { PartnerText = "Nguyễn Văn A" } },
            CancellationToken.None);
        Assert.That(late.Taken, Is.False);
        var report = await Harness.VerifyAsync();
        Assert.That(report.Break, Is.Null, report.Break?.Detail);
        Assert.That(report.Erased, Is.EqualTo(4), "an acceptance, two attempts, an act");
        Assert.That(await Harness.AskAsync("select count(*) from attempt where fault_partner_text is not null"), Is.Zero);
    }

    [Test]
    public async Task Erasures_beside_traffic_leave_no_salt_and_break_nothing()
    {
        for (var round = 0; round < 5; round++)
        {
            var number = $"E-{round}";
            await RecordedAsync(Make.Submission(number, number));
            var key = (await ViewAsync(number)).Key;
            var events = Enumerable.Range(0, 10).Select(i => Make.Progress(number, $"e{i}", BusinessStatus.Registered)).ToList();
            var others = Enumerable.Range(0, 10).Select(i => Make.Submission($"O-{round}-{i}", "x")).ToList();
            var answers = await Task.WhenAll(
                [.. events.Select(e => Task.Run(() => AcceptAsync(e))), .. others.Select(o => Task.Run(() => AcceptAsync(o))), Task.Run(async () =>
                {
                    await EraseAsync(key);
                    return (AcceptResult)new AcceptResult.UnknownDossier();
                })]);
            Assert.That(answers.Take(10).All(a => a is AcceptResult.Recorded or AcceptResult.DossierErased), Is.True);
            var taken = answers.Take(10).Count(a => a is AcceptResult.Recorded);
            Assert.That((await ViewAsync(number)).Packets, Has.Count.EqualTo(taken + 1));
            Assert.That((await ViewAsync(number)).Packets.Select(p => p.Removed?.Erased), Is.All.True);
        }

        var report = await Harness.VerifyAsync();
        Assert.That(report.Break, Is.Null, report.Break?.Detail);
        Assert.That(report.Erased, Is.EqualTo(await Harness.AskAsync("select count(*) from packet p join dossier d on d.key = p.dossier where d.removal is not null")));
    }

    [Test]
    public async Task A_dossier_whose_contents_were_purged_is_erased_all_the_same_and_the_ledger_opens_again()
    {
        await RecordedAsync(Make.Submission("N-1", "A"));
        await PurgeAllAsync();
        Assert.That(((ErasureResult.Erased)await EraseAsync((await ViewAsync("N-1")).Key)).Erasure.Packets, Is.Zero, "they were taken before");
        Assert.That((await ViewAsync("N-1")).Packets.Single().Removed?.Erased, Is.False);
        Assert.That((await Harness.VerifyAsync()).Break, Is.Null);
        // The newest dossier of the ledger opens with no key; the next start must not take that for wrong keys.
        await CrashAsync();
        Assert.That((await ViewAsync("N-1")).Erasure, Is.Not.Null);
    }

    [TestCase("update dossier set removal = null", EvidenceFlaw.SaltMissing)]
    [TestCase("update removal set operator = 'another'", EvidenceFlaw.SubjectChanged)]
    [TestCase("update removal set dossier = 2", EvidenceFlaw.SaltMissing)]
    public async Task An_erasure_that_did_not_happen_is_found_out(string tampering, EvidenceFlaw flaw)
    {
        await RecordedAsync(Make.Submission("N-1", "A"));
        await RecordedAsync(Make.Submission("N-2", "B"));
        await EraseAsync((await ViewAsync("N-1")).Key);
        Assert.That((await Harness.VerifyAsync()).Holds, Is.True);
        await Harness.TamperAsync(tampering);
        Assert.That((await Harness.VerifyAsync()).Break?.Flaw, Is.EqualTo(flaw));
    }

    private Task<ErasureResult> EraseAsync(long dossier, bool cancel = false) =>
        Erasures.EraseAsync(new ErasureOrder(dossier, cancel, "operator-1", "QĐ 12/2026", Clock.Now), CancellationToken.None);
}
