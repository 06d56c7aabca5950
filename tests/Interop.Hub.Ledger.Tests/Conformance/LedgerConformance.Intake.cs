using Interop.Contracts.Dossiers;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Ledger.Tests.Conformance;

internal abstract partial class LedgerConformance
{
    [Test]
    public async Task A_new_submission_is_recorded_and_its_first_deliveries_may_go()
    {
        var packet = Make.Submission("H40.18-20260302-0000001", "A", Sample.Ministry, Sample.Portal);
        var result = await RecordedAsync(packet);

        Assert.Multiple(() =>
        {
            Assert.That(result.Receipt.ReceiptId, Is.EqualTo(packet.Id));
            Assert.That(result.Receipt.Disposition, Is.EqualTo(Disposition.New));
            Assert.That(result.Receipt.DossierNumber, Is.EqualTo("H40.18-20260302-0000001"));
            Assert.That(result.Ready.Select(r => r.Destination), Is.EqualTo(new[] { Sample.Ministry, Sample.Portal }));
        });
        Assert.That((await DueAsync(Sample.Ministry)).Select(d => d.Id), Is.EqualTo(new[] { To(packet, Sample.Ministry) }));
    }

    [Test]
    public async Task What_is_due_is_given_from_either_end()
    {
        List<string> accepted = [];
        for (var i = 0; i < 5; i++)
        {
            var packet = Make.Submission($"N-{i}", $"A{i}", Sample.Ministry) with { AcceptedAt = Clock.Now };
            await RecordedAsync(packet);
            accepted.Add(To(packet, Sample.Ministry));
            Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.That((await Due.DueAsync(Sample.Ministry, 3, CancellationToken.None)).Select(d => d.Id), Is.EqualTo(accepted.Take(3)));
        Assert.That((await Due.NewestDueAsync(Sample.Ministry, 3, CancellationToken.None)).Select(d => d.Id), Is.EqualTo(Enumerable.Reverse(accepted).Take(3)));
        Assert.That(await Due.NewestDueAsync(Sample.Portal, 3, CancellationToken.None), Is.Empty);
    }

    [Test]
    public async Task The_same_request_key_with_the_same_content_gives_the_same_receipt_word_for_word()
    {
        var packet = Make.Submission("N-1", "A", Sample.Ministry) with { Warnings = [new Warning("/content/dossier", "doubtful")] };
        var first = await RecordedAsync(packet);
        Clock.Advance(TimeSpan.FromDays(400));
        var again = await AcceptAsync(packet with { Id = Make.Id(), AcceptedAt = Clock.Now });

        Assert.That(again, Is.TypeOf<AcceptResult.Repeated>());
        var receipt = ((AcceptResult.Repeated)again).Receipt;
        Assert.Multiple(() =>
        {
            Assert.That(receipt with { Warnings = [], Identifiers = [] }, Is.EqualTo(first.Receipt with { Warnings = [], Identifiers = [] }));
            Assert.That(receipt.Warnings, Is.EqualTo(first.Receipt.Warnings));
            Assert.That(receipt.Identifiers, Is.EqualTo(first.Receipt.Identifiers));
        });
        Assert.That(await DueAsync(Sample.Ministry), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_key_or_packet_id_used_for_other_content_is_refused_and_writes_nothing()
    {
        var packet = Make.Submission("N-1", "A", Sample.Ministry);
        await RecordedAsync(packet);
        var otherContent = packet with { Id = Make.Id(), Digest = Sample.Digest("B"), PacketId = Make.Unique("p") };
        var otherKey = packet with { Id = Make.Id(), Digest = Sample.Digest("B"), RequestKey = new RequestKey("POST dossiers", "new") };

        Assert.That(await AcceptAsync(otherContent), Is.TypeOf<AcceptResult.KeyReused>());
        Assert.That(await AcceptAsync(otherKey), Is.TypeOf<AcceptResult.KeyReused>());
        Assert.That(await Reader.PacketAsync(otherContent.Id, CancellationToken.None), Is.Null);
        // A failed request consumed no key.
        Assert.That(await AcceptAsync(Make.Submission("N-2", "C") with { RequestKey = otherKey.RequestKey }), Is.TypeOf<AcceptResult.Recorded>());
    }

    [Test]
    public async Task Keys_of_two_partners_never_meet()
    {
        var mine = Make.Submission("N-1", "A");
        await RecordedAsync(mine);
        var theirs = Make.Submission("N-2", "B") with { Partner = Sample.Portal, RequestKey = mine.RequestKey, PacketId = mine.PacketId };

        Assert.That(await AcceptAsync(theirs), Is.TypeOf<AcceptResult.Recorded>());
    }

    [Test]
    public async Task Content_equal_to_the_latest_is_a_duplicate_and_equal_to_an_older_one_is_an_update()
    {
        var a = Make.Submission("N-1", "A", Sample.Ministry);
        await RecordedAsync(a);
        var duplicate = Make.Submission("N-1", "A", Sample.Ministry);
        var answer = await AcceptAsync(duplicate);
        Assert.That(answer, Is.TypeOf<AcceptResult.Duplicate>());
        var receipt = ((AcceptResult.Duplicate)answer).Receipt;
        Assert.Multiple(() =>
        {
            Assert.That(receipt.ReceiptId, Is.EqualTo(a.Id));
            Assert.That(receipt.DuplicateOf, Is.EqualTo(a.Id));
            Assert.That(receipt.Disposition, Is.EqualTo(Disposition.Duplicate));
        });

        // The duplicate's own key now answers with what the duplicate was told.
        var repeated = await AcceptAsync(duplicate with { Id = Make.Id() });
        Assert.That(repeated, Is.TypeOf<AcceptResult.Repeated>());
        Assert.That(((AcceptResult.Repeated)repeated).Receipt.DuplicateOf, Is.EqualTo(a.Id));

        // A, B, A: the last is an update, in order.
        var b = await RecordedAsync(Make.Submission("N-1", "B", Sample.Ministry));
        var again = await RecordedAsync(Make.Submission("N-1", "A", Sample.Ministry));
        Assert.Multiple(() =>
        {
            Assert.That(b.Receipt.Disposition, Is.EqualTo(Disposition.Update));
            Assert.That(again.Receipt.Disposition, Is.EqualTo(Disposition.Update));
            Assert.That(again.Receipt.DuplicateOf, Is.Null);
        });
    }

    [Test]
    public async Task Status_4_5_4_is_three_events_and_the_same_event_twice_is_one()
    {
        await RecordedAsync(Make.Submission("N-1", "A", Sample.Ministry));
        foreach (var (step, status) in new[] { ("e1", BusinessStatus.Received), ("e2", BusinessStatus.Processing), ("e3", BusinessStatus.SupplementRequested), ("e4", BusinessStatus.Processing) })
        {
            Clock.Advance(TimeSpan.FromMinutes(1));
            await RecordedAsync(Make.Progress("N-1", step, status, Sample.Portal));
        }

        Assert.That(await AcceptAsync(Make.Progress("N-1", "e4", BusinessStatus.Processing, Sample.Portal)), Is.TypeOf<AcceptResult.Duplicate>());
        Assert.That(await AcceptAsync(Make.Progress("N-1", "e4", BusinessStatus.Finished, Sample.Portal)), Is.TypeOf<AcceptResult.KeyReused>());
        // Another partner's event of the same name is another event.
        Assert.That(await AcceptAsync(Make.Progress("N-1", "e4", BusinessStatus.Processing) with { Partner = Sample.Ministry }), Is.TypeOf<AcceptResult.Recorded>());
        var view = await ViewAsync("N-1");
        Assert.Multiple(() =>
        {
            Assert.That(view.Status, Is.EqualTo(BusinessStatus.Processing));
            Assert.That(view.Packets.Where(p => p.Kind == PacketKind.Progress).Select(p => p.StatusVerdict), Is.EqualTo(new[] { "applied", "applied", "applied", "applied", "repeat" }));
        });
    }

    [Test]
    public async Task What_is_late_by_event_time_moves_nothing_and_a_skipped_step_is_applied_with_a_warning()
    {
        await RecordedAsync(Make.Submission("N-1"));
        Clock.Advance(TimeSpan.FromHours(2));
        var jump = await RecordedAsync(Make.Progress("N-1", "e1", BusinessStatus.Finished));
        var late = await RecordedAsync(Make.Progress("N-1", "e0", BusinessStatus.Processing) with { OccurredAt = Clock.Now.AddHours(-1) });

        Assert.Multiple(() =>
        {
            Assert.That(jump.Receipt.Warnings, Has.Count.EqualTo(1));
            Assert.That(late.Receipt.Warnings, Has.Count.EqualTo(1));
        });
        Assert.That((await ViewAsync("N-1")).Status, Is.EqualTo(BusinessStatus.Finished));
    }

    [Test]
    public async Task What_would_leave_a_terminal_state_is_held_and_an_operator_lets_it_go()
    {
        await RecordedAsync(Make.Submission("N-1"));
        Clock.Advance(TimeSpan.FromMinutes(1));
        await RecordedAsync(Make.Progress("N-1", "e1", BusinessStatus.Withdrawn));
        Clock.Advance(TimeSpan.FromMinutes(1));
        var packet = Make.Progress("N-1", "e2", BusinessStatus.Processing, Sample.Portal);
        var held = await RecordedAsync(packet);

        var delivery = await DeliveryAsync(packet.Id, Sample.Portal);
        Assert.Multiple(() =>
        {
            Assert.That(held.Ready, Is.Empty);
            Assert.That(delivery.State, Is.EqualTo(DeliveryState.Parked));
            Assert.That(delivery.Park, Is.EqualTo(ParkReason.Quarantined));
        });
        Assert.That((await ViewAsync("N-1")).Status, Is.EqualTo(BusinessStatus.Withdrawn));

        Assert.That(await ActAsync(delivery.Id, DeliveryState.Ready), Has.Count.EqualTo(1));
        Assert.That((await ViewAsync("N-1")).Status, Is.EqualTo(BusinessStatus.Processing));
    }

    [Test]
    public async Task Identifiers_that_name_two_dossiers_are_refused_and_never_merged()
    {
        await RecordedAsync(Make.Submission("N-1", "A"));
        await RecordedAsync(Make.Submission("N-2", "B"));
        var both = Make.Submission("N-1", "C") with { Identifiers = [Sample.Local("N-1"), Sample.Receipt("7"), Sample.Local("N-2")] };

        var result = await AcceptAsync(both);
        Assert.That(result, Is.TypeOf<AcceptResult.IdentifierConflict>());
        Assert.That(((AcceptResult.IdentifierConflict)result).Indexes, Is.EqualTo(new[] { 0, 2 }));
    }

    [Test]
    public async Task Only_the_issuer_attaches_a_code_and_a_receipt_number_only_searches()
    {
        await RecordedAsync(Make.Submission("N-1", "A") with { Identifiers = [Sample.Local("N-1"), Sample.Receipt("0042")] });
        await RecordedAsync(Make.Submission("N-2", "B") with { Identifiers = [Sample.Local("N-2"), Sample.Receipt("0042")] });

        var foreign = await AcceptAsync(Make.Submission("N-1", "C") with { Identifiers = [Sample.Local("N-1"), Sample.National("G-9", attach: false)] });
        Assert.That(foreign, Is.TypeOf<AcceptResult.NotIssuer>());
        Assert.That(((AcceptResult.NotIssuer)foreign).Indexes, Is.EqualTo(new[] { 1 }));

        await RecordedAsync(Make.Progress("N-1", "e1", BusinessStatus.Received) with { Identifiers = [Sample.Local("N-1", attach: false), Sample.National("G-9", attach: true)] });
        await Assert.MultipleAsync(async () =>
        {
            Assert.That(await Reader.SearchAsync("0042", CancellationToken.None), Has.Count.EqualTo(2));
            Assert.That(await Reader.ResolveAsync("0042", null, null, CancellationToken.None), Is.Null);
            Assert.That(await Reader.ResolveAsync("g-9 ", null, null, CancellationToken.None), Is.EqualTo((await ViewAsync("N-1")).Key));
            Assert.That(await Reader.ResolveAsync("G-9", IdentifierScheme.Local, null, CancellationToken.None), Is.Null);
        });
    }

    [Test]
    public async Task A_stranger_learns_nothing_and_receivers_become_parties()
    {
        await RecordedAsync(Make.Submission("N-1", "A", Sample.Ministry) with { Deliveries = [Make.Check(Sample.Population), Make.Send(Sample.Ministry)] });

        var stranger = Make.Progress("N-1", "e1", BusinessStatus.Received) with { Partner = Sample.Portal };
        var unknown = Make.Progress("N-404", "e1", BusinessStatus.Received) with { Partner = Sample.Portal };
        Assert.That(await AcceptAsync(stranger), Is.TypeOf<AcceptResult.UnknownDossier>());
        Assert.That(await AcceptAsync(unknown), Is.TypeOf<AcceptResult.UnknownDossier>());
        // Who is only asked about a dossier is no party to it.
        Assert.That(await AcceptAsync(stranger with { Partner = Sample.Population }), Is.TypeOf<AcceptResult.UnknownDossier>());
        Assert.That(await AcceptAsync(stranger with { Partner = Sample.Ministry }), Is.TypeOf<AcceptResult.Recorded>());
        Assert.That((await ViewAsync("N-1")).Parties, Is.EquivalentTo(new[] { Sample.OneStop, Sample.Ministry }));
    }

    [Test]
    public async Task A_packet_that_names_a_file_nobody_uploaded_is_refused_with_its_digest()
    {
        var digest = Sample.Digest("file")[1..];
        var reference = new Contracts.Documents.DocumentReference { Name = "Giấy chứng sinh – Nguyễn Văn A.pdf", MediaType = "application/pdf", Size = 3, Sha256 = Contracts.Documents.Sha256Digest.FromHash(digest) };
        var packet = Make.Submission("N-1", "A") with { Documents = [reference] };

        var refused = await AcceptAsync(packet);
        Assert.That(refused, Is.TypeOf<AcceptResult.DocumentsMissing>());
        Assert.That(((AcceptResult.DocumentsMissing)refused).Digests, Is.EqualTo(new[] { reference.Sha256 }));

        // Another partner's upload is not the sender's.
        await UploadedAsync(Sample.Ministry, digest);
        Assert.That(await AcceptAsync(packet), Is.TypeOf<AcceptResult.DocumentsMissing>());

        await UploadedAsync(Sample.OneStop, digest);
        await RecordedAsync(packet);
        Assert.That((await Reader.PacketAsync(packet.Id, CancellationToken.None))!.Documents, Is.EqualTo(new[] { reference }));

        // Whoever sends into the dossier may refer to what the dossier has.
        var other = Make.Progress("N-1", "e1", BusinessStatus.Received) with { Documents = [reference] };
        Assert.That(await AcceptAsync(other), Is.TypeOf<AcceptResult.Recorded>());
    }

    [Test]
    public async Task A_document_without_a_dossier_has_a_lane_of_its_own()
    {
        var first = Make.Document("văn bản 1", Sample.Ministry);
        var second = Make.Document("văn bản 2", Sample.Ministry);
        Assert.That((await RecordedAsync(first)).Ready, Has.Count.EqualTo(1));
        Assert.That((await RecordedAsync(second)).Ready, Has.Count.EqualTo(1));

        var claim = await ClaimedAsync(To(second, Sample.Ministry));
        Assert.Multiple(() =>
        {
            Assert.That(claim.DossierKey, Is.Null);
            Assert.That(claim.Body.ToArray(), Is.EqualTo(second.Body.ToArray()));
        });
    }

    [Test]
    public async Task A_packet_of_a_dossier_that_the_route_named_needs_no_code()
    {
        await RecordedAsync(Make.Submission("N-1", "A", Sample.Ministry));
        var head = await Reader.FindAsync([], "n-1", Sample.OneStop, CancellationToken.None);
        Assert.That(head, Is.Not.Null);
        Assert.That(head!.IsParty, Is.True);

        var packet = Make.Progress("N-1", "e1", BusinessStatus.Received) with { Identifiers = [], Dossier = head.Key };
        Assert.That((await RecordedAsync(packet)).Receipt.DossierNumber, Is.EqualTo("N-1"));
        Assert.That(await Reader.FindAsync([], "N-404", Sample.OneStop, CancellationToken.None), Is.Null);
    }
}
