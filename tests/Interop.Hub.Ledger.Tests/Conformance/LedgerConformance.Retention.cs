using System.Collections.Frozen;
using Interop.Contracts.Documents;
using Interop.Contracts.Dossiers;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Retention;
using Interop.Hub.Ledger.Evidence;

namespace Interop.Hub.Ledger.Tests.Conformance;

internal abstract partial class LedgerConformance
{
    private static readonly RetentionCut NoCut = new(Enum.GetValues<PacketKind>().ToFrozenDictionary(k => k, _ => DateTimeOffset.MaxValue), []);

    [Test]
    public async Task What_was_purged_is_gone_and_what_identifies_it_stays_for_life()
    {
        var packet = Make.Submission("N-1", "A", Sample.Ministry);
        var receipt = (await RecordedAsync(packet)).Receipt;
        await RejectAsync(To(packet, Sample.Ministry));
        var corrected = Make.Correction("N-1", "B", packet.PacketId, Sample.Ministry);
        await RecordedAsync(corrected);
        await DeliverAsync(To(corrected, Sample.Ministry));
        var event1 = Make.Progress("N-1", "e1", BusinessStatus.Processing);
        await RecordedAsync(event1);

        Assert.That(await PurgeAllAsync(), Is.EqualTo(3));

        // The contents are gone; the state is shown.
        Assert.That(await Harness.AskAsync("select count(*) from packet_body"), Is.Zero);
        Assert.That(await Harness.AskAsync("select count(*) from attempt where fault_partner_text is not null"), Is.Zero);
        var view = await ViewAsync("N-1");
        Assert.That(view.Packets.Select(p => p.Removed), Is.All.EqualTo(new RemovalView(Clock.Now, Erased: false)));
        Assert.That(view.Erasure, Is.Null);

        // Idempotence for life goes on.
        Assert.That(((AcceptResult.Repeated)await AcceptAsync(packet with { Id = Make.Id() })).Receipt.ReceiptId, Is.EqualTo(receipt.ReceiptId));
        var again = Make.Submission("N-1", "B");
        Assert.That(((AcceptResult.Duplicate)await AcceptAsync(again)).Receipt.DuplicateOf, Is.EqualTo(corrected.Id));
        Assert.That(await AcceptAsync(event1 with { Id = Make.Id(), PacketId = "other", RequestKey = new RequestKey("x", "other") }), Is.TypeOf<AcceptResult.Duplicate>());
        Assert.That(await AcceptAsync(packet with { Id = Make.Id(), Digest = Sample.Digest("C") }), Is.TypeOf<AcceptResult.KeyReused>());

        // And the dossier goes on: a later packet is taken and delivered, though the submission in force is gone.
        var later = Make.Progress("N-1", "e2", BusinessStatus.Finished, Sample.Ministry);
        await RecordedAsync(later);
        var claim = await ClaimAsync(To(later, Sample.Ministry), withDossier: true);
        Assert.That(claim!.DossierBody.IsEmpty, Is.True);
        await DeliveredAsync(claim);

        var report = await Harness.VerifyAsync();
        Assert.That(report.Break, Is.Null, report.Break?.Detail);
        Assert.That((report.Removals, report.Removed, report.Erased), Is.EqualTo((1, 3, 0)));
        Assert.That(await PurgeAllAsync(), Is.EqualTo(1), "the later one");
        Assert.That(await PurgeAllAsync(), Is.Zero);
    }

    [Test]
    public async Task Nothing_that_is_owed_is_purged_whatever_is_asked()
    {
        var open = Make.Submission("N-1", "A", Sample.Ministry, Sample.Portal);
        await RecordedAsync(open);
        await DeliverAsync(To(open, Sample.Portal));
        var rejected = Make.Submission("N-2", "A", Sample.Ministry);
        await RecordedAsync(rejected);
        await RejectAsync(To(rejected, Sample.Ministry));
        // Delivered itself; a later packet of its dossier is not, and may need it.
        var needed = Make.Submission("N-3", "A", Sample.Ministry);
        await RecordedAsync(needed);
        await DeliverAsync(To(needed, Sample.Ministry));
        var later = Make.Progress("N-3", "e1", BusinessStatus.Processing, Sample.Ministry);
        await RecordedAsync(later);

        Assert.That(await PurgeAllAsync(), Is.Zero);
        Assert.That((await ClaimedAsync(To(open, Sample.Ministry))).Body.ToArray(), Is.EqualTo(open.Body.ToArray()));
        Assert.That((await ClaimAsync(To(later, Sample.Ministry), withDossier: true))!.DossierBody.ToArray(), Is.EqualTo(needed.Body.ToArray()));
    }

    [Test]
    public async Task What_retention_is_told_of_a_packet_is_what_became_of_it()
    {
        var packet = Make.Submission("N-1", "A", Sample.Ministry, Sample.Portal) with { Documents = [await FileAsync("a")] };
        packet = packet with { Deliveries = [packet.Deliveries[0] with { AnswerWithin = TimeSpan.FromDays(1) }, packet.Deliveries[1]] };
        await RecordedAsync(packet);
        var alone = Make.Document("D", Sample.Portal);
        await RecordedAsync(alone);
        var first = await RetainedAsync();
        Assert.That(first.Select(p => (p.Kind, p.IsOpen, p.IsAwaited, p.HasFiles, p.Dossier?.Procedure)), Is.EqualTo(new[]
        {
            (PacketKind.Submission, true, false, true, (string?)"1.001193"), (PacketKind.Document, true, false, false, null),
        }));
        Assert.That(first[0].Dossier, Is.EqualTo(new RetainedDossier("1.001193", BusinessStatus.Registered, ResultStatus.None, Clock.Now, IsInForce: true, IsBusy: true)));

        Clock.Advance(TimeSpan.FromMinutes(1));
        await DeliverAsync(To(packet, Sample.Ministry));
        var delivered = Clock.Now;
        await ActAsync(To(packet, Sample.Portal), DeliveryState.Cancelled);
        var awaited = (await RetainedAsync())[0];
        Assert.That((awaited.IsOpen, awaited.IsAwaited, awaited.Dossier!.IsBusy), Is.EqualTo((false, true, true)));
        Assert.That(awaited.Arrived, Is.EqualTo(new[] { Sample.Ministry }), "the other was called off");
        Assert.That(awaited.SettledAt, Is.EqualTo(delivered));

        Clock.Advance(TimeSpan.FromDays(2));
        await Ledger.SilenceToldAsync(await Due.SilentAsync(10, CancellationToken.None), CancellationToken.None);
        var silent = (await RetainedAsync())[0];
        Assert.That((silent.IsAwaited, silent.Dossier!.IsBusy, silent.SettledAt), Is.EqualTo((false, false, Clock.Now)));
    }

    [Test]
    public async Task The_walk_finds_all_that_is_not_passed_over_page_by_page()
    {
        for (var i = 0; i < 7; i++)
        {
            await RecordedAsync(Make.Submission($"N-{i}", $"A{i}"));
        }

        var cutoff = Clock.Now;
        Clock.Advance(TimeSpan.FromDays(1));
        await RecordedAsync(Make.Submission("N-late", "late"));
        await RecordedAsync(Make.Document("late"));
        RetentionCut cut = new(Enum.GetValues<PacketKind>().ToFrozenDictionary(k => k, k => k == PacketKind.Document ? DateTimeOffset.MaxValue : cutoff), []);
        List<RetainedPacket> found = [];
        for (long? next = 0; next is { } after;)
        {
            var page = await Retention.RetainedAsync(cut, after, 3, CancellationToken.None);
            Assert.That(page.Packets, Has.Count.LessThanOrEqualTo(3));
            found.AddRange(page.Packets);
            next = page.Next;
        }

        Assert.That(found.Select(p => p.Kind), Is.EqualTo(Enumerable.Repeat(PacketKind.Submission, 7).Append(PacketKind.Document)));
        Assert.That(found.Select(p => p.Key), Is.Ordered.And.Unique);
        var all = await Retention.RetainedAsync(cut with { Procedures = ["1.001193"] }, 0, 100, CancellationToken.None);
        Assert.That(all.Packets, Has.Count.EqualTo(9), "whose procedure has a word of its own, are shown whenever they came");
    }

    [Test]
    public async Task A_file_goes_with_the_last_that_refers_to_it_and_not_before()
    {
        var shared = await FileAsync("shared");
        var own = await FileAsync("own");
        var one = Make.Submission("N-1", "A") with { Documents = [shared, own] };
        var two = Make.Submission("N-2", "B") with { Documents = [shared] };
        await RecordedAsync(one);
        await RecordedAsync(two);
        var keys = (await RetainedAsync()).Select(p => p.Key).ToList();

        Assert.That(await Retention.PurgeAsync([keys[0]], Clock.Now, CancellationToken.None), Is.EqualTo(1));
        Assert.That((await ViewAsync("N-1")).Packets.Single().Documents, Is.Empty, "file names are gone");
        Assert.That((await CollectableAsync()).Select(d => d.Digest), Is.EqualTo(new[] { own.Sha256 }));
        Assert.That(await Harness.Documents.ReferredAsync((await ViewAsync("N-1")).Key, shared.Sha256, CancellationToken.None), Is.Null, "of this dossier nothing is to be fetched any longer");
        Assert.That(await Harness.Documents.ReferredAsync((await ViewAsync("N-2")).Key, shared.Sha256, CancellationToken.None), Is.Not.Null);

        // Referred to again before the collector came: it stays.
        await RecordedAsync(Make.Submission("N-3", "C") with { Documents = [own] });
        Assert.That(await CollectableAsync(), Is.Empty);
        await Retention.PurgeAsync([keys[1]], Clock.Now, CancellationToken.None);
        Assert.That((await CollectableAsync()).Select(d => d.Digest), Is.EqualTo(new[] { shared.Sha256 }));
    }

    [Test]
    public async Task What_an_owner_uploaded_again_since_is_a_fresh_upload()
    {
        var file = await FileAsync("a");
        await RecordedAsync(Make.Submission("N-1", "A") with { Documents = [file] });
        Clock.Advance(TimeSpan.FromDays(800));
        await Harness.Documents.EnterAsync(new Interop.Hub.Ledger.Documents.IndexedDocument(Sample.OneStop, file.Sha256, 3, null), CancellationToken.None);
        await PurgeAllAsync();
        Assert.That(await CollectableAsync(), Is.Empty, "its packet is about to come");
        Clock.Advance(TimeSpan.FromDays(2));
        Assert.That(await CollectableAsync(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Purges_beside_acceptances_never_free_a_file_that_is_referred_to()
    {
        var file = await FileAsync("a");
        for (var round = 0; round < 20; round++)
        {
            var before = Make.Submission($"N-{round}", "A") with { Documents = [file] };
            await RecordedAsync(before);
            var keys = (await RetainedAsync()).Where(p => !p.IsOpen).Select(p => p.Key).ToList();
            var next = Make.Submission($"M-{round}", "B", Sample.Ministry) with { Documents = [file] };
            await Task.WhenAll(Task.Run(() => Retention.PurgeAsync(keys, Clock.Now, CancellationToken.None)), Task.Run(() => RecordedAsync(next)));
            Assert.That(await CollectableAsync(), Is.Empty, $"round {round}");
            await ActAsync(To(next, Sample.Ministry), DeliveryState.Cancelled);
        }
    }

    [TestCase("delete from packet_body where packet = (select min(packet) from packet_body)", EvidenceFlaw.BodyMissing)]
    [TestCase("update removal set at = at + 1", EvidenceFlaw.SubjectChanged)]
    [TestCase("update packet set removal = null where removal is not null", EvidenceFlaw.BodyMissing)]
    [TestCase("update packet set removal = 1 where removal is null; delete from packet_body", EvidenceFlaw.BodyMissing)]
    public async Task A_body_that_went_without_a_recorded_removal_is_missed(string tampering, EvidenceFlaw flaw)
    {
        await RecordedAsync(Make.Submission("N-1", "A"));
        await PurgeAllAsync();
        await RecordedAsync(Make.Submission("N-2", "B"));
        Assert.That((await Harness.VerifyAsync()).Holds, Is.True);
        await Harness.TamperAsync(tampering);
        Assert.That((await Harness.VerifyAsync()).Break?.Flaw, Is.EqualTo(flaw));
    }

    [Test]
    public async Task A_purge_is_on_disk_when_it_is_done()
    {
        await RecordedAsync(Make.Submission("N-1", "A"));
        Assert.That(await PurgeAllAsync(), Is.EqualTo(1));
        await CrashAsync();
        Assert.That(await RetainedAsync(), Is.Empty);
        Assert.That((await ViewAsync("N-1")).Packets.Single().Removed, Is.Not.Null);
        Assert.That((await Harness.VerifyAsync()).Holds, Is.True);
    }

    private async Task<IReadOnlyList<RetainedPacket>> RetainedAsync() => (await Retention.RetainedAsync(NoCut, 0, 1000, CancellationToken.None)).Packets;

    private async Task<int> PurgeAllAsync() => await Retention.PurgeAsync([.. (await RetainedAsync()).Select(p => p.Key)], Clock.Now, CancellationToken.None);

    private Task<IReadOnlyList<Interop.Hub.Ledger.Documents.IndexedDocument>> CollectableAsync() =>
        Harness.Documents.UnreferredAsync(Clock.Now.AddDays(-1), 100, CancellationToken.None);

    private async Task<DocumentReference> FileAsync(string name)
    {
        var digest = Sample.Digest(name)[1..];
        await UploadedAsync(Sample.OneStop, digest);
        return new DocumentReference { Name = name, MediaType = "application/pdf", Size = 3, Sha256 = Sha256Digest.FromHash(digest) };
    }
}
