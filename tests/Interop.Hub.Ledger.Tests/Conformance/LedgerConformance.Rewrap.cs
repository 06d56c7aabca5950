using System.Security.Cryptography;
using Interop.Contracts.Dossiers;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Documents;
using Interop.Hub.Ledger.Documents.Local;
using Interop.Hub.Ledger.Security;
using Interop.Hub.Ledger.Security.Rewrap;

namespace Interop.Hub.Ledger.Tests.Conformance;

internal abstract partial class LedgerConformance
{
    [Test]
    public async Task After_a_rewrap_everything_opens_without_the_old_master_key()
    {
        var dossier = Make.Submission("N-1", "A", Sample.Ministry);
        var alone = Make.Document("D", Sample.Portal);
        await RecordedAsync(dossier);
        await RecordedAsync(alone);
        await RecordedAsync(Make.Submission("N-9", "E"));
        await EraseAsync((await ViewAsync("N-9")).Key);

        var rotated = FileKeyRing.FromValue(NewKey() + "," + Master(Harness.Keys));
        await Harness.WithKeysAsync(rotated);
        var fresh = Make.Submission("N-2", "B", Sample.Ministry);
        await RecordedAsync(fresh);

        var report = await RewrapAsync();
        Assert.That((report.Dossiers, report.Packets, report.Files, report.IsComplete), Is.EqualTo((1, 1, 0, true)), "what was made under the new key, and what was erased, is left alone");
        Assert.That((await RewrapAsync()).Dossiers, Is.Zero, "run again it passes over what is done");

        await Harness.WithKeysAsync(FileKeyRing.FromValue(WithoutComments(rotated.Reduced())));
        foreach (var packet in new[] { dossier, alone, fresh })
        {
            Assert.That((await ClaimedAsync(packet.Deliveries[0].Id)).Body.ToArray(), Is.EqualTo(packet.Body.ToArray()));
            Assert.That(await AcceptAsync(packet with { Id = Make.Id() }), Is.TypeOf<AcceptResult.Repeated>());
        }

        Assert.That((await ViewAsync("N-9")).Erasure, Is.Not.Null);
        Assert.That((await Harness.VerifyAsync()).Holds, Is.True);
    }

    /// <summary>Somebody took a line out of the middle of the key file.</summary>
    [Test]
    public async Task What_no_key_opens_is_put_off_undoes_nothing_of_its_commit_and_goes_when_the_key_is_back()
    {
        var (oldest, middle, newest) = (Master(Harness.Keys), NewKey(), NewKey());
        var (locked, open) = (Make.Submission("N-1", "A", Sample.Ministry), Make.Submission("N-2", "B", Sample.Ministry));
        await Harness.WithKeysAsync(FileKeyRing.FromValue($"{middle},{oldest}"));
        await RecordedAsync(locked);
        await Harness.WithKeysAsync(FileKeyRing.FromValue($"{newest},{middle},{oldest}"));
        await RecordedAsync(open);

        await Harness.WithKeysAsync(FileKeyRing.FromValue($"{newest},{oldest}"));
        var claims = await Task.WhenAll(ClaimAsync(To(locked, Sample.Ministry)), ClaimAsync(To(open, Sample.Ministry)));
        Assert.That((claims[0], claims[1]?.PacketId), Is.EqualTo(((Claim?)null, open.PacketId)));
        Assert.That(await DueAsync(Sample.Ministry), Is.Empty);
        var view = await DeliveryAsync(locked.Id, Sample.Ministry);
        Assert.That((view.State, view.DueAt, view.Attempts), Is.EqualTo((DeliveryState.Ready, (DateTimeOffset?)Clock.Now.AddMinutes(1), 0)));

        // Nor is anything else done with it: neither an operator's reason nor another packet could be sealed.
        var acts = await Task.WhenAll(Ledger.ActAsync(Act(To(locked, Sample.Ministry), DeliveryState.Cancelled), CancellationToken.None), Ledger.ActAsync(Act(claims[1]!.DeliveryId, DeliveryState.Cancelled), CancellationToken.None));
        Assert.That((acts[0], acts[1]), Is.EqualTo((acts[0] as ActResult.Locked, new ActResult.NotAllowed())));
        var more = await Task.WhenAll(AcceptAsync(Make.Progress("N-1", "e1", BusinessStatus.Received)), AcceptAsync(Make.Progress("N-2", "e1", BusinessStatus.Received)));
        Assert.That((more[0], more[1]), Is.EqualTo((more[0] as AcceptResult.DossierLocked, more[1] as AcceptResult.Recorded)));
        Assert.That(((AcceptResult.DossierLocked)more[0]).Why, Does.Contain("key"));

        await Harness.WithKeysAsync(FileKeyRing.FromValue($"{newest},{middle},{oldest}"));
        Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That((await DueAsync(Sample.Ministry)).Select(d => d.Id), Is.EqualTo(new[] { To(locked, Sample.Ministry) }));
        Assert.That((await ClaimedAsync(To(locked, Sample.Ministry))).Body.ToArray(), Is.EqualTo(locked.Body.ToArray()));
    }

    [Test]
    public async Task News_of_what_no_key_opens_stays_news_until_the_key_is_back()
    {
        var (oldest, middle, newest) = (Master(Harness.Keys), NewKey(), NewKey());
        var locked = Make.Submission("N-1", "A", Sample.Ministry);
        await Harness.WithKeysAsync(FileKeyRing.FromValue($"{middle},{oldest}"));
        await RecordedAsync(locked);
        await DoubtAsync(To(locked, Sample.Ministry));
        Clock.Advance(TimeSpan.FromMinutes(2));
        var doubt = (await Due.NewsAsync(10, CancellationToken.None)).Single();
        await Harness.WithKeysAsync(FileKeyRing.FromValue($"{newest},{middle},{oldest}"));
        await RecordedAsync(Make.Submission("N-2", "B", Sample.Ministry));

        await Harness.WithKeysAsync(FileKeyRing.FromValue($"{newest},{oldest}"));
        Assert.That(await Ledger.TellAsync(doubt, [Notice("N-1")], CancellationToken.None), Is.Empty);
        Assert.That(await Due.NewsAsync(10, CancellationToken.None), Has.Count.EqualTo(1));
        await Harness.WithKeysAsync(FileKeyRing.FromValue($"{newest},{middle},{oldest}"));
        Assert.That(await Ledger.TellAsync(doubt, [Notice("N-1")], CancellationToken.None), Has.Count.EqualTo(1));
        Assert.That(await Due.NewsAsync(10, CancellationToken.None), Is.Empty);
    }

    [Test]
    public async Task What_no_key_opens_is_named_and_stays_as_it_is()
    {
        await RecordedAsync(Make.Submission("N-1", "A"));
        var lost = Harness.Keys.CurrentId;
        var others = FileKeyRing.FromValue(NewKey());
        var report = await RewrapAsync(others);
        Assert.That((report.Dossiers, report.IsComplete), Is.EqualTo((0, false)));
        Assert.That(report.Unopened, Is.EqualTo(new Dictionary<string, long> { [lost] = 1 }));
        Assert.That((await RewrapAsync()).Unopened, Is.Empty);
    }

    [Test]
    public async Task Nothing_is_rewrapped_while_a_node_runs_without_the_key()
    {
        await BeatAsync("test");
        var rewrap = new KeyRewrap(Harness.Wrapped, Files(Harness.Keys), Harness.Keys, Clock);
        Assert.That(await rewrap.UnawareAsync(CancellationToken.None), Has.Count.EqualTo(1), "it never said what it has");
        await Harness.Wrapped.NoteRingAsync(new NodeRing("test", ["old", Harness.Keys.CurrentId]), CancellationToken.None);
        Assert.That(await rewrap.UnawareAsync(CancellationToken.None), Is.EqualTo(new[] { "test" }), "it would go on wrapping under the old one");
        await Harness.Wrapped.NoteRingAsync(new NodeRing("test", [Harness.Keys.CurrentId, "old"]), CancellationToken.None);
        Assert.That(await rewrap.UnawareAsync(CancellationToken.None), Is.Empty);
    }

    [Test]
    public async Task Keys_are_wrapped_anew_while_packets_come_and_go()
    {
        var before = Enumerable.Range(0, 60).Select(i => Make.Submission($"N-{i}", "A", Sample.Ministry)).ToList();
        await Task.WhenAll(before.Select(RecordedAsync));
        await Harness.WithKeysAsync(FileKeyRing.FromValue(NewKey() + "," + Master(Harness.Keys)));
        var traffic = Task.Run(async () =>
        {
            foreach (var packet in before)
            {
                await RecordedAsync(Make.Progress(packet.Identifiers[0].Identifier.Value, "e", Interop.Contracts.Dossiers.BusinessStatus.Processing));
                await DeliverAsync(To(packet, Sample.Ministry));
            }
        });
        var report = await RewrapAsync();
        await traffic;
        Assert.That(report.Dossiers, Is.EqualTo(60));
        Assert.That((await Harness.VerifyAsync()).Break, Is.Null);
        await Harness.WithKeysAsync(FileKeyRing.FromValue(WithoutComments(Harness.Keys.Reduced())));
        await RecordedAsync(Make.Submission("N-0", "changed"));
    }

    private async Task<RewrapReport> RewrapAsync(FileKeyRing? keys = null) =>
        await new KeyRewrap(Harness.Wrapped, Files(keys ?? Harness.Keys), keys ?? Harness.Keys, TimeProvider.System).RunAsync(static _ => { }, CancellationToken.None);

    /// <summary>There are no files here; the document stores have cases of their own.</summary>
    private DocumentRewrap Files(FileKeyRing keys) => new(new LocalShelf(TestContext.CurrentContext.WorkDirectory), Harness.Documents, keys, Clock);

    private Task BeatAsync(string node) => ((IClusterLedger)Ledger).BeatAsync(new NodeBeat(node, "1", "c", "p", Clock.Now, Joining: true), CancellationToken.None);

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    internal static string Master(FileKeyRing ring) => ring.Reduced().Split('\n')[1];

    internal static string WithoutComments(string ring) => string.Join(',', ring.Split('\n').Where(l => l.Length > 0 && l[0] != '#'));
}
